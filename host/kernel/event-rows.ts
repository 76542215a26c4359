// Market events as rows of numbers: bars that close and the ticks between them, in their order, as
// they go to where a backtest over ticks runs. An order book has a row of its own: it is that of the ticks
// after it, and longer than all other rows.
import { BOOK_LENGTH } from '#sdk/book.ts'
import type { Tick } from './tick.ts'

/** Each row begins with what happened, to which lane, and whether nothing good had come of it for too long. */
export const HEAD_WIDTH = 3

/** Of all rows but that of a book. */
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
  /** The lane's order book from here on; its own: the numbers of sdk/book.ts. */
  book: 5,
  /** … is not known any more. */
  noBook: 6,
} as const

/** Of a row, by its first number. */
export const widthOf = (what: number): number =>
  what === EVENT.book ? HEAD_WIDTH + BOOK_LENGTH : EVENT_WIDTH

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

export const readBook = (rows: Float64Array, at: number): readonly number[] =>
  Array.from(rows.subarray(at, at + BOOK_LENGTH))

/** `book`: that of the last row of one. */
export function readTick(rows: Float64Array, at: number, book: Tick['book']): Tick {
  return {
    time: rows[at]!,
    price: rows[at + 1]!,
    bid: rows[at + 2]!,
    ask: rows[at + 3]!,
    quantity: rows[at + 4]!,
    bidQuantity: rows[at + 5]!,
    askQuantity: rows[at + 6]!,
    flowImbalance: rows[at + 7]!,
    book,
  }
}
