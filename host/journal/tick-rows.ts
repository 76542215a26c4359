// Ticks as rows of numbers, for the journal: NaN for what is not known.
import type { FeedTick } from '../feeds/feed.ts'

/** What the numbers of a row are. */
export const TICK_COLUMNS = [
  ...(['feed', 'time', 'price', 'bid', 'ask', 'quantity'] as const),
  ...(['bidQuantity', 'askQuantity', 'flowImbalance'] as const),
] as const

export const toRows = (ticks: readonly FeedTick[]): number[][] =>
  ticks.map((tick) => TICK_COLUMNS.map((column) => tick[column]))

export const toTick = (row: readonly number[]): FeedTick =>
  Object.fromEntries(TICK_COLUMNS.map((column, i) => [column, row[i]!])) as unknown as FeedTick
