// Kraken spot, version 2. Source: "Spot WebSocket API v2", Kraken API Center,
// https://docs.kraken.com/api/docs/websocket-v2/ohlc
// A bar comes only when something is traded, and is never said to be closed.
import type { MarketEvent } from '../../feeds/market-event.ts'
import type { Channel } from '../venue.ts'
import {
  bySpelling,
  type Dialect,
  type FrameKind,
  idsByName,
  topicsFor,
  type Wish,
} from './dialect.ts'
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
import { KrakenBooks } from './kraken-books.ts'

const URL = 'wss://ws.kraken.com/v2'
/** Levels of each side. */
const BOOK_DEPTH = 100
const MINUTES = [1, 5, 15, 30, 60, 240, 1440]
const MINUTE_MS = 60_000

export const KRAKEN: Dialect = {
  channels: new Set<Channel>(['bars', 'trades', 'quotes', 'book']),
  topics: (wish) => topicsFor(wish, 'pair', { url: URL, name: (one) => nameOf(one, wish) }),
  request: (verb, topics) =>
    [...idsByName(topics)].map(([name, symbol]) => {
      const [channel, detail] = name.split(' ')
      const rest = detail === undefined ? {} : optionsOf(channel!, Number(detail))
      return JSON.stringify({ method: verb, params: { channel, symbol, ...rest } })
    }),
  ping: JSON.stringify({ method: 'ping' }),
  requestGapMs: 250,
  reader(wish, hear) {
    const symbols = bySpelling(wish.listings, 'pair')
    const forming = new FormingBars(hear)
    const books = new KrakenBooks(BOOK_DEPTH)
    return {
      forget: () => forming.forget(),
      read(frame, receiveTime) {
        const message = fields(parseFrame(frame), 'the frame')
        if (message.channel === 'book') {
          const events = books.read(frame, receiveTime).flatMap((event) => {
            const symbol = symbols.get(event.symbol)
            return symbol === undefined ? [] : [{ ...event, symbol }]
          })
          for (const event of events) hear(event)
          return events.length > 0 ? 'data' : 'foreign'
        }
        if (typeof message.method === 'string') return controlKind(message)
        const { channel } = message
        if (channel === 'status' || channel === 'heartbeat') return 'control'
        let isOurs = false
        for (const one of list(message.data, 'data')) {
          const data = fields(one, 'data')
          const symbol = symbols.get(data.symbol)
          if (symbol === undefined) continue
          const event = readOne(channel, data, { message, symbol, receiveTime })
          if (event === null) continue
          isOurs = true
          if (event.type !== 'bar') hear(event)
          else if (event.intervalMs === wish.intervalMs) forming.take(event)
        }
        return isOurs ? 'data' : 'foreign'
      },
    }
  },
}

function nameOf(channel: Channel, { intervalMs }: Wish): string {
  const interval = intervalMs / MINUTE_MS
  const names: Readonly<Record<Channel, string>> = {
    bars: MINUTES.includes(interval) ? `ohlc ${interval}` : 'ticker',
    trades: 'trade',
    quotes: 'ticker',
    book: `book ${BOOK_DEPTH}`,
  }
  return names[channel]
}

/** The snapshot of the bars would be as of now; the history has them as they were. */
const optionsOf = (channel: string, number: number): object =>
  channel === 'ohlc' ? { interval: number, snapshot: false } : { depth: number }

function controlKind({ success, error }: Fields): FrameKind {
  return success === false ? { refused: words(error) } : 'control'
}

interface Context {
  readonly message: Fields
  readonly symbol: string
  readonly receiveTime: number
}

function readOne(
  channel: unknown,
  data: Fields,
  { message, symbol, receiveTime }: Context,
): MarketEvent | null {
  const stamp = data.timestamp ?? message.timestamp
  // A bar's own timestamp is its end, not its update.
  const told = channel === 'ohlc' ? message.timestamp : stamp
  const exchangeTime = told === undefined ? Number.NaN : isoTime(told, 'timestamp')
  const base = { symbol, exchangeTime, receiveTime }
  switch (channel) {
    case 'ohlc':
      return {
        type: 'bar',
        ...base,
        openTime: isoTime(data.interval_begin, 'interval_begin'),
        intervalMs: MINUTE_MS * decimal(data.interval, 'interval'),
        open: decimal(data.open, 'open'),
        high: decimal(data.high, 'high'),
        low: decimal(data.low, 'low'),
        close: decimal(data.close, 'close'),
        volume: decimal(data.volume, 'volume'),
        isClosed: false,
      }
    case 'trade':
      return {
        type: 'trade',
        ...base,
        exchangeTime: isoTime(data.timestamp, 'timestamp'),
        price: decimal(data.price, 'price'),
        quantity: decimal(data.qty, 'qty'),
        aggressor: data.side === 'buy' ? 'buy' : 'sell',
        id: identity(data.trade_id),
      }
    case 'ticker':
      return {
        type: 'quote',
        ...base,
        bid: decimal(data.bid, 'bid'),
        bidQuantity: decimal(data.bid_qty, 'bid_qty'),
        ask: decimal(data.ask, 'ask'),
        askQuantity: decimal(data.ask_qty, 'ask_qty'),
      }
    default:
      return null
  }
}
