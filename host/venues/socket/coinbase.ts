// Coinbase Advanced Trade. Source: "WebSocket channels", Coinbase developer documentation,
// https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels
// Its bars are of five minutes only; for others the ticker shows that the market is alive, and the
// bars come from the history.
import type { MarketEvent } from '../../feeds/market-event.ts'
import type { Channel } from '../venue.ts'
import { CoinbaseBooks } from './coinbase-books.ts'
import { bySpelling, type Dialect, idsByName, topicsFor, type Wish } from './dialect.ts'
import {
  decimal,
  type Fields,
  fields,
  identity,
  isoTime,
  list,
  parseFrame,
  words,
} from './fields.ts'
import { FormingBars } from './forming-bars.ts'

const URL = 'wss://advanced-trade-ws.coinbase.com'
const CANDLE_MS = 300_000

export const COINBASE: Dialect = {
  channels: new Set<Channel>(['bars', 'trades', 'quotes', 'book']),
  topics: (wish) => topicsFor(wish, 'id', { url: URL, name: (one) => nameOf(one, wish) }),
  request(verb, topics) {
    const asked = [...idsByName(topics)]
    // Heartbeats keep a connection open on which nothing is traded.
    if (verb === 'subscribe')
      asked.unshift(['heartbeats', [...new Set(topics.map(({ id }) => id))]])
    return asked.map(([channel, product_ids]) =>
      JSON.stringify({ type: verb, product_ids, channel }),
    )
  },
  ping: null,
  // Eight requests a second are allowed without keys.
  requestGapMs: 150,
  reader(wish, hear) {
    const symbols = bySpelling(wish.listings, 'id')
    const forming = new FormingBars(hear)
    const books = new CoinbaseBooks()
    const tell = (event: MarketEvent) => (event.type === 'bar' ? forming.take(event) : hear(event))
    return {
      forget: () => forming.forget(),
      read(frame, receiveTime) {
        const message = fields(parseFrame(frame), 'the frame')
        books.count(message.sequence_num)
        if (message.type === 'error') return { refused: words(message.message) }
        const { channel } = message
        if (channel === 'subscriptions' || channel === 'heartbeats') return 'control'
        if (channel === 'l2_data') {
          const found = books.read(message, receiveTime).flatMap((event) => {
            const symbol = symbols.get(event.symbol)
            return symbol === undefined ? [] : [{ ...event, symbol }]
          })
          for (const event of found) hear(event)
          return found.length > 0 ? 'data' : 'foreign'
        }
        const lane = typeof channel === 'string' ? LANES[channel] : undefined
        if (lane === undefined) return 'foreign'
        const exchangeTime = isoTime(message.timestamp, 'timestamp')
        let isOurs = false
        for (const event of list(message.events, 'events')) {
          for (const one of list(fields(event, 'an event')[lane.list], lane.list)) {
            const data = fields(one, lane.list)
            const symbol = symbols.get(data.product_id)
            if (symbol === undefined) continue
            isOurs = true
            tell(lane.read(data, { symbol, exchangeTime, receiveTime }))
          }
        }
        return isOurs ? 'data' : 'foreign'
      },
    }
  },
}

function nameOf(channel: Channel, { intervalMs }: Wish): string {
  const names: Readonly<Record<Channel, string>> = {
    bars: intervalMs === CANDLE_MS ? 'candles' : 'ticker',
    trades: 'market_trades',
    quotes: 'ticker',
    book: 'level2',
  }
  return names[channel]
}

interface Base {
  readonly symbol: string
  readonly exchangeTime: number
  readonly receiveTime: number
}

interface Lane {
  /** The field of an event that holds what it tells. */
  readonly list: string
  readonly read: (data: Fields, base: Base) => MarketEvent
}

const LANES: Readonly<Record<string, Lane>> = {
  candles: {
    list: 'candles',
    read: (data, base) => ({
      type: 'bar',
      ...base,
      openTime: 1000 * decimal(data.start, 'start'),
      intervalMs: CANDLE_MS,
      open: decimal(data.open, 'open'),
      high: decimal(data.high, 'high'),
      low: decimal(data.low, 'low'),
      close: decimal(data.close, 'close'),
      volume: decimal(data.volume, 'volume'),
      isClosed: false,
    }),
  },
  market_trades: {
    list: 'trades',
    read: (data, base) => ({
      type: 'trade',
      ...base,
      exchangeTime: isoTime(data.time, 'time'),
      price: decimal(data.price, 'price'),
      quantity: decimal(data.size, 'size'),
      // It is the maker's side that is told.
      aggressor: data.side === 'BUY' ? 'sell' : 'buy',
      id: identity(data.trade_id),
    }),
  },
  ticker: {
    list: 'tickers',
    read: (data, base) => ({
      type: 'quote',
      ...base,
      bid: decimal(data.best_bid, 'best_bid'),
      bidQuantity: decimal(data.best_bid_quantity, 'best_bid_quantity'),
      ask: decimal(data.best_ask, 'best_ask'),
      askQuantity: decimal(data.best_ask_quantity, 'best_ask_quantity'),
    }),
  },
}
