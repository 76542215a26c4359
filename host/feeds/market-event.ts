// Everything that a venue can tell about a symbol, as one closed union. Adapters make these, the
// gate judges them, builders and books take them in. Events are never changed once made.
//
// Times are ms UTC. Prices are in quote units per base unit, quantities in base units (coins,
// shares), both > 0. "Not known" is NaN in a field that says so, and never 0.

export type MarketEvent = BarEvent | TradeEvent | QuoteEvent | BookEvent | StatusEvent

interface Stamped {
  readonly symbol: string
  /** By the venue's clock, when it happened; NaN where the venue does not say. */
  readonly exchangeTime: number
  /** By this host's clock, when it came in; never NaN. */
  readonly receiveTime: number
}

/** A bar as the venue makes it. */
export interface BarEvent extends Stamped {
  readonly type: 'bar'
  readonly openTime: number
  readonly intervalMs: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** 0 where nothing was traded; never NaN. */
  readonly volume: number
  /** False while its interval runs: the next event may say more of the same bar. */
  readonly isClosed: boolean
}

/** One trade. Its `exchangeTime` is never NaN: bars are made by it. */
export interface TradeEvent extends Stamped {
  readonly type: 'trade'
  readonly price: number
  readonly quantity: number
  /** Who took: 'buy' where the buyer crossed the spread; null where the venue does not say. */
  readonly aggressor: Aggressor | null
  /** The venue's number, growing from trade to trade; NaN where it has none. */
  readonly id: number
}

export type Aggressor = 'buy' | 'sell'

/** The best bid and ask. A side without an order has NaN as its price and as its quantity. */
export interface QuoteEvent extends Stamped {
  readonly type: 'quote'
  readonly bid: number
  readonly bidQuantity: number
  readonly ask: number
  readonly askQuantity: number
}

/** Levels of the order book: all of them (snapshot), or those that changed (delta). */
export interface BookEvent extends Stamped {
  readonly type: 'book'
  readonly change: 'snapshot' | 'delta'
  /** In any order; in a delta a quantity of 0 takes the level away. */
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
  /** The first and the last of the venue's updates in it; a snapshot has only a last, twice. */
  readonly firstId: number
  readonly lastId: number
  /** The `lastId` of the delta before it, where the venue says so; else NaN. */
  readonly previousId: number
}

export type Level = readonly [price: number, quantity: number]

/** What became of the connection (connected, lost) or of trading at the venue (halted, trading). */
export interface StatusEvent extends Stamped {
  readonly type: 'status'
  readonly status: Status
  /** In the venue's words, or the adapter's; "" where there are none. */
  readonly detail: string
}

export const STATUSES = ['connected', 'lost', 'halted', 'trading'] as const
export type Status = (typeof STATUSES)[number]
