// What the flow of trades says of a market at this moment; NaN where it is not known. The figures of
// bid and ask are in sdk/microstructure.ts, those of an order book in sdk/book.ts.
import { balance } from '#sdk/microstructure.ts'
import type { Aggressor } from './market-event.ts'

/** The window of the flow of trades moves on by such a part of its length. */
const SLICES = 60

/**
 * (bought − sold) / (bought + sold) of the last `windowMs`, by who took: −1 to 1; NaN without trades.
 * The window ends with the latest time given and begins on a slice of 1/60 of its length, so it is up
 * to that much shorter; memory and time do not depend on how many trades there are.
 * Source: T. Chordia, A. Subrahmanyam, "Order imbalance and individual stock returns", Journal of
 * Financial Economics 72 (2004).
 */
export class TradeFlow {
  readonly #sliceMs: number
  readonly #bought = new Float64Array(SLICES)
  readonly #sold = new Float64Array(SLICES)
  /** The number of the latest slice, counted from 1970. */
  #latest = Number.NEGATIVE_INFINITY

  constructor(windowMs: number) {
    this.#sliceMs = windowMs / SLICES
  }

  add(time: number, quantity: number, aggressor: Aggressor): void {
    this.pass(time)
    const slice = Math.floor(time / this.#sliceMs)
    if (slice <= this.#latest - SLICES) return
    const sums = aggressor === 'buy' ? this.#bought : this.#sold
    sums[slice % SLICES]! += quantity
  }

  pass(time: number): void {
    const slice = Math.floor(time / this.#sliceMs)
    if (slice <= this.#latest) return
    const first = Math.max(this.#latest + 1, slice - SLICES + 1)
    for (let i = first; i <= slice; i++) {
      this.#bought[i % SLICES] = 0
      this.#sold[i % SLICES] = 0
    }
    this.#latest = slice
  }

  get bought(): number {
    return sum(this.#bought)
  }

  get sold(): number {
    return sum(this.#sold)
  }

  get imbalance(): number {
    return balance(this.bought, this.sold)
  }
}

/**
 * Who took, where the venue does not say: above the mid a buyer, below it a seller; at the mid, and
 * without a quote, by the price's last change. null where that is not known either.
 * Source: C. Lee, M. Ready, "Inferring trade direction from intraday data", Journal of Finance 46
 * (1991).
 */
export class AggressorGuess {
  #price = Number.NaN
  #byTick: Aggressor | null = null

  of(price: number, middle: number): Aggressor | null {
    if (price > this.#price) this.#byTick = 'buy'
    else if (price < this.#price) this.#byTick = 'sell'
    this.#price = price
    if (price > middle) return 'buy'
    return price < middle ? 'sell' : this.#byTick
  }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
