// A clock that a test drives: time passes when the test lets it, a little at each turn of the event
// loop, so that a slow machine makes nothing late.
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '#host/feeds/clock.ts'

/** Turns of the event loop in which sockets on loopback deliver what was sent. */
const TURNS = 6

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

export class SteppedClock implements Clock {
  #now: number
  #sleepers: Sleeper[] = []
  readonly #stepMs: number

  constructor(start: number, stepMs: number) {
    this.#now = start
    this.#stepMs = stepMs
  }

  now(): number {
    return this.#now
  }

  /** The test's own, and right. */
  doubt(): void {}

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper = { until: this.#now + ms, wake }
      const all = this
      function wake(): void {
        signal.removeEventListener('abort', wake)
        all.#sleepers = all.#sleepers.filter((one) => one !== sleeper)
        resolve()
      }
      signal.addEventListener('abort', wake)
      this.#sleepers.push(sleeper)
    })
  }

  /** Lets time pass until `isDone`, and stand still while `isBusy`. */
  async runUntil(isDone: () => boolean, isBusy: () => boolean = () => false): Promise<void> {
    while (!isDone()) {
      for (let turn = 0; turn < TURNS; turn++) await setImmediate()
      if (isBusy()) continue
      this.#now += this.#stepMs
      const due = this.#sleepers.filter(({ until }) => until <= this.#now)
      for (const { wake } of due.sort((a, b) => a.until - b.until)) wake()
    }
  }
}
