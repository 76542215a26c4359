// A backtest over ticks in a runner: they come in pieces, for a day of them is larger than one wants to
// hold. The kernel is here, and asks the scripts across the wall.
import { TickedBacktest } from '#kernel/ticked.ts'
import { type OpenRuns, openRuns, reportOf } from './job.ts'
import type { BacktestReport, PackedResult, Replies, Request } from './protocol.ts'
import type { Slots } from './slots.ts'

export class TickedJob {
  readonly #runs: OpenRuns
  readonly #backtest: TickedBacktest
  /** Of the work here, not of the waiting for events. */
  #runMs = 0

  constructor(slots: Slots, { job, past }: Extract<Request, { type: 'ticked-begin' }>) {
    this.#runs = openRuns(slots, job)
    const { lanes, shared } = this.#runs
    const withPast = lanes.map((lane, i) => ({ ...lane, past: past[i]! }))
    this.#backtest = new TickedBacktest(withPast, { shared, keepGoing: job.keepGoing })
  }

  take(rows: Float64Array, progress: (done: number) => void): Replies['ticked-events'] {
    const began = performance.now()
    this.#backtest.take(rows)
    this.#runMs += performance.now() - began
    progress(this.#backtest.done)
    return { hasFailed: this.#backtest.hasFailed }
  }

  end(): BacktestReport<PackedResult> {
    this.#backtest.end()
    return reportOf(this.#runs, this.#runMs)
  }
}
