// Market events as rows of numbers: bars that close and the ticks between them, in their order, as
// they go to where a backtest over ticks runs.
import type { Tick } from './tick.ts'

/** What happened, to which lane, whether nothing good had come of it for too long, and the event's own. */
export const EVENT_WIDTH = 11

/** The first number of a row. */
export const EVENT = {
  /** Its own: the tick's fields in the order of Tick. */
  tick: 0,
  /** Bars are about to close: the last tick before that counts, though nobody needed it. */
  last: 1,
  /** The lane's next bar. */
  bar: 2,
  /** Time passes for the lane without a bar; its own: until when. */
  silence: 3,
  /** All that closed at one time has; its own: that time. */
  instant: 4,
} as const

export function writeTick(rows: Float64Array, at: number, tick: Tick): void {
  rows[at] = tick.time
  rows[at + 1] = tick.price
  rows[at + 2] = tick.bid
  rows[at + 3] = tick.ask
  rows[at + 4] = tick.quantity
  rows[at + 5] = tick.bidQuantity
  rows[at + 6] = tick.askQuantity
  rows[at + 7] = tick.flowImbalance
}

export function readTick(rows: Float64Array, at: number): Tick {
  return {
    time: rows[at]!,
    price: rows[at + 1]!,
    bid: rows[at + 2]!,
    ask: rows[at + 3]!,
    quantity: rows[at + 4]!,
    bidQuantity: rows[at + 5]!,
    askQuantity: rows[at + 6]!,
    flowImbalance: rows[at + 7]!,
    book: null,
  }
}
