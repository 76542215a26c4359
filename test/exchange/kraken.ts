// Kraken as its documentation and the recorded messages have it: version 2 on the socket, where no bar
// is ever said to be closed; the last 720 bars over REST.
import { barsBetween, type Growing, type Listed, type Trading } from './market.ts'
import type { Protocol } from './protocol.ts'

const pairOf = ({ base, quote }: Listed) => `${base}/${quote}`
const idOf = ({ base, quote }: Listed) => `${base}${quote}`

export const KRAKEN: Protocol = {
  rest(path, query, trading) {
    const ok = (result: unknown) => ({ error: [], result })
    if (path === '/0/public/AssetPairs') {
      return ok(Object.fromEntries(trading.listed.map((one) => [idOf(one), pair(one)])))
    }
    if (path === '/0/public/OHLC') return ok(candles(query, trading))
    return undefined
  },
  hear(frame, { listed }) {
    const { method, params } = JSON.parse(frame)
    if (method === 'ping') return { answers: [JSON.stringify({ method: 'pong' })], subscribed: [] }
    const { channel, symbol } = params
    return {
      answers: (symbol as string[]).map((one) =>
        JSON.stringify({ method, success: true, result: { channel, symbol: one } }),
      ),
      subscribed: listed.filter((one) => symbol.includes(pairOf(one))),
    }
  },
  bar(listed, bar, { intervalMs, now }) {
    const { openTime, open, high, low, close, volume } = bar
    const data = {
      symbol: pairOf(listed),
      ...{ open, high, low, close, volume, vwap: close, trades: 3 },
      interval_begin: new Date(openTime).toISOString().replace('Z', '000000Z'),
      interval: intervalMs / 60_000,
      timestamp: new Date(openTime + intervalMs).toISOString(),
    }
    const timestamp = new Date(now).toISOString()
    return JSON.stringify({ channel: 'ohlc', type: 'update', timestamp, data: [data] })
  },
}

const pair = (listed: Listed) => ({
  altname: idOf(listed),
  wsname: pairOf(listed),
  ...{ aclass_base: 'currency', base: listed.base, aclass_quote: 'currency', quote: listed.quote },
  ...{ pair_decimals: 2, cost_decimals: 5, lot_decimals: 5, lot_multiplier: 1 },
  ...{ fees: [[0, 0.4]], fees_maker: [[0, 0.25]], ordermin: '0.0001', costmin: '0.5' },
  ...{ tick_size: '0.01', status: 'online' },
})

/** Those later than `since`, 720 at the most, the newest. */
function candles(query: URLSearchParams, trading: Trading) {
  const one = trading.listed.find((listed) => idOf(listed) === query.get('pair'))!
  const from = 1000 * Number(query.get('since') ?? 0) + 1
  const to = Number.MAX_SAFE_INTEGER
  const bars = barsBetween(trading, one, { from, to, limit: Number.POSITIVE_INFINITY }).slice(-720)
  const row = ({ openTime, open, high, low, close, volume }: Growing) => [
    openTime / 1000,
    ...[open, high, low, close, close, volume].map(String),
    3,
  ]
  return { [idOf(one)]: bars.map(row), last: trading.now() / 1000 }
}
