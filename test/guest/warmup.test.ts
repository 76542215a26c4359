// What a run says of its indicators' warm-up. By hand: a value is there once so many bars have closed;
// evaluation begins at the bar whose index is `warmup`, which is the (warmup + 1)-th.
import { expect, test } from 'vitest'
import { feed, jsWatch, luaWatch, runScript } from './isolates.ts'

const FEEDS = ['BTCUSDT', 'ETHUSDT'].map((symbol) =>
  feed(symbol, 400, (i) => ({ close: 100 + ((i * 37) % 17) })),
)

const needOf = async (language: 'js' | 'lua', each: string, top = '', timeframe = '1m') => {
  const write = language === 'js' ? jsWatch : luaWatch
  const files = { [`s.${language}`]: write({ top, each, timeframe }) }
  const { result } = await runScript({ language, files, feeds: FEEDS })
  expect(result!.errors).toEqual([])
  return result!.warmup!
}

test.each([
  ['indicators.macd(12, 26, 9)', 33, 'macd(12, 26, 9)'],
  ['indicators.ema(9); indicators.sma(50); indicators.ema(20)', 49, 'sma(50)'],
  ['indicators.ema(9, { offset: 3 })', 11, 'ema(9), 3 bars back'],
  // Each value of the RSI needs one bar more than its length; the average begins with the first.
  ["indicators.ema(9, { source: ['rsi', 14] })", 22, 'ema(9) of rsi(14)'],
  ["indicators.crossedAbove(['ema', 9], 100)", 9, 'ema(9), 1 bar back'],
  ["indicators.rising(['ema', 9], 4)", 12, 'ema(9), 4 bars back'],
  ["indicators.sma(3, { timeframe: '15m' })", 44, 'sma(3) on 15m'],
  ["indicators.correl(20, { symbol: 'ETHUSDT' })", 19, 'correl(20) with ETHUSDT'],
  ["indicators.sma(9, { symbol: 'ETHUSDT' })", 8, 'sma(9) of ETHUSDT'],
  ["indicators.ppo(5, 10, 'ema')", 9, 'ppo(5, 10, "ema")'],
  ['market.highest(20)', 0, null],
])('%s needs %i strategy bars', async (each, needed, by) => {
  expect(await needOf('js', each)).toMatchObject({ needed, by })
})

test('strategy bars of another timeframe count as what they are', async () => {
  const each = "indicators.sma(3, { timeframe: '15m' })"
  expect(await needOf('js', each, '', '5m')).toMatchObject({ needed: 8, by: 'sma(3) on 15m' })
})

test('a script’s own indicator counts as it says, in both languages', async () => {
  const js =
    "defineIndicator({ name: 'slow', args: [{ name: 'n' }], warmup: (n) => 2 * n, create: () => () => 1 })"
  const lua =
    'define_indicator { name = "slow", args = {{name = "n"}}, warmup = function(n) return 2 * n end, create = function() return function() return 1 end end }'
  const expected = { needed: 41, by: 'slow(21)' }
  expect(await needOf('js', 'indicators.slow(21)', js)).toMatchObject(expected)
  expect(await needOf('lua', 'indicators.slow(21)', lua)).toMatchObject(expected)
})

test('the first decision without a value is kept, and one with all values is none', async () => {
  const early = 'if (!(indicators.ema(20) > 1000)) return { early: true }'
  expect((await needOf('js', early)).cold).toEqual({ barIndex: 0, by: 'ema(20)' })
  const late = 'if (indicators.ema(20) < 1000) return { late: true }'
  expect((await needOf('js', late)).cold).toBeNull()
  const lua = 'if not (indicators.ema(20) > 1000) then return { early = true } end'
  expect((await needOf('lua', lua)).cold).toEqual({ barIndex: 0, by: 'ema(20)' })
})
