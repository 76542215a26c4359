// The feeds of a run on a single symbol, whose bars stay where they are.
import type { Feeds } from '#sdk/runtime/market-memory.ts'
import type { Feed } from '#sdk/runtime/series.ts'

export const soleFeed = (own: Feed): Feeds => ({
  own,
  symbols: [own.symbol],
  open: [],
  other(symbol) {
    throw new Error(`nobody has ${symbol}`)
  },
  follow: () => false,
})
