// Every frame that was recorded at the venues, or stands in their documentation: what we make of it is
// what its raw fields say, read here by a few lines of their own.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BINANCE } from '#host/venues/socket/binance.ts'
import { BYBIT } from '#host/venues/socket/bybit.ts'
import { COINBASE } from '#host/venues/socket/coinbase.ts'
import type { Dialect } from '#host/venues/socket/dialect.ts'
import { KRAKEN } from '#host/venues/socket/kraken.ts'
import { OKX } from '#host/venues/socket/okx.ts'
import { sharedData } from '../data/files.ts'
import { openReader } from './frames.ts'

const folder = join(sharedData ?? '', 'messages')
const lines = (path: string) =>
  gunzipSync(readFileSync(join(folder, path)))
    .toString()
    .trim()
    .split('\n')
const jsonAt = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'))

/** "1633998512.0633569: {…}" or "1723161253937085768 {…}": frames that were received. */
const framesOf = (path: string) =>
  lines(path).flatMap((line) => /^[\d.]+:? ([[{].*)$/.exec(line)?.[1] ?? [])

// biome-ignore lint/suspicious/noExplicitAny: raw fields, as the venue named them.
type Raw = any

/** Independent of the order of keys; NaN tells from 0. */
const flat = (event: object) =>
  Object.entries(event)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join(';') : value}`)
    .join(' ')

const at = (symbol: string, exchangeTime: number) => ({ symbol, exchangeTime, receiveTime: 0 })

function binanceEvent(d: Raw): object {
  if (d.e === 'kline') {
    const { t, o, h, l, c, v, x } = d.k
    const ohlc = { open: +o, high: +h, low: +l, close: +c, volume: +v }
    return { type: 'bar', ...at(d.s, d.E), openTime: t, intervalMs: 60_000, ...ohlc, isClosed: x }
  }
  if (d.e === 'trade' || d.e === 'aggTrade') {
    const rest = { price: +d.p, quantity: +d.q, aggressor: d.m ? 'sell' : 'buy', id: d.t ?? d.a }
    return { type: 'trade', ...at(d.s, d.T), ...rest }
  }
  if (d.e === 'depthUpdate') {
    const ids = { firstId: d.U, lastId: d.u, previousId: d.pu ?? Number.NaN }
    const [bids, asks] = [d.b, d.a].map((side) => side.map(([p, q]: string[]) => [+p!, +q!]))
    return { type: 'book', ...at(d.s, d.E), change: 'delta', bids, asks, ...ids }
  }
  const quantities = { bidQuantity: +d.B, askQuantity: +d.A }
  return { type: 'quote', ...at(d.s, d.T ?? Number.NaN), bid: +d.b, ask: +d.a, ...quantities }
}

describe.skipIf(sharedData === null)('frames recorded at Binance', () => {
  it.each([
    ['recorded/spot-btcusdt_20240808.gz', 41_248],
    ['recorded/spot-btcusdt_20240809.gz', 58_324],
    ['recorded/cryptofeed-BINANCE.ws.1.0.txt.gz', 265],
    ['recorded/cryptofeed-BINANCE_FUTURES.ws.1.0.txt.gz', 1535],
  ])('%s: each is the event that its fields say', (path, least) => {
    const frames = framesOf(`binance/${path}`).filter((frame) => frame.includes('"stream"'))
    expect(frames.length).toBeGreaterThanOrEqual(least)
    const symbols = new Set(frames.map((frame) => /"s":"(\w+)"/.exec(frame)![1]!))
    const read = openReader(BINANCE, [...symbols])
    const wrong = frames.filter((frame) => {
      const { events, kind } = read(frame)
      const expected = flat(binanceEvent(JSON.parse(frame).data))
      return kind !== 'data' || events.length !== 1 || flat(events[0]!) !== expected
    })
    expect(wrong).toEqual([])
  })
})

const okxCandle = (row: string[]) => {
  const [openTime, open, high, low, close, volume] = row.map(Number)
  return { openTime, open, high, low, close, volume, isClosed: row[8] === '1' }
}

const SINGLE: readonly (readonly [
  path: string,
  dialect: Dialect,
  id: string,
  intervalMs: number,
  expected: (message: Raw) => object[],
])[] = [
  [
    'okx/nautilus/ws_candle.json',
    ...([OKX, 'BTC-USDT', 86_400_000] as const),
    // The recorded channel is of days in the time of Hong Kong; ours are of UTC.
    () => [],
  ],
  [
    'okx/nautilus/ws_trades.json',
    ...([OKX, 'BTC-USD', 60_000] as const),
    ({ data }) =>
      data.map((d: Raw) => ({
        type: 'trade',
        ...at('BTCUSD', +d.ts),
        ...{ price: +d.px, quantity: +d.sz, aggressor: d.side, id: +d.tradeId },
      })),
  ],
  [
    'okx/nautilus/ws_bbo_tbt.json',
    ...([OKX, 'BTC-USDT', 60_000] as const),
    ({ data: [d] }) => [
      {
        type: 'quote',
        ...at('BTCUSDT', +d.ts),
        ...{ bid: +d.bids[0][0], bidQuantity: +d.bids[0][1] },
        ...{ ask: +d.asks[0][0], askQuantity: +d.asks[0][1] },
      },
    ],
  ],
  [
    'okx/nautilus/ws_books_update.json',
    ...([OKX, 'BTC-USDT', 60_000] as const),
    ({ data: [d] }) => [
      {
        type: 'book',
        ...at('BTCUSDT', +d.ts),
        change: 'delta',
        bids: d.bids.map(([p, q]: string[]) => [+p!, +q!]),
        asks: d.asks.map(([p, q]: string[]) => [+p!, +q!]),
        ...{ firstId: d.seqId, lastId: d.seqId, previousId: d.prevSeqId },
      },
    ],
  ],
  [
    'kraken/nautilus/ws_ohlc_update.json',
    ...([KRAKEN, 'BTC/USD', 60_000] as const),
    ({ data: [d] }) => [
      {
        type: 'bar',
        ...at('BTCUSD', Number.NaN),
        ...{ openTime: Date.UTC(2023, 9, 4, 16, 25), intervalMs: 60_000, isClosed: false },
        ...{ open: d.open, high: d.high, low: d.low, close: d.close, volume: d.volume },
      },
    ],
  ],
  [
    'kraken/nautilus/ws_trade_update.json',
    ...([KRAKEN, 'BTC/USD', 60_000] as const),
    ({ data }) =>
      data.map((d: Raw) => ({
        type: 'trade',
        ...at('BTCUSD', new Date(d.timestamp).getTime()),
        ...{ price: d.price, quantity: d.qty, aggressor: d.side, id: d.trade_id },
      })),
  ],
  [
    'kraken/nautilus/ws_ticker_snapshot.json',
    ...([KRAKEN, 'BTC/USD', 60_000] as const),
    ({ data: [d] }) => [
      {
        type: 'quote',
        ...at('BTCUSD', new Date(d.timestamp).getTime()),
        ...{ bid: d.bid, bidQuantity: d.bid_qty, ask: d.ask, askQuantity: d.ask_qty },
      },
    ],
  ],
  [
    'bybit/nautilus/ws_kline.json',
    ...([BYBIT, 'BTCUSDT', 300_000] as const),
    ({ ts, data: [d] }) => [
      {
        type: 'bar',
        ...at('BTCUSDT', ts),
        ...{ openTime: d.start, intervalMs: 300_000, isClosed: d.confirm },
        ...{ open: +d.open, high: +d.high, low: +d.low, close: +d.close, volume: +d.volume },
      },
    ],
  ],
  [
    'bybit/nautilus/ws_orderbook_snapshot.json',
    ...([BYBIT, 'BTCUSDT', 60_000] as const),
    ({ ts, data: { b, a } }) => [
      {
        type: 'quote',
        ...at('BTCUSDT', ts),
        ...{ bid: +b[0][0], bidQuantity: +b[0][1], ask: +a[0][0], askQuantity: +a[0][1] },
      },
    ],
  ],
  [
    'coinbase/nautilus/ws_candles.json',
    ...([COINBASE, 'BTC-USD', 300_000] as const),
    ({ timestamp, events }) =>
      events.flatMap(({ candles }: Raw) =>
        candles.map((d: Raw) => ({
          type: 'bar',
          ...at('BTCUSD', new Date(timestamp).getTime()),
          ...{ openTime: +d.start * 1000, intervalMs: 300_000, isClosed: false },
          ...{ open: +d.open, high: +d.high, low: +d.low, close: +d.close, volume: +d.volume },
        })),
      ),
  ],
  [
    'coinbase/nautilus/ws_ticker.json',
    ...([COINBASE, 'BTC-USD', 60_000] as const),
    ({ timestamp, events }) =>
      events.flatMap(({ tickers }: Raw) =>
        tickers.map((d: Raw) => ({
          type: 'quote',
          ...at('BTCUSD', new Date(timestamp).getTime()),
          ...{ bid: +d.best_bid, bidQuantity: +d.best_bid_quantity },
          ...{ ask: +d.best_ask, askQuantity: +d.best_ask_quantity },
        })),
      ),
  ],
]

describe.skipIf(sharedData === null)('frames of the venues’ documentation', () => {
  it.each(SINGLE)('%s', (path, dialect, id, intervalMs, expected) => {
    const message = jsonAt(path)
    const { events } = openReader(dialect, [id], intervalMs)(JSON.stringify(message))
    expect(events.map(flat)).toEqual(expected(message).map(flat))
  })

  it('trades of Coinbase tell the maker’s side, bars of OKX whether they are closed', () => {
    const file = join(folder, 'coinbase/jkorf/Subscriptions/AdvancedTrade/Trades.txt')
    const frame = /^= ?\n([\s\S]*)$/m.exec(readFileSync(file, 'utf8'))![1]!
    const { events } = openReader(COINBASE, ['ETH-USDT'])(frame)
    const trades = JSON.parse(frame).events[0].trades
    expect(events.map(flat)).toEqual(
      trades.map((d: Raw) =>
        flat({
          type: 'trade',
          ...at('ETHUSDT', new Date(d.time).getTime()),
          ...{ price: +d.price, quantity: +d.size, id: +d.trade_id },
          aggressor: d.side === 'BUY' ? 'sell' : 'buy',
        }),
      ),
    )
    const message = jsonAt('okx/nautilus/ws_candle.json')
    const minutes = { ...message, arg: { ...message.arg, channel: 'candle1m' } }
    const [bar] = openReader(OKX, ['BTC-USDT'])(JSON.stringify(minutes)).events
    expect(bar).toMatchObject(okxCandle(message.data[0]))
  })

  it('refusals end the stream with the venue’s own words', () => {
    const refusal = (dialect: Dialect, message: object) =>
      openReader(dialect, ['BTCUSDT'])(JSON.stringify(message)).kind
    expect(refusal(BYBIT, jsonAt('bybit/nautilus/ws_subscription_failure.json'))).toEqual({
      refused: 'Invalid topic: invalid.topic.BTCUSDT',
    })
    expect(refusal(BYBIT, jsonAt('bybit/nautilus/ws_subscription_ack.json'))).toBe('control')
    expect(refusal(COINBASE, jsonAt('coinbase/nautilus/ws_subscriptions.json'))).toBe('control')
    expect(refusal(KRAKEN, jsonAt('kraken/nautilus/ws_pong.json'))).toBe('control')
  })
})

describe.skipIf(sharedData === null)('frames of older versions and of other channels', () => {
  const dialects = { binance: BINANCE, okx: OKX, coinbase: COINBASE, kraken: KRAKEN, bybit: BYBIT }
  const captures = [
    ['coinbase', 'cryptofeed-COINBASE.ws.28.0', 'YFI-BTC'],
    ['kraken', 'cryptofeed-KRAKEN.ws.50.0', 'XMR/USD'],
    ['bybit', 'cryptofeed-BYBIT.ws.25.0', 'BCHUSDT'],
  ] as const

  it.each(captures)('%s: nothing is read into them', (venue, name, id) => {
    const read = openReader(dialects[venue], [id])
    const frames = framesOf(`${venue}/recorded/${name}.txt.gz`)
    expect(frames.length).toBeGreaterThan(1000)
    expect(frames.flatMap((frame) => read(frame).events)).toEqual([])
  })

  it('of OKX: the trades are as their fields say, and nothing is made of the rest', () => {
    const frames = framesOf('okx/recorded/cryptofeed-OKX.ws.1.0.txt.gz')
    const read = openReader(OKX, ['BTC-USDT'])
    const trades = frames
      .map((frame) => JSON.parse(frame))
      .filter(({ arg, data }) => data && arg.channel === 'trades' && arg.instId === 'BTC-USDT')
      .flatMap(({ data }) => data)
    const events = frames.flatMap((frame) => read(frame).events)
    expect(trades.length).toBeGreaterThan(20)
    expect(events.map((event) => ('id' in event ? event.id : event.type))).toEqual(
      trades.map(({ tradeId }) => Number(tradeId)),
    )
  })

  it.each(Object.keys(dialects) as (keyof typeof dialects)[])(
    '%s: whatever else was recorded there is no crash',
    (venue) => {
      const read = openReader(dialects[venue], ['BTCUSDT', 'BTC-USDT', 'BTC/USD', 'ETHUSDT'])
      const files = readdirSync(join(folder, venue), { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile() && /\.(json|txt)$/.test(file.name))
        .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
      expect(files.length).toBeGreaterThan(40)
      for (const text of files) {
        for (const part of [text, ...text.split('\n')]) read(part)
      }
    },
  )
})
