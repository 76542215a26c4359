// Which trades, quotes and order books are wanted of a live market: those of the symbols that somebody
// trades, and the books that scripts ask for. Asked again and again, as slots come and go.
import type { Channel, Venue } from '../../venues/venue.ts'
import type { Wanted } from '../../venues/wanted.ts'
import type { TickWish } from '../feed.ts'
import type { Lane } from './lane.ts'

export interface Interest {
  readonly venue: Venue
  readonly wish: TickWish
  readonly wanted: Wanted
}

/** What nobody wants any more is forgotten, so that nothing old is shown when it is wanted again. */
export function lookForInterest(lanes: readonly Lane[], { venue, wish, wanted }: Interest): void {
  const bySymbol = new Map<string, ReadonlySet<Channel>>()
  for (const lane of lanes) {
    const { symbol } = lane.info
    const isFollowed = wish.follows(lane.feed)
    const channels: Channel[] = isFollowed ? ['trades', 'quotes'] : []
    if (isFollowed && wish.readsBook(lane.feed)) channels.push('book')
    const had = channels.filter((channel) => venue.channels.has(channel))
    if (had.length > 0) bySymbol.set(symbol, new Set(had))
    if (!isFollowed && wanted.has(symbol, 'trades')) lane.forgetTicks()
    else if (!channels.includes('book') && wanted.has(symbol, 'book')) lane.forgetBook()
  }
  wanted.set(bySymbol)
}
