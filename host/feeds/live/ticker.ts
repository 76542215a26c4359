// The ticks of one symbol of a live market: trades and quotes that have passed the gate make the
// picture of the moment, and the latest picture replaces those that nobody has taken. A tick of the
// next bar waits until the bar before it has been handed on, though not for one that is overdue.
import type { FeedTick } from '../feed.ts'
import type { QuoteEvent, TradeEvent } from '../market-event.ts'
import { AggressorGuess, TradeFlow } from '../microstructure.ts'

/** Ms of the venue's time that a tick waits for the bar before it; protective stops wait with it. */
const HOLD_MS = 3000
/** Of the trades whose takers make the flow's imbalance. */
const FLOW_MS = 60_000

export interface Moment {
  /** The venue's time at the least, for what is not stamped. */
  readonly venueTime: number
  /** Where the first bar ends that has not been handed on. */
  readonly end: number
}

export class Ticker {
  #latest: FeedTick
  readonly #flow = new TradeFlow(FLOW_MS)
  readonly #guess = new AggressorGuess()
  /** Of the bar that is forming. */
  #due: FeedTick | null = null
  /** Of a later one. */
  #held: FeedTick | null = null
  /** The last that was looked at, for as long as nobody has taken it. */
  #left: FeedTick | null = null

  constructor(feed: number) {
    const quote = {
      bid: Number.NaN,
      ask: Number.NaN,
      bidQuantity: Number.NaN,
      askQuantity: Number.NaN,
    }
    const trades = { price: Number.NaN, quantity: 0, flowImbalance: Number.NaN }
    this.#latest = { feed, time: Number.NaN, ...trades, ...quote, book: null }
  }

  take(event: TradeEvent | QuoteEvent, moment: Moment): void {
    if (event.type === 'trade') this.#takeTrade(event)
    else {
      const { bid, ask, bidQuantity, askQuantity } = event
      this.#latest = { ...this.#latest, bid, ask, bidQuantity, askQuantity }
    }
    this.#show(event.exchangeTime, moment)
  }

  /** The order book as it is from `exchangeTime` on; null: not known any more. */
  takeBook(book: readonly number[] | null, exchangeTime: number, moment: Moment): void {
    this.#latest = { ...this.#latest, book }
    this.#show(exchangeTime, moment)
  }

  /** The order book is known from before: the next tick has it. */
  recallBook(book: readonly number[] | null): void {
    this.#latest = { ...this.#latest, book }
  }

  #show(exchangeTime: number, { venueTime, end }: Moment): void {
    const stamp = Number.isNaN(exchangeTime) ? venueTime : exchangeTime
    // Out of order by some ms: the picture is of the later moment.
    const time = Math.max(stamp, this.#latest.time || stamp)
    this.#flow.pass(time)
    this.#latest = { ...this.#latest, time, flowImbalance: this.#flow.imbalance }
    if (!Number.isFinite(time)) return
    if (time < end) this.#due = this.#latest
    else this.#held = this.#latest
  }

  #takeTrade({ exchangeTime, price, quantity, aggressor }: TradeEvent): void {
    const { bid, ask, quantity: before } = this.#latest
    const taker = aggressor ?? this.#guess.of(price, (bid + ask) / 2)
    if (taker !== null) this.#flow.add(exchangeTime, quantity, taker)
    this.#latest = { ...this.#latest, price, quantity: before + quantity }
  }

  /** Each tick once; null: none, or it has to wait. The bar at hand is [begin, end). */
  next(begin: number, end: number): FeedTick | null {
    const due = this.#due
    this.#due = null
    if (due !== null && due.time >= begin) return this.#look(due)
    const held = this.#held
    if (held === null || (held.time >= end && held.time < end + HOLD_MS)) return null
    this.#held = null
    return this.#look(held)
  }

  /** The tick that `next` gave last, once, unless it was taken: then this has been called for it. */
  takeLeft(): FeedTick | null {
    const left = this.#left
    this.#left = null
    return left
  }

  #look(tick: FeedTick): FeedTick {
    // What the tick has counted is not counted again.
    const quantity = Math.max(0, this.#latest.quantity - tick.quantity)
    this.#latest = { ...this.#latest, quantity }
    if (this.#held !== null) this.#held = { ...this.#held, quantity: this.#latest.quantity }
    this.#left = tick
    return tick
  }
}
