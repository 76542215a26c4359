// Bybit spot, version 5. Source: "Kline", "Trade", "Orderbook", Bybit API documentation,
// https://bybit-exchange.github.io/docs/v5/websocket/public/kline
import type { MarketEvent } from '../../feeds/market-event.ts'
import type { Channel } from '../venue.ts'
import { level } from './binance.ts'
import { bySpelling, chunks, type Dialect, topicsFor, type Wish } from './dialect.ts'
import { decimal, type Fields, fields, flag, identity, list, parseFrame, words } from './fields.ts'

const MINUTES = [1, 3, 5, 15, 30, 60, 120, 240, 360, 720]
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

const URL = 'wss://stream.bybit.com/v5/public/spot'
/** Of the best level, and of so many. */
const BEST = 'orderbook.1'
const BOOK = 'orderbook.200'

/** Of a spot request. */
const ARGUMENTS_PER_REQUEST = 10

export const BYBIT: Dialect = {
  channels: new Set<Channel>(['bars', 'trades', 'quotes', 'book']),
  topics: (wish) => topicsFor(wish, 'id', { url: URL, name: (one) => nameOf(one, wish) }),
  request: (verb, topics) =>
    chunks(topics, ARGUMENTS_PER_REQUEST).map((some) => {
      return JSON.stringify({ op: verb, args: some.map(({ name, id }) => `${name}.${id}`) })
    }),
  ping: JSON.stringify({ op: 'ping' }),
  requestGapMs: 100,
  reader(wish, hear) {
    const symbols = bySpelling(wish.listings, 'id')
    const interval = intervalName(wish.intervalMs)
    const quotes = new Map<string, Quote>()
    return {
      forget: () => quotes.clear(),
      read(frame, receiveTime) {
        const message = fields(parseFrame(frame), 'the frame')
        if (typeof message.op === 'string') {
          return message.success === false ? { refused: words(message.ret_msg) } : 'control'
        }
        if (typeof message.topic !== 'string') return 'foreign'
        const [channel, detail] = message.topic.split('.')
        const symbol = symbols.get(message.topic.split('.').at(-1))
        if (symbol === undefined) return 'foreign'
        const exchangeTime = decimal(message.ts, 'ts')
        const base = { symbol, exchangeTime, receiveTime }
        if (channel === 'kline' && detail === interval) {
          for (const one of list(message.data, 'data')) {
            hear(readBar(fields(one, 'data'), wish.intervalMs, base))
          }
        } else if (channel === 'publicTrade') {
          for (const one of list(message.data, 'data')) hear(readTrade(fields(one, 'data'), base))
        } else if (channel === 'orderbook' && detail !== '1') {
          hear(readBook(message, base))
        } else if (channel === 'orderbook') {
          const before = message.type === 'snapshot' ? undefined : quotes.get(symbol)
          const quote = readQuote(fields(message.data, 'data'), before)
          // Changes of what is not known.
          if (quote === null) return 'foreign'
          quotes.set(symbol, quote)
          hear({ type: 'quote', ...base, ...quote })
        } else return 'foreign'
        return 'data'
      },
    }
  },
}

function intervalName(intervalMs: number): string | null {
  if (intervalMs === DAY_MS) return 'D'
  return MINUTES.includes(intervalMs / MINUTE_MS) ? String(intervalMs / MINUTE_MS) : null
}

function nameOf(channel: Channel, { intervalMs }: Wish): string {
  const interval = intervalName(intervalMs)
  const names: Readonly<Record<Channel, string>> = {
    bars: interval === null ? BEST : `kline.${interval}`,
    trades: 'publicTrade',
    quotes: BEST,
    book: BOOK,
  }
  return names[channel]
}

interface Base {
  readonly symbol: string
  readonly exchangeTime: number
  readonly receiveTime: number
}

const readBar = (data: Fields, intervalMs: number, base: Base): MarketEvent => ({
  type: 'bar',
  ...base,
  openTime: decimal(data.start, 'start'),
  intervalMs,
  open: decimal(data.open, 'open'),
  high: decimal(data.high, 'high'),
  low: decimal(data.low, 'low'),
  close: decimal(data.close, 'close'),
  volume: decimal(data.volume, 'volume'),
  isClosed: flag(data.confirm, 'confirm'),
})

const readTrade = (data: Fields, base: Base): MarketEvent => ({
  type: 'trade',
  ...base,
  exchangeTime: decimal(data.T, 'T'),
  price: decimal(data.p, 'p'),
  quantity: decimal(data.v, 'v'),
  aggressor: data.S === 'Buy' ? 'buy' : 'sell',
  id: identity(data.i),
})

/** Numbered without a hole; a snapshot may come at any time, numbered anew. */
function readBook({ type, data }: Fields, base: Base): MarketEvent {
  const { b, a, u } = fields(data, 'data')
  const lastId = decimal(u, 'u')
  const change = type === 'snapshot' ? 'snapshot' : 'delta'
  const [bids, asks] = [list(b, 'b').map(level), list(a, 'a').map(level)]
  const ids = { firstId: lastId, lastId, previousId: Number.NaN }
  return { type: 'book', ...base, change, bids, asks, ...ids }
}

interface Quote {
  readonly bid: number
  readonly bidQuantity: number
  readonly ask: number
  readonly askQuantity: number
}

/** Of one level a side: a change names the new best, perhaps with the old one at quantity 0. */
function readQuote({ b, a }: Fields, before: Quote | undefined): Quote | null {
  const [bid, ask] = [list(b, 'b'), list(a, 'a')].map((levels) => {
    const best = levels.map(level).find(([, quantity]) => quantity > 0)
    return best ?? (levels.length === 0 ? undefined : [Number.NaN, Number.NaN])
  })
  if ((bid === undefined || ask === undefined) && before === undefined) return null
  return {
    bid: bid === undefined ? before!.bid : bid[0]!,
    bidQuantity: bid === undefined ? before!.bidQuantity : bid[1]!,
    ask: ask === undefined ? before!.ask : ask[0]!,
    askQuantity: ask === undefined ? before!.askQuantity : ask[1]!,
  }
}
