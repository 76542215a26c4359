// Frames that no venue should send: a reader names the fault or makes nothing of them, and never
// falls over; what it does tell is an event that the gate can judge.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Gate } from '#host/feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '#host/feeds/gate-rules.ts'
import { BINANCE } from '#host/venues/socket/binance.ts'
import { BYBIT } from '#host/venues/socket/bybit.ts'
import { COINBASE } from '#host/venues/socket/coinbase.ts'
import type { Dialect } from '#host/venues/socket/dialect.ts'
import { KRAKEN } from '#host/venues/socket/kraken.ts'
import { OKX } from '#host/venues/socket/okx.ts'
import { openReader } from './frames.ts'

const time = '2025-01-01T00:00:30.5Z'
const ms = 1_735_689_630_500
const ohlc = { open: '100', high: '101', low: '99', close: '100.5', volume: '7' }

/** A good frame of each kind, by venue. */
const VENUES: Readonly<Record<string, readonly [Dialect, string, readonly object[]]>> = {
  binance: [
    BINANCE,
    'BTCUSDT',
    [
      {
        stream: 'btcusdt@kline_1m',
        data: {
          ...{ e: 'kline', E: ms, s: 'BTCUSDT' },
          k: { t: ms - 30_500, i: '1m', o: '1', h: '2', l: '1', c: '2', v: '3', x: true },
        },
      },
      { e: 'trade', E: ms, s: 'BTCUSDT', t: 5, p: '100', q: '1', T: ms, m: true },
      { u: 5, s: 'BTCUSDT', b: '100', B: '1', a: '101', A: '2' },
      { e: 'depthUpdate', E: ms, s: 'BTCUSDT', U: 1, u: 2, b: [['100', '1']], a: [] },
      { result: null, id: 1 },
    ],
  ],
  okx: [
    OKX,
    'BTC-USDT',
    [
      {
        arg: { channel: 'candle1m', instId: 'BTC-USDT' },
        data: [[String(ms - 30_500), '1', '2', '1', '2', '3', '3', '3', '1']],
      },
      {
        arg: { channel: 'trades', instId: 'BTC-USDT' },
        data: [{ tradeId: '1', px: '100', sz: '1', side: 'buy', ts: String(ms) }],
      },
      {
        arg: { channel: 'bbo-tbt', instId: 'BTC-USDT' },
        data: [{ asks: [['101', '1']], bids: [['100', '1']], ts: String(ms) }],
      },
      { event: 'subscribe', arg: { channel: 'trades', instId: 'BTC-USDT' } },
    ],
  ],
  coinbase: [
    COINBASE,
    'BTC-USD',
    [
      {
        channel: 'candles',
        timestamp: time,
        events: [{ candles: [{ start: '1735689600', product_id: 'BTC-USD', ...ohlc }] }],
      },
      {
        channel: 'ticker',
        timestamp: time,
        events: [
          {
            tickers: [
              {
                ...{ product_id: 'BTC-USD', best_bid: '100', best_ask: '101' },
                ...{ best_bid_quantity: '1', best_ask_quantity: '1' },
              },
            ],
          },
        ],
      },
    ],
  ],
  kraken: [
    KRAKEN,
    'BTC/USD',
    [
      {
        channel: 'ohlc',
        timestamp: time,
        data: [{ symbol: 'BTC/USD', interval: 1, interval_begin: '2025-01-01T00:00:00Z', ...ohlc }],
      },
      {
        channel: 'trade',
        data: [{ symbol: 'BTC/USD', side: 'buy', price: 1, qty: 1, trade_id: 1, timestamp: time }],
      },
      { method: 'pong', time_in: time },
    ],
  ],
  bybit: [
    BYBIT,
    'BTCUSDT',
    [
      {
        ...{ topic: 'kline.1.BTCUSDT', ts: ms },
        data: [{ start: ms - 30_500, ...ohlc, confirm: false }],
      },
      {
        ...{ topic: 'orderbook.1.BTCUSDT', type: 'snapshot', ts: ms },
        data: { b: [['100', '1']], a: [['101', '1']] },
      },
      { success: true, op: 'subscribe' },
    ],
  ],
}

/** Somewhere in the tree a value is another one; or its text is cut, or has other characters. */
function spoiled(frames: readonly object[]): fc.Arbitrary<string> {
  const frame = fc.constantFrom(...frames)
  const otherValue = fc
    .tuple(frame, fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom('NaN', '1e999', '-1', '')))
    .map(([one, at, value]) => replaceAt(one, at, value))
  const otherText = fc
    .tuple(frame, fc.nat(), fc.nat(12), fc.string())
    .map(([one, at, gone, put]) => {
      const text = JSON.stringify(one)
      const from = at % text.length
      return text.slice(0, from) + put + text.slice(from + gone)
    })
  return fc.oneof(otherValue, otherText, fc.json(), fc.string())
}

function replaceAt(frame: object, at: number, value: unknown): string {
  let count = 0
  const total = JSON.stringify(frame, (_key, each) => {
    count += 1
    return each
  })
  const wanted = at % count
  count = 0
  const text = JSON.stringify(frame, (_key, each) => (count++ === wanted ? value : each))
  return text ?? total
}

describe('spoiled frames', () => {
  it.each(Object.entries(VENUES))('of %s never crash the reader or the gate', (_venue, it) => {
    const [dialect, id, frames] = it
    const symbol = id.replace(/[-/]/, '')
    fc.assert(
      fc.property(fc.array(spoiled(frames), { minLength: 1, maxLength: 8 }), (texts) => {
        const read = openReader(dialect, [id])
        let passed = 0
        const listener = { pass: () => passed++, record: () => {} }
        const gate = new Gate({ symbol, rules: DEFAULT_GATE_RULES, listener })
        for (const text of texts) for (const event of read(text, ms).events) gate.take(event)
        const { counts } = gate
        expect(counts.received).toBeGreaterThanOrEqual(passed + counts.rejected)
      }),
      { numRuns: 400 },
    )
  })

  it.each(Object.entries(VENUES))('of %s: the good ones are read', (_venue, it) => {
    const [dialect, id, frames] = it
    const kinds = frames.map(
      (frame) => openReader(dialect, [id], 60_000)(JSON.stringify(frame)).kind,
    )
    expect(kinds).not.toContain('unreadable')
    expect(kinds).toContain('data')
  })
})
