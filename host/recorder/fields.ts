// What is written of each type of event, a column each, and how an event is made of them again.
// The order of columns and codes is the format: new ones go to the end, with a new version.
import {
  type Aggressor,
  type BarEvent,
  type BookEvent,
  type MarketEvent,
  type QuoteEvent,
  STATUSES,
  type StatusEvent,
  type TradeEvent,
} from '../feeds/market-event.ts'

export type EventType = MarketEvent['type']

/** In the order of their codes. */
export const EVENT_TYPES = ['bar', 'trade', 'quote', 'book', 'status'] as const

const AGGRESSORS: readonly (Aggressor | null)[] = [null, 'buy', 'sell']
const CHANGES = ['snapshot', 'delta'] as const

export interface Stamp {
  readonly symbol: string
  readonly exchangeTime: number
  readonly receiveTime: number
}

interface Fields<E extends MarketEvent> {
  /** Beside exchangeTime and receiveTime, which all have. */
  readonly columns: readonly ((event: E) => number)[]
  /** From the values of these columns, in their order, at row `i`. */
  make(columns: readonly Float64Array[], i: number, stamp: Stamp): E
}

const BAR: Fields<BarEvent> = {
  columns: [
    (bar) => bar.openTime,
    (bar) => bar.intervalMs,
    (bar) => bar.open,
    (bar) => bar.high,
    (bar) => bar.low,
    (bar) => bar.close,
    (bar) => bar.volume,
    (bar) => (bar.isClosed ? 1 : 0),
  ],
  make: ([openTime, intervalMs, open, high, low, close, volume, isClosed], i, stamp) => ({
    type: 'bar',
    ...stamp,
    openTime: openTime![i]!,
    intervalMs: intervalMs![i]!,
    open: open![i]!,
    high: high![i]!,
    low: low![i]!,
    close: close![i]!,
    volume: volume![i]!,
    isClosed: isClosed![i] === 1,
  }),
}

const TRADE: Fields<TradeEvent> = {
  columns: [
    (trade) => trade.price,
    (trade) => trade.quantity,
    (trade) => AGGRESSORS.indexOf(trade.aggressor),
    (trade) => trade.id,
  ],
  make: ([price, quantity, aggressor, id], i, stamp) => ({
    type: 'trade',
    ...stamp,
    price: price![i]!,
    quantity: quantity![i]!,
    aggressor: coded(AGGRESSORS, aggressor![i]!),
    id: id![i]!,
  }),
}

const QUOTE: Fields<QuoteEvent> = {
  columns: [
    (quote) => quote.bid,
    (quote) => quote.bidQuantity,
    (quote) => quote.ask,
    (quote) => quote.askQuantity,
  ],
  make: ([bid, bidQuantity, ask, askQuantity], i, stamp) => ({
    type: 'quote',
    ...stamp,
    bid: bid![i]!,
    bidQuantity: bidQuantity![i]!,
    ask: ask![i]!,
    askQuantity: askQuantity![i]!,
  }),
}

/** Without its levels, which chunk.ts writes. */
const BOOK: Fields<BookEvent> = {
  columns: [
    (book) => CHANGES.indexOf(book.change),
    (book) => book.firstId,
    (book) => book.lastId,
    (book) => book.previousId,
  ],
  make: ([change, firstId, lastId, previousId], i, stamp) => ({
    type: 'book',
    ...stamp,
    change: coded(CHANGES, change![i]!),
    bids: [],
    asks: [],
    firstId: firstId![i]!,
    lastId: lastId![i]!,
    previousId: previousId![i]!,
  }),
}

/** Without its detail, which chunk.ts writes. */
const STATUS: Fields<StatusEvent> = {
  columns: [(event) => STATUSES.indexOf(event.status)],
  make: ([status], i, stamp) => ({
    type: 'status',
    ...stamp,
    status: coded(STATUSES, status![i]!),
    detail: '',
  }),
}

export const FIELDS: { readonly [T in EventType]: Fields<Extract<MarketEvent, { type: T }>> } = {
  bar: BAR,
  trade: TRADE,
  quote: QUOTE,
  book: BOOK,
  status: STATUS,
}

function coded<T>(values: readonly T[], code: number): T {
  const value = values[code]
  if (value === undefined) throw new RangeError(`expected a code of these, received ${code}`)
  return value
}
