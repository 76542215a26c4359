// Binance spot as its documentation and the recorded messages have it.
import { barsBetween, type Growing, type Listed, nameOf, type Trading } from './market.ts'
import { nameOfInterval, type Protocol } from './protocol.ts'

export const BINANCE: Protocol = {
  rest(path, query, trading) {
    if (path === '/api/v3/ping') return {}
    if (path === '/api/v3/time') return { serverTime: trading.now() }
    if (path === '/api/v3/exchangeInfo') return exchangeInfo(trading)
    if (path === '/api/v3/klines') return klines(query, trading)
    if (path === '/api/v3/depth') return depth(query, trading)
    return undefined
  },
  hear(frame, { listed }) {
    const { method, params, id } = JSON.parse(frame)
    if (method !== 'SUBSCRIBE' && method !== 'UNSUBSCRIBE') {
      const error = { code: 2, msg: 'Invalid request: unknown method' }
      return { answers: [JSON.stringify({ error, id })], subscribed: [] }
    }
    const streams = params as string[]
    const having = (channel: string) =>
      listed.filter((one) =>
        streams.some((stream) => stream.startsWith(`${nameOf(one).toLowerCase()}@${channel}`)),
      )
    return {
      answers: [JSON.stringify({ result: null, id })],
      subscribed: having('kline'),
      ticks: having('trade').filter((one) => having('bookTicker').includes(one)),
      books: having('depth'),
      isLeaving: method === 'UNSUBSCRIBE',
    }
  },
  bar(listed, bar, { intervalMs, now }) {
    const i = nameOfInterval(intervalMs)
    const s = nameOf(listed)
    const { openTime: t } = bar
    const k = { t, T: t + intervalMs - 1, s, i, f: 1, L: 2, ...figures(bar), n: 2 }
    const more = { x: bar.isClosed, q: '0', V: '0', Q: '0', B: '0' }
    const data = { e: 'kline', E: now, s, k: { ...k, ...more } }
    return frame(listed, `kline_${i}`, data)
  },
  trade(listed, { id, time, price, quantity, aggressor }) {
    const [p, q, m] = [decimal(price), decimal(quantity), aggressor === 'sell']
    const head = { e: 'trade', E: time, s: nameOf(listed), t: id }
    return frame(listed, 'trade', { ...head, p, q, T: time, m, M: true })
  },
  quote(listed, { bid, bidQuantity, ask, askQuantity }) {
    const [b, B, a, A] = [bid, bidQuantity, ask, askQuantity].map(decimal)
    return frame(listed, 'bookTicker', { u: 1, s: nameOf(listed), b, B, a, A })
  },
  depth(listed, { id, time, bids, asks }) {
    const head = { e: 'depthUpdate', E: time, s: nameOf(listed), U: id, u: id }
    return frame(listed, 'depth@100ms', { ...head, b: bids.map(texts), a: asks.map(texts) })
  },
}

function frame(listed: Listed, channel: string, data: object): string {
  return JSON.stringify({ stream: `${nameOf(listed).toLowerCase()}@${channel}`, data })
}

const decimal = (value: number) => value.toFixed(8)

const figures = ({ open, close, high, low, volume }: Growing) => ({
  o: decimal(open),
  c: decimal(close),
  h: decimal(high),
  l: decimal(low),
  v: decimal(volume),
})

const texts = (level: readonly number[]) => level.map(decimal)

function depth(query: URLSearchParams, { listed, bookOf }: Trading) {
  const one = listed.find((each) => nameOf(each) === query.get('symbol'))!
  const { id, bids, asks } = bookOf(one)
  const limit = Number(query.get('limit') ?? 100)
  const side = (levels: ReadonlyMap<number, number>, sign: 1 | -1) =>
    [...levels]
      .sort(([a], [b]) => sign * (a - b))
      .slice(0, limit)
      .map(texts)
  return { lastUpdateId: id, bids: side(bids, -1), asks: side(asks, 1) }
}

function exchangeInfo({ listed, now }: Trading) {
  return {
    timezone: 'UTC',
    serverTime: now(),
    rateLimits: [],
    exchangeFilters: [],
    symbols: listed.map((one) => ({
      symbol: nameOf(one),
      status: 'TRADING',
      baseAsset: one.base,
      baseAssetPrecision: 8,
      quoteAsset: one.quote,
      quotePrecision: 8,
      quoteAssetPrecision: 8,
      orderTypes: ['LIMIT', 'MARKET'],
      isSpotTradingAllowed: true,
      isMarginTradingAllowed: false,
      filters: [
        { filterType: 'PRICE_FILTER', minPrice: '0.01', maxPrice: '1000000.00', tickSize: '0.01' },
        { filterType: 'LOT_SIZE', minQty: '0.00001', maxQty: '9000', stepSize: '0.00001' },
        { filterType: 'NOTIONAL', minNotional: '5.00', applyMinToMarket: true },
      ],
      permissions: [],
      permissionSets: [['SPOT']],
    })),
  }
}

function klines(query: URLSearchParams, trading: Trading) {
  const one = trading.listed.find((listed) => nameOf(listed) === query.get('symbol'))
  if (one === undefined) return { code: -1121, msg: 'Invalid symbol.' }
  const from = Number(query.get('startTime') ?? 0)
  const to = Number(query.get('endTime') ?? Number.MAX_SAFE_INTEGER)
  const limit = Math.min(1000, Number(query.get('limit') ?? 500))
  return barsBetween(trading, one, { from, to, limit }).map((bar) => {
    const { o, h, l, c, v } = figures(bar)
    const end = bar.openTime + trading.intervalMs - 1
    return [bar.openTime, o, h, l, c, v, end, '0', 2, '0', '0', '0']
  })
}
