// Runs on the bundled bars: the JSON's form, several scripts and symbols, one account or several,
// and that nothing but the clock differs between two runs.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { fixture, flat, workplace } from './watchfire.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the JSON holds is what the tests are about.
type Json = any

const place = workplace()
const WEEK = ['--from', '2025-05-05', '--to', '2025-05-12']
const BTC = ['--data', 'bundled', '--symbol', 'BTCUSDT', ...WEEK]
const BOTH = [...BTC, '--symbol', 'ETHUSDT', '--commission-bps', '2']

const validate = new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../../docs/backtest.schema.json', import.meta.url), 'utf8')),
)

function expectValid(report: Json): void {
  validate(report)
  expect(validate.errors).toBeNull()
}

const withoutClock = (report: Json): Json =>
  JSON.parse(JSON.stringify(report, (key, value) => (key === 'timing' ? undefined : value)))

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

describe('one script on one symbol', () => {
  let report: Json
  beforeAll(async () => {
    report = await place.backtest(fixture('trend.ts'), ...BTC)
  })

  it('has the form of the schema, its fields in order', () => {
    expectValid(report)
    expect(Object.keys(report).join(' ')).toBe(
      'engine script symbol timeframe bars from to summary trades equity transitions errors timing',
    )
    expect(Object.keys(report.trades[0]).join(' ')).toBe(
      'id side quantity entry_time entry_price exit_time exit_price fees pnl return bars_held ' +
        'entry_reason exit_reason mae mfe',
    )
  })

  it('counts strategy bars, and has one equity point for each', () => {
    expect(report.timeframe).toBe('5m')
    expect(report.bars).toBe(7 * 288)
    expect(report.equity).toHaveLength(7 * 288)
    expect([report.from, report.to]).toEqual([Date.UTC(2025, 4, 5), Date.UTC(2025, 4, 12)])
  })

  it('comes to what its trades come to', () => {
    expect(report.trades.length).toBeGreaterThan(10)
    const earned = sum(report.trades.map((trade: Json) => trade.pnl))
    expect(report.summary.net_profit).toBeCloseTo(earned, 6)
    expect(report.equity.at(-1)[1]).toBeCloseTo(10_000 + earned, 6)
  })

  it('is the same again, but for the time it took', async () => {
    const again = await place.backtest(fixture('trend.ts'), ...BTC)
    expect(withoutClock(again)).toEqual(withoutClock(report))
    expect(again.timing.run_ms).toBeGreaterThan(0)
  })

  it('draws other random numbers from another seed', async () => {
    const other = await place.backtest(fixture('trend.ts'), ...BTC, '--seed', '2')
    expect(other.trades).not.toEqual(report.trades)
  })

  it('follows --timeframe instead of the script', async () => {
    const hourly = await place.backtest(fixture('trend.ts'), ...BTC, '--timeframe', '1h')
    expect([hourly.timeframe, hourly.bars]).toEqual(['1h', 7 * 24])
    expect(hourly.equity).toHaveLength(7 * 24)
  })

  it('goes to stdout as JSON alone, logs to stderr', async () => {
    place.write('flat.csv', flat(3))
    const args = ['backtest', fixture('chatty.js'), '--data', 'flat.csv', '--symbol', 'ABC']
    const { code, stdout, stderr } = await place.watchfire(...args, '--json', '-')
    expect(code).toBe(0)
    expectValid(JSON.parse(stdout))
    expect(stderr).toContain('25 log lines not shown')
    expect(stderr.split('\n').filter((line) => line.includes(' line '))).toHaveLength(5)
    const { stderr: everything } = await place.watchfire(...args, '--logs', 'all')
    expect(everything.split('\n').filter((line) => line.includes(' line '))).toHaveLength(30)
  })
})

describe('two scripts on two symbols', () => {
  let apart: Json
  let together: Json
  beforeAll(async () => {
    const args = [fixture('trend.ts'), fixture('leader.js'), ...BOTH]
    apart = await place.backtest(...args)
    together = await place.backtest(...args, '--portfolio')
  })

  it('have the form of the schema', () => {
    expectValid(apart)
    expectValid(together)
    expect(Object.keys(apart).join(' ')).toBe('engine portfolio summary equity results')
    expect([apart.portfolio, together.portfolio]).toEqual([false, true])
  })

  it('are listed by symbol, then by script', () => {
    for (const { results } of [apart, together]) {
      expect(results.map((one: Json) => `${one.symbol} ${one.script.name}`)).toEqual([
        'BTCUSDT trend',
        'BTCUSDT leader',
        'ETHUSDT trend',
        'ETHUSDT leader',
      ])
    }
  })

  it('on accounts of their own are what each is alone', async () => {
    const alone = await place.backtest(fixture('trend.ts'), ...BTC, '--commission-bps', '2')
    expect(apart.results[0].trades).toEqual(alone.trades)
    expect(apart.results[0].summary).toEqual(alone.summary)
  })

  it('on accounts of their own add up at every time that has a point', () => {
    expect(apart.summary.initial_cash).toBe(40_000)
    const times = new Set<number>(
      apart.results.flatMap((one: Json) => one.equity.map((row: Json) => row[0])),
    )
    expect(apart.equity.map((row: Json) => row[0])).toEqual([...times].sort((a, b) => a - b))
    const worth = (one: Json, time: number) =>
      one.equity.findLast((row: Json) => row[0] <= time)?.[1] ?? 10_000
    for (const [time, value] of apart.equity.filter((_: Json, i: number) => i % 50 === 0)) {
      expect(value).toBeCloseTo(sum(apart.results.map((one: Json) => worth(one, time))), 6)
    }
    const last = sum(apart.results.map((one: Json) => one.summary.final_equity))
    expect(apart.summary.final_equity).toBeCloseTo(last, 6)
    expect(apart.summary.trades).toBe(sum(apart.results.map((one: Json) => one.trades.length)))
  })

  it('on one account share its cash', () => {
    const trades = together.results.flatMap((one: Json) => one.trades)
    expect(together.summary.initial_cash).toBe(10_000)
    expect(together.summary.trades).toBe(trades.length)
    const earned = sum(trades.map((trade: Json) => trade.pnl))
    expect(together.summary.final_equity).toBeCloseTo(10_000 + earned, 6)
    expect(together.equity.at(-1)[1]).toBe(together.summary.final_equity)
    // Each wants a half or more of the equity: together they cannot all have it.
    expect(trades).not.toEqual(apart.results.flatMap((one: Json) => one.trades))
  })

  it('take the params that they have', async () => {
    const args = [fixture('trend.ts'), fixture('leader.js'), ...BTC]
    const both = await place.watchfire('backtest', ...args, '--params', 'fast=5')
    // The leader needs the other symbol; with it alone missing, params are not at fault.
    expect(both.stderr).not.toContain('fast')
    const { stderr, code } = await place.watchfire('backtest', ...args, '--params', 'fats=5')
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean "fast"?')])
  })
})
