// The port to a venue: what is traded there, its past, and its present as it comes. Adapters are
// thin: they speak one venue's protocol and know nothing of slots, gates or bars to be built.
import type { BookEvent, MarketEvent } from '../feeds/market-event.ts'
import type { Wanted } from './wanted.ts'

export interface Venue {
  /** As `source` of [data] in watchfire.toml names it: "binance". */
  readonly id: string
  /** What its stream can tell. */
  readonly channels: ReadonlySet<Channel>
  /**
   * The whole order book as it is now, where the stream of the channel tells changes only. null: the
   * stream begins with the whole book, and does so again where the channel is asked for anew.
   */
  readonly book: ((symbol: string, signal: AbortSignal) => Promise<BookEvent>) | null
  /**
   * What the venue asks of orders in these symbols, in their order. Symbols are written as the
   * venue's users write them, without separators: "BTCUSDT", "AAPL". Rejects with a HostError that
   * names a symbol the venue does not know, with the nearest it does.
   */
  instruments(symbols: readonly string[]): Promise<readonly Instrument[]>
  /** Its history has bars of that length. */
  hasBars(intervalMs: number): boolean
  /** Closed bars in the order of time, a page at a time; ends where the venue has no more. */
  history(request: HistoryRequest): AsyncIterable<readonly HistoryBar[]>
  /**
   * Tells `hear` every event, in order of arrival, until `signal` is aborted. Connections that break
   * are made again; `status` events say when. Rejects with a HostError where trying again would not
   * help: wrong keys, a symbol or a channel that the venue lacks.
   */
  stream(
    subscription: Subscription,
    hear: (event: MarketEvent) => void,
    signal: AbortSignal,
  ): Promise<void>
}

export interface Instrument {
  readonly symbol: string
  /** Prices are multiples of it; null where the venue names none. */
  readonly tickSize: number | null
  /** Quantities are multiples of it; null where the venue names none. */
  readonly lotStep: number | null
  /** The least price · quantity of an order; 0 where there is no such rule. */
  readonly minNotional: number
  /**
   * What it charges of a fill's notional, as fractions, before any discount; null where it does not
   * say, or where fees are no fraction of the notional.
   */
  readonly makerFee: number | null
  readonly takerFee: number | null
}

export interface HistoryRequest {
  readonly symbol: string
  readonly intervalMs: number
  /** Open times, ms UTC: `from` inclusive, `to` exclusive. */
  readonly from: number
  readonly to: number
  readonly signal: AbortSignal
}

export interface HistoryBar {
  /** Ms UTC. */
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

export interface Subscription {
  readonly symbols: readonly string[]
  /** Of the bars, in ms. */
  readonly intervalMs: number
  /** Of every symbol, … */
  readonly channels: ReadonlySet<Channel>
  /** … and of some, as long as they are in here. */
  readonly more?: Wanted
}

export type Channel = 'bars' | 'trades' | 'quotes' | 'book'
