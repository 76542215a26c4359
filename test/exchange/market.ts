// What is traded at the emulated exchange, and what it knows at a moment: bars that are over, and
// the one that is growing.
import type { HistoryBar } from '#host/venues/venue.ts'

export interface Listed {
  readonly base: string
  readonly quote: string
  readonly bars: readonly HistoryBar[]
}

export interface Growing extends HistoryBar {
  readonly isClosed: boolean
}

export interface Trading {
  readonly listed: readonly Listed[]
  readonly intervalMs: number
  /** The exchange's own clock, ms UTC. */
  readonly now: () => number
  /** The order book as it is now. */
  readonly bookOf: (listed: Listed) => Book
}

/** Quantities by price. */
export interface Book {
  id: number
  readonly bids: Map<number, number>
  readonly asks: Map<number, number>
}

export const nameOf = ({ base, quote }: Listed) => `${base}${quote}`

/** The bars of [from, to) that have begun, the last one perhaps still growing; `limit` at the most. */
export function barsBetween(
  { intervalMs, now }: Trading,
  { bars }: Listed,
  { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number },
): Growing[] {
  const begun = bars.filter(
    ({ openTime }) => openTime >= from && openTime < to && openTime <= now(),
  )
  return begun.slice(0, limit).map((bar) => growing(bar, intervalMs, now()))
}

/** As far as it has come: opened, then at its low, then at its high, then as it ends. */
export function growing(bar: HistoryBar, intervalMs: number, now: number): Growing {
  const share = (now - bar.openTime) / intervalMs
  if (share >= 1) return { ...bar, isClosed: true }
  const { open, low, high } = bar
  const close = share < 1 / 3 ? open : share < 2 / 3 ? low : high
  return {
    ...bar,
    high: Math.max(open, close),
    low: Math.min(open, share < 1 / 3 ? open : low),
    close,
    volume: Math.floor(bar.volume * Math.max(0, share) * 1e4) / 1e4,
    isClosed: false,
  }
}
