// Ticks as rows of numbers, for the journal: NaN for what is not known.
import type { FeedTick } from '../feeds/feed.ts'

/** What the numbers of a row are. */
export const TICK_COLUMNS = ['feed', 'time', 'price', 'bid', 'ask'] as const

export const toRows = (ticks: readonly FeedTick[]): number[][] =>
  ticks.map((tick) => TICK_COLUMNS.map((column) => tick[column]))

export function toTick(row: readonly number[]): FeedTick {
  const [feed, time, price, bid, ask] = row as readonly [number, number, number, number, number]
  return { feed, time, price, bid, ask }
}
