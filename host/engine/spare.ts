// A runner process in waiting: started, with the guest compiled, and no slot in it. Whoever loses
// his takes it over and is spared a start of Node, most of what a recovery takes.
import type { Limits } from '../limits.ts'
import { type Runner, startRunner } from '../runner/client.ts'

export class Spare {
  readonly #limits: Limits
  /** null in it: it did not start, or died while it waited. */
  #waiting: Promise<Runner | null> | null = null
  #isEnded = false

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Starts one where none waits: when nothing is urgent, for it takes the processor's time. */
  prepare(): void {
    if (this.#waiting !== null || this.#isEnded) return
    const waiting = this.#start().catch(() => null)
    this.#waiting = waiting
    void waiting.then(async (runner) => {
      if (runner === null) return
      if (this.#isEnded) runner.end()
      await runner.lost
      if (this.#waiting === waiting) this.#waiting = null
    })
  }

  /** The one that waits, else a new one. */
  async take(): Promise<Runner> {
    const waiting = this.#waiting
    this.#waiting = null
    return (await waiting) ?? this.#start()
  }

  end(): void {
    this.#isEnded = true
    void this.#waiting?.then((runner) => runner?.end())
  }

  #start(): Promise<Runner> {
    return startRunner({ limits: this.#limits, languages: ['js', 'lua'], isLasting: true })
  }
}
