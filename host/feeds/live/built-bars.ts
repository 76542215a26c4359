// Bars below a minute, at venues that have none of that length: made of the trades that have passed the
// gate. Only intervals in which the connection was there from beginning to end give a bar; an interval
// without a trade gives none. Rules of closing and of late trades: bar-builder.ts.
import { BarBuilder, type BuiltBar } from '../bar-builder.ts'
import { utcGrid } from '../bar-grid.ts'
import type { StatusEvent, TradeEvent } from '../market-event.ts'

/** Ms by the venue's clock that a bar waits for trades that come late. */
export const BUILT_GRACE_MS = 1000
/** Ms after the connection is made in which what was asked for may not come yet. */
const SETTLING_MS = 2000

export class BuiltBars {
  /** Every interval before it has given its bar, or will give none. */
  passedUntil = Number.NEGATIVE_INFINITY
  readonly #intervalMs: number
  readonly #builder: BarBuilder
  #ready: BuiltBar[] = []
  /** No trade is missing since the beginning of this interval. */
  #completeFrom = Number.POSITIVE_INFINITY

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs
    this.#builder = new BarBuilder({
      grid: utcGrid(intervalMs),
      graceMs: BUILT_GRACE_MS,
      listener: {
        bar: (bar) => {
          if (bar.openTime >= this.#completeFrom) this.#ready.push(bar)
        },
        refused: () => {},
      },
    })
  }

  take({ exchangeTime: time, price, quantity }: TradeEvent): void {
    this.#builder.take({ time, price, quantity })
  }

  /** `venueTime` as far as it is known when the connection was made, or lost. */
  hear({ status }: StatusEvent, venueTime: number): void {
    if (status === 'lost') this.#completeFrom = Number.POSITIVE_INFINITY
    if (status !== 'connected') return
    const step = this.#intervalMs
    this.#completeFrom = Math.ceil((venueTime + SETTLING_MS) / step) * step
  }

  /** It is `venueTime` at the venue: the bars that are over by now, each once. */
  pass(venueTime: number): readonly BuiltBar[] {
    this.#builder.pass(venueTime)
    const step = this.#intervalMs
    this.passedUntil = Math.floor((venueTime - BUILT_GRACE_MS) / step) * step
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  /** Whether all of the interval's trades are known: where it gave no bar, there is none. */
  knows(openTime: number): boolean {
    return openTime >= this.#completeFrom && openTime < this.passedUntil
  }
}
