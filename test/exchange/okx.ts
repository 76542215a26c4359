// OKX as its documentation and the recorded messages have it.
import { barsBetween, type Listed, type Trading } from './market.ts'
import type { Protocol } from './protocol.ts'

const idOf = ({ base, quote }: Listed) => `${base}-${quote}`

export const OKX: Protocol = {
  rest(path, query, trading) {
    const ok = (data: unknown) => ({ code: '0', msg: '', data })
    if (path === '/api/v5/public/instruments') return ok(trading.listed.map(instrument))
    if (/^\/api\/v5\/market\/(history-)?candles$/.test(path)) return ok(candles(query, trading))
    return undefined
  },
  hear(frame, { listed }) {
    if (frame === 'ping') return { answers: ['pong'], subscribed: [] }
    const { op, args } = JSON.parse(frame)
    if (op !== 'subscribe') return { answers: [], subscribed: [] }
    const ids = (args as { instId: string }[]).map(({ instId }) => instId)
    return {
      answers: (args as object[]).map((arg) => JSON.stringify({ event: 'subscribe', arg })),
      subscribed: listed.filter((one) => ids.includes(idOf(one))),
    }
  },
  bar(listed, bar) {
    const { openTime, open, high, low, close, volume, isClosed } = bar
    const row = [openTime, open, high, low, close, volume, 0, 0, isClosed ? 1 : 0].map(String)
    return JSON.stringify({ arg: { channel: 'candle1m', instId: idOf(listed) }, data: [row] })
  },
}

const instrument = (listed: Listed) => ({
  instType: 'SPOT',
  instId: idOf(listed),
  baseCcy: listed.base,
  quoteCcy: listed.quote,
  state: 'live',
  tickSz: '0.01',
  lotSz: '0.00001',
  minSz: '0.00001',
  ruleType: 'normal',
})

/** The newest first; `before` and `after` are exclusive, and mean newer and older than. */
function candles(query: URLSearchParams, trading: Trading) {
  const one = trading.listed.find((listed) => idOf(listed) === query.get('instId'))!
  const from = Number(query.get('before') ?? 0) + 1
  const to = Number(query.get('after') ?? Number.MAX_SAFE_INTEGER)
  const limit = Math.min(300, Number(query.get('limit') ?? 100))
  return barsBetween(trading, one, { from, to, limit: Number.POSITIVE_INFINITY })
    .reverse()
    .slice(0, limit)
    .map(({ openTime, open, high, low, close, volume, isClosed }) =>
      [openTime, open, high, low, close, volume, 0, 0, isClosed ? 1 : 0].map(String),
    )
}
