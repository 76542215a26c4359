// Binance spot. Source: "WebSocket Streams", Binance API documentation,
// https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams
// The futures' streams are the same but for two fields, which are read where they are there.
import type { BookEvent, Level, MarketEvent } from '../../feeds/market-event.ts'
import type { Channel } from '../venue.ts'
import {
  bySpelling,
  chunks,
  type Dialect,
  type FrameKind,
  topicsFor,
  type Wish,
} from './dialect.ts'
import {
  decimal,
  type Fields,
  fields,
  flag,
  identity,
  isFields,
  list,
  parseFrame,
} from './fields.ts'

const INTERVALS: Readonly<Record<number, string>> = {
  1000: '1s',
  60000: '1m',
  180000: '3m',
  300000: '5m',
  900000: '15m',
  1800000: '30m',
  3600000: '1h',
  7200000: '2h',
  14400000: '4h',
  21600000: '6h',
  28800000: '8h',
  43200000: '12h',
  86400000: '1d',
}

const URL = 'wss://stream.binance.com:9443/stream'

/** Well below the limits of a message's length and of 1,024 streams a connection. */
const STREAMS_PER_REQUEST = 200

export const BINANCE: Dialect = {
  channels: new Set(['bars', 'trades', 'quotes', 'book']),
  topics: (wish) => topicsFor(wish, 'id', { url: URL, name: (one) => streamOf(one, wish) }),
  request: (verb, topics) =>
    chunks(topics, STREAMS_PER_REQUEST).map((some, i) => {
      const params = some.map(({ id, name }) => `${id.toLowerCase()}@${name}`)
      return JSON.stringify({ method: verb.toUpperCase(), params, id: i + 1 })
    }),
  hasBookByRest: true,
  ping: null,
  // Five messages a second are allowed.
  requestGapMs: 250,
  reader(wish, hear) {
    const symbols = bySpelling(wish.listings, 'id')
    const intervalText = INTERVALS[wish.intervalMs]
    return {
      forget() {},
      read(frame, receiveTime) {
        const message = fields(parseFrame(frame), 'the frame')
        const data = 'stream' in message ? fields(message.data, 'data') : message
        const symbol = symbols.get(data.s)
        if (symbol === undefined) return controlKind(message)
        const event = readEvent(data, symbol, receiveTime)
        if (event === null) return 'foreign'
        if (event.type === 'bar') {
          if (fields(data.k, 'k').i !== intervalText) return 'foreign'
          hear({ ...event, intervalMs: wish.intervalMs })
        } else hear(event)
        return 'data'
      },
    }
  },
}

function streamOf(channel: Channel, { intervalMs }: Wish): string | null {
  const interval = INTERVALS[intervalMs]
  const streams: Readonly<Record<Channel, string | null>> = {
    bars: interval === undefined ? null : `kline_${interval}`,
    trades: 'trade',
    quotes: 'bookTicker',
    book: 'depth@100ms',
  }
  return streams[channel]
}

function controlKind(message: Fields): FrameKind {
  const error = isFields(message.error) ? message.error : message
  if ('id' in message && typeof error.code === 'number' && typeof error.msg === 'string') {
    return { refused: `${error.msg} (${error.code})` }
  }
  return 'id' in message || message.e === 'serverShutdown' ? 'control' : 'foreign'
}

function readEvent(data: Fields, symbol: string, receiveTime: number): MarketEvent | null {
  switch (data.e) {
    case 'kline': {
      const bar = fields(data.k, 'k')
      return {
        type: 'bar',
        symbol,
        exchangeTime: decimal(data.E, 'E'),
        receiveTime,
        openTime: decimal(bar.t, 't'),
        intervalMs: 0,
        open: decimal(bar.o, 'o'),
        high: decimal(bar.h, 'h'),
        low: decimal(bar.l, 'l'),
        close: decimal(bar.c, 'c'),
        volume: decimal(bar.v, 'v'),
        isClosed: flag(bar.x, 'x'),
      }
    }
    case 'trade':
    case 'aggTrade':
      return {
        type: 'trade',
        symbol,
        exchangeTime: decimal(data.T, 'T'),
        receiveTime,
        price: decimal(data.p, 'p'),
        quantity: decimal(data.q, 'q'),
        // `m`: the buyer was the maker.
        aggressor: flag(data.m, 'm') ? 'sell' : 'buy',
        id: identity(data.e === 'trade' ? data.t : data.a),
      }
    case 'depthUpdate':
      return readDepth(data, symbol, receiveTime)
    case undefined:
    case 'bookTicker':
      return 'b' in data && 'B' in data ? readQuote(data, symbol, receiveTime) : null
    default:
      return null
  }
}

function readQuote(data: Fields, symbol: string, receiveTime: number): MarketEvent {
  // Spot quotes are not stamped.
  const exchangeTime = data.T === undefined ? Number.NaN : decimal(data.T, 'T')
  const bid = decimal(data.b, 'b')
  const ask = decimal(data.a, 'a')
  return {
    type: 'quote',
    symbol,
    exchangeTime,
    receiveTime,
    // An empty side is written as zeros.
    bid: bid === 0 ? Number.NaN : bid,
    bidQuantity: bid === 0 ? Number.NaN : decimal(data.B, 'B'),
    ask: ask === 0 ? Number.NaN : ask,
    askQuantity: ask === 0 ? Number.NaN : decimal(data.A, 'A'),
  }
}

function readDepth(data: Fields, symbol: string, receiveTime: number): BookEvent {
  return {
    type: 'book',
    symbol,
    exchangeTime: decimal(data.E, 'E'),
    receiveTime,
    change: 'delta',
    bids: list(data.b, 'b').map(level),
    asks: list(data.a, 'a').map(level),
    firstId: decimal(data.U, 'U'),
    lastId: decimal(data.u, 'u'),
    previousId: data.pu === undefined ? Number.NaN : decimal(data.pu, 'pu'),
  }
}

/** [price, quantity, …], as every venue but Kraken and Coinbase writes it. */
export function level(value: unknown): Level {
  const [price, quantity] = list(value, 'a level')
  return [decimal(price, 'a price'), decimal(quantity, 'a quantity')]
}
