// What the sockets of two venues differ in: where they are, how to ask, what is sent to stay
// connected, how to read a frame. What they have in common is in connection.ts.
import type { MarketEvent } from '../../feeds/market-event.ts'
import type { Channel } from '../venue.ts'

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
  readonly channels: ReadonlySet<Channel>
}

/** One connection to make, and what to send once it is open. */
export interface Plan {
  readonly url: string
  readonly requests: readonly string[]
}

export interface Dialect {
  /** What the venue sends; bars of a length that it does not send come from its history. */
  readonly channels: ReadonlySet<Channel>
  /** The connections that the wish needs. */
  plans(wish: Wish): readonly Plan[]
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
