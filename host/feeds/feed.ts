// The port through which market data comes: bars of several symbols, grouped by the instant at
// which they ended.
import type { Tick } from '#kernel/tick.ts'
import type { CalendarId } from '../calendar/market-calendar.ts'
import type { BarSeries } from '../data/series.ts'
import type { Playback } from './playback.ts'

export interface FeedInfo {
  readonly symbol: string
  /** How long a data bar lasts, in ms. */
  readonly intervalMs: number
  /** Its bars are made of its trades: the venue has none of that length. */
  readonly isBuilt?: true
  /** What the venue asks of orders, and for them; a recording does not say. */
  readonly rules?: OrderRules
  /** When its market trades; without one it never closes. */
  readonly calendar?: CalendarId
}

export interface OrderRules {
  /** Steps of prices and quantities; null where the venue names none. */
  readonly tickSize: number | null
  readonly lotStep: number | null
  /** The least price · quantity of an order; 0 where there is no such rule. */
  readonly minNotional: number
  /** What it charges of a fill's notional, as fractions; null, or absent, where it does not say. */
  readonly makerFee?: number | null
  readonly takerFee?: number | null
}

export interface FeedBar {
  /** Index into the market's `feeds`. */
  readonly feed: number
  /** Ms UTC. */
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** A price between the closes of bars. */
export interface FeedTick extends Tick {
  /** Index into the market's `feeds`. */
  readonly feed: number
}

/**
 * Everything that ends at `time` (ms UTC): one bar of a symbol at the most, in the feeds' order. Live,
 * a symbol's bars may come after those of others, in instants of their own: `time` never goes back,
 * the bars keep their own times.
 */
export interface Instant {
  readonly time: number
  readonly bars: readonly FeedBar[]
  /** Feeds that have no bar now and may have one later: for them, only time passes. */
  readonly silent: readonly number[]
  /** Instead of bars: for some symbols the latest tick, each with its own time. */
  readonly ticks?: readonly FeedTick[]
  /** Those, with a bar, a tick or silent, of which nothing good has come for too long: no entries. */
  readonly stale: readonly number[]
}

export interface Market {
  readonly feeds: readonly FeedInfo[]
  /** What is known ahead of a recording; null for a market that is not over. */
  readonly recording: Recording | null
  /** How it is played, of a recording that is. */
  readonly playback?: Playback
  /** The closed bars from before the first instant, in the feeds' order: what indicators warm up on. */
  readonly past: readonly BarSeries[]
  /** The last day of a recording's instants up to `after`, without waiting: for whoever goes on there. */
  readonly before?: (after: number) => Iterable<Instant>
  /**
   * The instants later than `after` (ms UTC; 0: all of them). Ends with the recording, or when
   * `signal` is aborted. Without `wish` there are no ticks. `ends`: where the last known bar of each
   * feed ended (0: none is known); one that lags behind the others goes on there.
   */
  instants(
    signal: AbortSignal,
    after: number,
    wish?: TickWish,
    ends?: readonly number[],
  ): AsyncIterable<Instant>
  /**
   * Looks up more symbols, to be taken in while the market is played; one look after the other.
   * `after`: the market's time (ms UTC; 0: before its first instant). Absent where the symbols are what
   * they are. Rejects with a HostError that names a symbol the venue does not know.
   */
  readonly extend?: (symbols: readonly string[], after: number) => Promise<Extension>
}

/** Symbols that a market may take in. */
export interface Extension {
  readonly feeds: readonly FeedInfo[]
  /** Their closed bars up to `after`. */
  readonly past: readonly BarSeries[]
  /** From now on their bars come; their places follow those of the market's feeds so far. */
  begin(): void
}

/** Which ticks are wanted, asked when whoever listens is through with the instant before. */
export interface TickWish {
  /** The latest that was taken has this time (ms UTC): a recording goes on after it. */
  readonly after: number
  /** Something would come of the tick. */
  needs(tick: FeedTick): boolean
  /** Somebody trades the symbol: wants the last tick before each bar, to know the quote at its close. */
  follows(feed: number): boolean
  /** … and reads its order book. */
  readsBook(feed: number): boolean
}

export interface Recording {
  /** The first bar's open and the last bar's end (ms UTC). */
  readonly from: number
  readonly to: number
  readonly bars: number
}
