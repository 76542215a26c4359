// All closed bars that a script may look at: of its own symbol and of the run's others, in any
// timeframe, up to the moment of the call.
import { barsUntil, FRAME } from '#sdk/frame.ts'
import { spellInterval, TIMEFRAMES } from '#sdk/timeframe.ts'
import type { Feeds } from './market-memory.ts'
import { createSeries, type Feed, revealUntil, type Series } from './series.ts'

/** A request for bars that this run cannot serve; its message is for the author. */
export class MarketError extends Error {}

export interface MarketData {
  /** The strategy's own bars. */
  readonly own: Series
  /** Steps to the moment in the frame: its number of own data bars, everything else up to its time. */
  begin(): void
  /** Before bars are looked at without a step: they may have moved. */
  follow(): void
  /** Bars of a symbol (null: the own) in a timeframe (null: the strategy's); throws MarketError. */
  series(symbol: string | null, timeframe: string | null): Series
}

export function createMarketData(feeds: Feeds, timeframe: string, frame: Float64Array): MarketData {
  const { own: ownFeed, open: otherFeeds } = feeds
  const others: Series[] = []
  const bySymbol = new Map<string, Map<string, Series>>()
  const own = open(ownFeed, timeframe)

  function open(feed: Feed, name: string): Series {
    const ms = TIMEFRAMES[name]
    if (ms === undefined) {
      const known = Object.keys(TIMEFRAMES).join(' ')
      throw new MarketError(`unknown timeframe "${name}"; known: ${known}`)
    }
    if (ms < feed.intervalMs || ms % feed.intervalMs !== 0) {
      const interval = spellInterval(feed.intervalMs)
      throw new MarketError(
        `timeframe "${name}" cannot be built from ${feed.symbol}'s data, whose bars last ${interval}`,
      )
    }
    const series = createSeries(feed, name, ms)
    series.advance(barsUntil(frame))
    if (feed !== ownFeed || name !== timeframe) others.push(series)
    const ofSymbol = bySymbol.get(feed.symbol) ?? new Map<string, Series>()
    bySymbol.set(feed.symbol, ofSymbol.set(name, series))
    return series
  }

  function find(symbol: string): Feed {
    if (symbol === ownFeed.symbol) return ownFeed
    if (!feeds.symbols.includes(symbol)) {
      const known = feeds.symbols.join(', ')
      throw new MarketError(`symbol "${symbol}" is not part of this run; it has ${known}`)
    }
    const feed = feeds.other(symbol)
    revealUntil(feed, barsUntil(frame))
    return feed
  }

  function follow(): void {
    if (!feeds.follow()) return
    own.follow()
    for (const series of others) series.follow()
  }

  return {
    own,
    follow,
    begin() {
      follow()
      // Numbers are read where they are used: handed to a call, V8 would put each in a box.
      ownFeed.visible = frame[FRAME.visible]! | 0
      own.advance(barsUntil(frame))
      // Most strategies look at nothing else, and this runs at every evaluation.
      if (others.length === 0 && otherFeeds.length === 0) return
      const now = barsUntil(frame)
      for (const feed of otherFeeds) revealUntil(feed, now)
      for (const series of others) series.advance(now)
    },
    series(symbol, name) {
      const wanted = name ?? timeframe
      const known = bySymbol.get(symbol ?? ownFeed.symbol)?.get(wanted)
      return known ?? open(symbol === null ? ownFeed : find(symbol), wanted)
    },
  }
}
