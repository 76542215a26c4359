// Indicators that compare two symbols: which bar of the other stands beside each own bar, and what a
// script may ask.
import { expect, test } from 'vitest'
import type { BacktestJob } from '#host/runner/protocol.ts'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { expectSame, feed, jsWatch, luaWatch, runScript, type Watch } from './isolates.ts'

const COUNT = 120
const btc = (i: number) => 100 + ((i * 37) % 17) + i / 10
const eth = (i: number) => 50 + ((i * 29) % 13) - i / 20
/** The other symbol begins late, and has a hole. */
const isThere = (i: number) => i >= 7 && !(i >= 40 && i < 52)
const FEEDS = [
  feed('BTCUSDT', COUNT, (i) => ({ close: btc(i) })),
  feed('ETHUSDT', COUNT, (i) => (isThere(i) ? { close: eth(i) } : null)),
]

const inJs = (watch: Watch, placement: BacktestJob['placement'] = 'inside') =>
  runScript({ language: 'js', files: { 's.js': jsWatch(watch) }, feeds: FEEDS, placement })
const inLua = (watch: Watch, placement: BacktestJob['placement'] = 'inside') =>
  runScript({ language: 'lua', files: { 's.lua': luaWatch(watch) }, feeds: FEEDS, placement })

/** The closes of bars of so many minutes, by the minute at which they close. */
function closes(of: (i: number) => number, minutes: number, has = (_: number) => true) {
  const byEnd = new Map<number, number>()
  for (let i = 0; i < COUNT; i++) {
    if (has(i)) byEnd.set((Math.floor(i / minutes) + 1) * minutes, of(i))
  }
  return byEnd
}

/** By hand: beside each own bar the last other bar that had closed; before there is one, nothing. */
function expected(name: string, length: number, minutes = 1): number[] {
  const spec = findIndicator(name)!
  if (spec.input !== 'pair') throw new Error(`${name} does not compare two symbols`)
  const running = spec.create(length)
  const other = [...closes(eth, minutes, isThere)]
  return [...closes(btc, minutes)].map(([end, value]) => {
    const latest = other.filter(([at]) => at <= end).at(-1)
    if (latest !== undefined) running.update(value, latest[1])
    return running.out[0]!
  })
}

test.each(['inside', 'outside'] as const)(
  'the latest closed bar of the other symbol counts, carried over its holes (%s)',
  async (placement) => {
    for (const name of ['correl', 'beta']) {
      const js = await inJs(
        { each: `say(indicators.${name}(10, { symbol: 'ETHUSDT' }))` },
        placement,
      )
      const lua = await inLua(
        { each: `say(indicators.${name}(10, {symbol = 'ETHUSDT'}))` },
        placement,
      )
      expectSame(js.logs, expected(name, 10))
      expectSame(lua.logs, expected(name, 10))
    }
  },
)

test('first asked late, it says what it would have said all along', async () => {
  const js = await inJs({
    each: "if (market.barIndex >= 90) say(indicators.correl(10, { symbol: 'ETHUSDT' }))",
  })
  expectSame(js.logs, expected('correl', 10).slice(90))
})

test('a longer timeframe holds for both symbols', async () => {
  const each =
    "if ((market.barIndex + 1) % 5 === 0) say(indicators.correl(6, { symbol: 'ETHUSDT', timeframe: '5m' }))"
  expectSame((await inJs({ each })).logs, expected('correl', 6, 5))
  const own = "say(indicators.correl(6, { symbol: 'ETHUSDT' }))"
  expectSame((await inJs({ each: own, timeframe: '5m' })).logs, expected('correl', 6, 5))
})

test('offset, source= and operands work as elsewhere', async () => {
  const hand = expected('correl', 10)
  const back = await inJs({ each: "say(indicators.correl(10, { symbol: 'ETHUSDT', offset: 4 }))" })
  expectSame(back.logs, [Number.NaN, Number.NaN, Number.NaN, Number.NaN, ...hand.slice(0, -4)])
  // Highs lie 1 above closes: a shift that correlation does not see.
  const highs = await inJs({
    each: "say(indicators.correl(10, { symbol: 'ETHUSDT', source: 'high' }))",
  })
  expectSame(highs.logs.slice(30), hand.slice(30))
  const each = "say(indicators.crossed_above({'correl', 10, {symbol = 'ETHUSDT'}}, 0.5))"
  const crossed = hand.map((value, i) => String(i > 0 && hand[i - 1]! <= 0.5 && value > 0.5))
  expect((await inLua({ each })).logs).toEqual(crossed)
  expect(crossed).toContain('true')
})

test('an indicator of a correlation, and the correlation of indicators', async () => {
  const smooth = await inJs({
    each: "say(indicators.sma(3, { source: ['correl', 10, { symbol: 'ETHUSDT' }] }))",
  })
  const hand = expected('correl', 10)
  const means = hand.map((_, i) =>
    i < 2 ? Number.NaN : (hand[i]! + hand[i - 1]! + hand[i - 2]!) / 3,
  )
  expectSame(smooth.logs, means)
  // Of sums over one bar each, nothing but the closes.
  const same = await inLua({
    each: "say(indicators.correl(10, {symbol = 'ETHUSDT', source = {'sma', 1}}))",
  })
  expectSame(same.logs, hand)
})

test.each([
  [
    'indicators.correl(10)',
    'indicators.correl compares two symbols: name the other one in the option symbol, as "ETHUSDT"',
  ],
  [
    "indicators.correl(10, { symbol: 'SOLUSDT' })",
    'symbol "SOLUSDT" is not part of this run; it has BTCUSDT, ETHUSDT',
  ],
  [
    "indicators.sma(3, { source: ['correl', 10] })",
    'indicators.correl compares two symbols: name the other one in the option symbol, as "ETHUSDT"',
  ],
  [
    "indicators.sma(3, { source: ['correl', 10, { symbol: 'ETHUSDT', offset: 1 }] })",
    "the source of sma is computed on sma's own bars: give offset to sma",
  ],
])('%s is an error', async (each, message) => {
  const { result } = await inJs({ each })
  expect(result!.errors[0]).toMatchObject({ code: 'threw', message, line: 7 })
})

test('no bar of the other symbol is seen before it has closed', async () => {
  const log = "say(indicators.correl(10, { symbol: 'ETHUSDT' }))"
  const whole = await inJs({ each: log })
  const changed = [
    FEEDS[0]!,
    feed('ETHUSDT', COUNT, (i) => (isThere(i) ? { close: i < 80 ? eth(i) : 999 - i } : null)),
  ]
  const other = await runScript({
    language: 'js',
    files: { 's.js': jsWatch({ each: log }) },
    feeds: changed,
  })
  expect(other.logs.slice(0, 80)).toEqual(whole.logs.slice(0, 80))
  expect(other.logs[80]).not.toBe(whole.logs[80])
})
