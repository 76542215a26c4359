// OKX. Source: "WebSocket", OKX API guide, https://www.okx.com/docs-v5/en/#overview-websocket
// Bars come from another address than the rest.
import type { MarketEvent } from '../../feeds/market-event.ts'
import type { Channel } from '../venue.ts'
import { level } from './binance.ts'
import {
  bySpelling,
  chunks,
  type Dialect,
  type FrameKind,
  topicsFor,
  type Wish,
} from './dialect.ts'
import { decimal, type Fields, fields, identity, list, parseFrame, text, words } from './fields.ts'

const CANDLES: Readonly<Record<number, string>> = {
  1000: 'candle1s',
  60000: 'candle1m',
  180000: 'candle3m',
  300000: 'candle5m',
  900000: 'candle15m',
  1800000: 'candle30m',
  3600000: 'candle1H',
  7200000: 'candle2H',
  14400000: 'candle4H',
  21600000: 'candle6Hutc',
  43200000: 'candle12Hutc',
  86400000: 'candle1Dutc',
}

const CHANNELS: Readonly<Record<Exclude<Channel, 'bars'>, string>> = {
  trades: 'trades',
  quotes: 'bbo-tbt',
  book: 'books',
}

const BUSINESS = 'wss://ws.okx.com:8443/ws/v5/business'
const PUBLIC = 'wss://ws.okx.com:8443/ws/v5/public'

const ARGUMENTS_PER_REQUEST = 100

export const OKX: Dialect = {
  channels: new Set(['bars', 'trades', 'quotes', 'book']),
  topics(wish) {
    const candle = CANDLES[wish.intervalMs] ?? null
    const [bars, others] = [new Set<Channel>(['bars']), new Set(wish.channels)]
    others.delete('bars')
    const candles = wish.channels.has('bars') ? { ...wish, channels: bars } : null
    const name = (channel: Channel) => CHANNELS[channel as keyof typeof CHANNELS]
    return [
      ...(candles === null ? [] : topicsFor(candles, 'id', { url: BUSINESS, name: () => candle })),
      ...topicsFor({ ...wish, channels: others }, 'id', { url: PUBLIC, name }),
    ]
  },
  request: (verb, topics) =>
    chunks(topics, ARGUMENTS_PER_REQUEST).map((some) => {
      const args = some.map(({ name, id }) => ({ channel: name, instId: id }))
      return JSON.stringify({ op: verb, args })
    }),
  ping: 'ping',
  // Three requests a second, 480 an hour.
  requestGapMs: 350,
  reader(wish, hear) {
    const symbols = bySpelling(wish.listings, 'id')
    return {
      forget() {},
      read(frame, receiveTime) {
        if (frame === 'pong') return 'control'
        const message = fields(parseFrame(frame), 'the frame')
        if (typeof message.event === 'string') return controlKind(message)
        const { channel, instId } = fields(message.arg, 'arg')
        const symbol = symbols.get(instId)
        if (symbol === undefined || typeof channel !== 'string') return 'foreign'
        const base = { symbol, receiveTime }
        const events = list(message.data, 'data').map((one) =>
          readOne(channel, one, { message, wish, base }),
        )
        if (events.includes(null)) return 'foreign'
        for (const event of events) hear(event!)
        return 'data'
      },
    }
  },
}

function controlKind({ event, msg, code }: Fields): FrameKind {
  // Maintenance is announced as a notice; the connection is closed a minute later.
  return event === 'error' ? { refused: `${words(msg)} (${words(code)})` } : 'control'
}

interface Context {
  readonly message: Fields
  readonly wish: Wish
  readonly base: { readonly symbol: string; readonly receiveTime: number }
}

function readOne(channel: string, one: unknown, { message, wish, base }: Context) {
  if (channel.startsWith('candle')) {
    if (channel !== CANDLES[wish.intervalMs]) return null
    return readCandle(list(one, 'a candle'), wish.intervalMs, base)
  }
  const data = fields(one, 'data')
  switch (channel) {
    case 'trades':
    case 'trades-all':
      return {
        type: 'trade' as const,
        ...base,
        exchangeTime: decimal(data.ts, 'ts'),
        price: decimal(data.px, 'px'),
        quantity: decimal(data.sz, 'sz'),
        aggressor: data.side === 'buy' ? ('buy' as const) : ('sell' as const),
        id: identity(data.tradeId),
      }
    case 'bbo-tbt':
      return {
        type: 'quote' as const,
        ...base,
        exchangeTime: decimal(data.ts, 'ts'),
        ...side(list(data.bids, 'bids'), 'bid', 'bidQuantity'),
        ...side(list(data.asks, 'asks'), 'ask', 'askQuantity'),
      }
    case 'books':
      return readBook(message, data, base)
    default:
      return null
  }
}

function readCandle(
  row: readonly unknown[],
  intervalMs: number,
  base: Context['base'],
): MarketEvent {
  const [openTime, open, high, low, close, volume, , , confirm] = row
  return {
    type: 'bar',
    ...base,
    // Candles are not stamped.
    exchangeTime: Number.NaN,
    openTime: decimal(openTime, 'ts'),
    intervalMs,
    open: decimal(open, 'o'),
    high: decimal(high, 'h'),
    low: decimal(low, 'l'),
    close: decimal(close, 'c'),
    volume: decimal(volume, 'vol'),
    isClosed: text(confirm, 'confirm') === '1',
  }
}

function side<P extends string, Q extends string>(
  levels: readonly unknown[],
  price: P,
  quantity: Q,
): Record<P | Q, number> {
  const [best] = levels
  const [p, q] = best === undefined ? [Number.NaN, Number.NaN] : level(best)
  return { [price]: p, [quantity]: q } as Record<P | Q, number>
}

function readBook(message: Fields, data: Fields, base: Context['base']): MarketEvent {
  const isSnapshot = message.action === 'snapshot'
  const lastId = decimal(data.seqId, 'seqId')
  return {
    type: 'book',
    ...base,
    exchangeTime: decimal(data.ts, 'ts'),
    change: isSnapshot ? 'snapshot' : 'delta',
    bids: list(data.bids, 'bids').map(level),
    asks: list(data.asks, 'asks').map(level),
    firstId: lastId,
    lastId,
    previousId: isSnapshot ? Number.NaN : decimal(data.prevSeqId, 'prevSeqId'),
  }
}
