// Reading frames for tests: what a dialect makes of them, and what it says when it cannot.
import type { MarketEvent } from '#host/feeds/market-event.ts'
import type { Dialect, FrameKind, Listing } from '#host/venues/socket/dialect.ts'
import { FrameFault } from '#host/venues/socket/fields.ts'
import type { Channel } from '#host/venues/venue.ts'

export interface Read {
  readonly events: readonly MarketEvent[]
  readonly kind: FrameKind | 'unreadable'
}

export const ALL_CHANNELS: ReadonlySet<Channel> = new Set(['bars', 'trades', 'quotes', 'book'])

/** Symbols as the venue spells them; ours is without separators. */
export function listingsOf(ids: readonly string[]): Listing[] {
  return ids.map((id) => ({ symbol: id.replace(/[-/]/g, ''), id, pair: id }))
}

/** One connection's frames, read in order. */
export function openReader(dialect: Dialect, ids: readonly string[], intervalMs = 60_000) {
  let events: MarketEvent[] = []
  const wish = { listings: listingsOf(ids), intervalMs, channels: ALL_CHANNELS }
  const reader = dialect.reader(wish, (event) => events.push(event))
  return (frame: string, receiveTime = 0): Read => {
    events = []
    try {
      const kind = reader.read(frame, receiveTime)
      return { events, kind }
    } catch (error) {
      if (!(error instanceof FrameFault)) throw error
      reader.forget()
      return { events, kind: 'unreadable' }
    }
  }
}
