// Bybit as its documentation and the recorded messages have it.
import { barsBetween, type Listed, nameOf, type Trading } from './market.ts'
import type { Protocol } from './protocol.ts'

export const BYBIT: Protocol = {
  rest(path, query, trading) {
    const ok = (result: object) => ({ retCode: 0, retMsg: 'OK', result, time: trading.now() })
    if (path === '/v5/market/instruments-info') {
      return ok({ category: 'spot', list: trading.listed.map(instrument) })
    }
    if (path === '/v5/market/kline') return ok(klines(query, trading))
    return undefined
  },
  hear(frame, { listed }) {
    const { op, args } = JSON.parse(frame)
    const answer = JSON.stringify({ success: true, ret_msg: op === 'ping' ? 'pong' : '', op })
    const names = ((args ?? []) as string[]).map((topic) => topic.split('.').at(-1))
    return {
      answers: [answer],
      subscribed: listed.filter((one) => names.includes(nameOf(one))),
    }
  },
  bar(listed, bar, { intervalMs, now }) {
    const { openTime: start, isClosed: confirm } = bar
    const [open, close, high, low, volume] = [bar.open, bar.close, bar.high, bar.low, bar.volume]
    const interval = String(intervalMs / 60_000)
    const figures = { open, close, high, low, volume, turnover: 0 }
    const written = Object.entries(figures).map(([name, value]) => [name, String(value)])
    const times = { start, end: start + intervalMs - 1, interval, confirm, timestamp: now }
    const data = [{ ...times, ...Object.fromEntries(written) }]
    const topic = `kline.${interval}.${nameOf(listed)}`
    return JSON.stringify({ topic, data, ts: now, type: 'snapshot' })
  },
}

const instrument = (listed: Listed) => ({
  symbol: nameOf(listed),
  baseCoin: listed.base,
  quoteCoin: listed.quote,
  status: 'Trading',
  innovation: '0',
  marginTrading: 'none',
  lotSizeFilter: {
    ...{ basePrecision: '0.00001', quotePrecision: '0.0001', minOrderQty: '0.00001' },
    ...{ maxOrderQty: '100', minOrderAmt: '1', maxOrderAmt: '1000000' },
  },
  priceFilter: { tickSize: '0.01' },
})

/** The newest first. */
function klines(query: URLSearchParams, trading: Trading) {
  const symbol = query.get('symbol')
  const one = trading.listed.find((listed) => nameOf(listed) === symbol)!
  const from = Number(query.get('start') ?? 0)
  const to = Number(query.get('end') ?? Number.MAX_SAFE_INTEGER)
  const limit = Math.min(1000, Number(query.get('limit') ?? 200))
  const bars = barsBetween(trading, one, { from, to, limit }).reverse()
  const list = bars.map(({ openTime, open, high, low, close, volume }) =>
    [openTime, open, high, low, close, volume, 0].map(String),
  )
  return { symbol, category: 'spot', list }
}
