// Ticks as rows of numbers, for the journal: NaN for what is not known. Behind the columns that every
// row has follows the order book, in the rows of ticks that have one.
import { BOOK_LENGTH } from '#sdk/book.ts'
import type { FeedTick } from '../feeds/feed.ts'

/** What the numbers of a row are. */
export const TICK_COLUMNS = [
  ...(['feed', 'time', 'price', 'bid', 'ask', 'quantity'] as const),
  ...(['bidQuantity', 'askQuantity', 'flowImbalance'] as const),
] as const

export const LONG_ROW = TICK_COLUMNS.length + BOOK_LENGTH

export const toRows = (ticks: readonly FeedTick[]): number[][] =>
  ticks.map((tick) => [...TICK_COLUMNS.map((column) => tick[column]), ...(tick.book ?? [])])

export function toTick(row: readonly number[]): FeedTick {
  const book = row.length === LONG_ROW ? row.slice(TICK_COLUMNS.length) : null
  const columns = TICK_COLUMNS.map((column, i) => [column, row[i]!])
  return { ...Object.fromEntries(columns), book } as FeedTick
}
