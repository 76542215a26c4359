// Tasks that are done one after the other, in the order in which they came.

export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** What comes of the task, once those before it have ended, however they did. */
  take<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task)
    this.#last = result.catch(() => {})
    return result
  }
}
