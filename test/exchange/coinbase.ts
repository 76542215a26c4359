// Coinbase Advanced Trade as its documentation and the recorded messages have it: bars of five minutes
// on the socket, of any length over REST.
import { barsBetween, type Listed, type Trading } from './market.ts'
import type { Protocol } from './protocol.ts'

const idOf = ({ base, quote }: Listed) => `${base}-${quote}`
const PRODUCTS = '/api/v3/brokerage/market/products'

export const COINBASE: Protocol = {
  rest(path, query, trading) {
    if (path === PRODUCTS) {
      const isSpot = query.get('product_type') === null
      return { products: isSpot ? trading.listed.map(product) : [] }
    }
    const id = new RegExp(`^${PRODUCTS}/([\\w-]+)/candles$`).exec(path)?.[1]
    return id === undefined ? undefined : { candles: candles(id, query, trading) }
  },
  hear(frame, { listed, now }) {
    const { channel, product_ids } = JSON.parse(frame)
    const timestamp = new Date(now()).toISOString()
    const events = [{ subscriptions: { [channel]: product_ids } }]
    return {
      answers: [JSON.stringify({ channel: 'subscriptions', timestamp, sequence_num: 0, events })],
      subscribed: listed.filter((one) => product_ids.includes(idOf(one))),
    }
  },
  bar(listed, bar, { intervalMs, now }) {
    const timestamp = new Date(now).toISOString()
    const head = { client_id: '', timestamp, sequence_num: 1 }
    const product_id = idOf(listed)
    if (intervalMs === 300_000) {
      const events = [{ type: 'update', candles: [{ ...candle(bar), product_id }] }]
      return JSON.stringify({ channel: 'candles', ...head, events })
    }
    const ticker = {
      ...{ type: 'ticker', product_id, price: String(bar.close) },
      ...{ best_bid: String(bar.close - 0.01), best_bid_quantity: '1' },
      ...{ best_ask: String(bar.close + 0.01), best_ask_quantity: '1' },
    }
    const events = [{ type: 'update', tickers: [ticker] }]
    return JSON.stringify({ channel: 'ticker', ...head, events })
  },
}

const product = (listed: Listed) => ({
  product_id: idOf(listed),
  product_type: 'SPOT',
  base_currency_id: listed.base,
  quote_currency_id: listed.quote,
  base_increment: '0.00001',
  quote_increment: '0.01',
  price_increment: '0.01',
  quote_min_size: '1',
  base_min_size: '0.00001',
  status: 'online',
  trading_disabled: false,
  is_disabled: false,
  cancel_only: false,
})

const candle = ({ openTime, open, high, low, close, volume }: Listed['bars'][number]) => ({
  start: String(openTime / 1000),
  ...{ open: String(open), high: String(high), low: String(low) },
  ...{ close: String(close), volume: String(volume) },
})

/** The newest first, 350 at the most. */
function candles(id: string, query: URLSearchParams, trading: Trading) {
  const one = trading.listed.find((listed) => idOf(listed) === id)!
  const [from, to] = ['start', 'end'].map((name) => 1000 * Number(query.get(name)))
  return barsBetween(trading, one, { from: from!, to: to!, limit: 350 }).reverse().map(candle)
}
