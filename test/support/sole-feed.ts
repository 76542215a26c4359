// The feeds of a run on a single symbol, whose bars stay where they are.
import type { Feeds } from '#sdk/runtime/market-memory.ts'
import type { Feed } from '#sdk/runtime/series.ts'
import { UTC_DAYS } from '#sdk/runtime/sessions.ts'

export const soleFeed = (own: Omit<Feed, 'sessions'>): Feeds => ({
  own: { ...own, sessions: UTC_DAYS },
  symbols: [own.symbol],
  open: [],
  other(symbol) {
    throw new Error(`nobody has ${symbol}`)
  },
  follow: () => false,
})
