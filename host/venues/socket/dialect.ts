// What the sockets of two venues differ in: where they are, how to ask, what is sent to stay
// connected, how to read a frame. What they have in common is in connection.ts.
import type { MarketEvent } from '../../feeds/market-event.ts'
import type { Channel } from '../venue.ts'
import type { Wanted } from '../wanted.ts'

/** A symbol in its three spellings. */
export interface Listing {
  /** As Watchfire's users write it: "BTCUSDT". */
  readonly symbol: string
  /** As the venue's messages do: "BTCUSDT", "BTC-USDT". */
  readonly id: string
  /** Base and quote: "BTC/USDT". */
  readonly pair: string
}

export interface Wish {
  readonly listings: readonly Listing[]
  readonly intervalMs: number
  /** Of every symbol, … */
  readonly channels: ReadonlySet<Channel>
  /** … and of some, as long as they are in here. */
  readonly more?: Wanted
}

/** One thing that can be asked for on a connection. */
export interface Topic {
  /** Of the connection that has it. */
  readonly url: string
  /** Tells it from all others. */
  readonly key: string
  /** What the venue calls it. */
  readonly name: string
  /** The symbol in the venue's spelling. */
  readonly id: string
}

export interface Dialect {
  /** What the venue sends; bars of a length that it does not send come from its history. */
  readonly channels: ReadonlySet<Channel>
  /** What to ask for, where every channel of the wish is wanted of all its symbols. */
  topics(wish: Wish): readonly Topic[]
  /** In as few messages as the venue allows. */
  request(verb: 'subscribe' | 'unsubscribe', topics: readonly Topic[]): readonly string[]
  /** Nothing may be asked before the venue has accepted who asks: its reader says when. */
  readonly hasLogin?: true
  /** Its stream tells changes of the order book, but not the book that they change: REST does. */
  readonly hasBookByRest?: true
  /** Sent when nothing has come for a while; null: WebSocket's own ping does. */
  readonly ping: string | null
  /** Answers to the handshake that trying again would not change; without it, 451 alone. */
  readonly refusingStatuses?: ReadonlyMap<number, string>
  /** Ms between two requests: venues cut off those that ask faster. */
  readonly requestGapMs: number
  /** Reads the frames of one connection, in order. */
  reader(wish: Wish, hear: (event: MarketEvent) => void): Reader
}

export interface Reader {
  /**
   * What kind of frame it was; its events have been told. Throws a FrameFault where it is not what
   * the venue promises.
   */
  read(frame: string, receiveTime: number): FrameKind
  /** Reads a binary frame, at venues that send any. */
  readBytes?(frame: Buffer, receiveTime: number): FrameKind
  /** A frame could not be read: what was gathered from those before it may lack something. */
  forget(): void
}

export type FrameKind =
  | 'data'
  | 'control' // acknowledgements, pongs, the venue's announcements
  | 'foreign' // of no channel and no symbol that was asked for
  | 'ready' // the log-in is accepted
  | Refusal
  | Reply

/** The venue will not send what was asked for; trying again would not help. */
export interface Refusal {
  readonly refused: string
}

/** The venue waits for this: a log-in goes in steps. */
export interface Reply {
  readonly reply: string
}

/** Everything that is wanted now of the connection, by its key. */
export function topicsOf(dialect: Dialect, wish: Wish, url: string): Map<string, Topic> {
  const { listings, more } = wish
  const topics = [...dialect.topics(wish)]
  for (const channel of dialect.channels) {
    const some = listings.filter(({ symbol }) => more?.has(symbol, channel) ?? false)
    if (some.length === 0) continue
    topics.push(...dialect.topics({ ...wish, listings: some, channels: new Set([channel]) }))
  }
  const own = topics.filter((topic) => topic.url === url)
  return new Map(own.map((topic) => [topic.key, topic]))
}

/** All connections that the wish needs, now or later. */
export function urlsOf(dialect: Dialect, wish: Wish): string[] {
  const { channels } = wish.more === undefined ? wish : dialect
  return [...new Set(dialect.topics({ ...wish, channels }).map(({ url }) => url))]
}

/** Topics by what the venue calls them: the symbols of each. */
export function idsByName(topics: readonly Topic[]): Map<string, string[]> {
  const byName = new Map<string, string[]>()
  for (const { name, id } of topics) byName.set(name, [...(byName.get(name) ?? []), id])
  return byName
}

/** Each of the channels, as far as the venue has it, of each symbol. */
export function topicsFor(
  { listings, channels }: Wish,
  spelling: 'id' | 'pair',
  { url, name }: { readonly url: string; readonly name: (channel: Channel) => string | null },
): Topic[] {
  return [...channels].flatMap((channel) => {
    const called = name(channel)
    if (called === null) return []
    return listings.map((listing): Topic => {
      const id = listing[spelling]
      return { url, key: `${called} ${id}`, name: called, id }
    })
  })
}

/** By the venue's spelling. */
export function bySpelling(
  listings: readonly Listing[],
  spelling: 'id' | 'pair',
): ReadonlyMap<unknown, string> {
  return new Map(listings.map((listing) => [listing[spelling], listing.symbol]))
}

/** Lists of at most so many. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size))
}
