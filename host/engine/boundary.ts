// One thing at a time: whatever changes the truth of a session has its turn between two others, and is
// settled before the next has its own.

export class Boundary {
  #queue: Promise<unknown> = Promise.resolve()
  readonly #urgent: (() => Promise<void>)[] = []
  readonly #settle: (isUrgent: boolean) => Promise<void> | void

  /** `settle`: what follows each turn, before it counts as done. */
  constructor(settle: (isUrgent: boolean) => Promise<void> | void) {
    this.#settle = settle
  }

  /** Has its turn after all that wait. */
  serially<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      for (const urgent of this.#urgent.splice(0)) await urgent()
      const value = await task()
      await this.#settle(false)
      return value
    })
    this.#queue = result.catch(() => {})
    return result
  }

  /** Before everything that waits; what is under way is finished first. */
  atOnce(task: () => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#urgent.push(async () => {
      task()
      await this.#settle(true)
      resolve()
    })
    void this.serially(async () => {})
    return promise
  }
}
