// One small backtest, worked by hand: what the script does is told beside each bar.
import { beforeAll, describe, expect, it } from 'vitest'
import { csv, fixture, START, workplace } from './watchfire.ts'

const place = workplace()

const BARS = [
  [100, 101, 99, 100],
  [100, 103, 100, 102], // rises by 2: jumped
  [102, 103, 101, 102], // go
  [104, 105, 103, 104.5], // bought 10 at 104
  [104.5, 106, 104, 106], // the second close in the trade: enough
  [107, 108, 106, 106], // sold at 107
  [106, 109, 106, 108], // jumped
  [108, 108, 107, 107], // go
  [107, 107, 104, 105], // bought at 107
  [105, 105, 102, 103], // enough
  [101, 102, 100, 101], // sold at 101
  [101, 104, 101, 103.5], // jumped
  [103, 104, 102, 103], // go
  [103, 105, 103, 105], // bought at 103, closed at 105 by the end of the data
] as const

const minute = (i: number) => START + i * 60_000

describe('a backtest that was worked by hand', () => {
  const args = [fixture('jump.js'), '--data', 'bars.csv', '--symbol', 'ABC']
  // biome-ignore lint/suspicious/noExplicitAny: what the JSON holds is what the tests are about.
  let report: any

  beforeAll(async () => {
    place.write('bars.csv', csv(BARS))
    report = await place.backtest(...args, '--commission-bps', '10')
  })

  it('says what was run', () => {
    expect(report.engine).toMatch(/^watchfire \d+\.\d+\.\d+$/)
    expect(report.script).toMatchObject({
      path: fixture('jump.js'),
      language: 'js',
      name: 'jump',
      params: { rise: 2, quantity: 10, mode: 'two', shorts: false },
    })
    expect(report).toMatchObject({ symbol: 'ABC', timeframe: '1m', bars: 14, errors: [] })
    expect([report.from, report.to]).toEqual([minute(0), minute(14)])
  })

  it('has the three trades with their prices, times and fees', () => {
    const closeTo = (value: number) => expect.closeTo(value, 9)
    expect(report.trades).toEqual([
      {
        id: 1,
        side: 'long',
        quantity: 10,
        entry_time: minute(3),
        entry_price: 104,
        exit_time: minute(5),
        exit_price: closeTo(107),
        fees: closeTo(1.04 + 1.07),
        pnl: closeTo(27.89),
        return: closeTo(27.89 / 1040),
        bars_held: 2,
        entry_reason: 'go',
        exit_reason: 'enough',
        mae: closeTo(1 / 104),
        mfe: closeTo(3 / 104),
      },
      expect.objectContaining({ id: 2, entry_price: 107, pnl: closeTo(-62.08), bars_held: 2 }),
      expect.objectContaining({
        id: 3,
        entry_time: minute(13),
        exit_time: minute(14),
        pnl: closeTo(17.92),
        exit_reason: 'end_of_data',
      }),
    ])
  })

  it('marks the equity at every close', () => {
    const values = [
      10_000, 10_000, 10_000, 10_003.96, 10_018.96, 10_027.89, 10_027.89, 10_027.89, 10_006.82,
      9986.82, 9965.81, 9965.81, 9965.81, 9983.73,
    ]
    expect(report.equity.map(([time]: number[]) => time)).toEqual(BARS.map((_, i) => minute(i + 1)))
    expect(report.equity.map(([, value]: number[]) => value)).toEqual(
      values.map((value) => expect.closeTo(value, 8)),
    )
  })

  it('tells every change of state', () => {
    const changes = report.transitions.map(Object.values)
    expect(changes.slice(0, 4)).toEqual([
      [minute(2), 1, 'Watch', 'CloseWatch', 'jumped'],
      [minute(3), 3, 'CloseWatch', 'InTrade', 'fill'],
      [minute(5), 5, 'InTrade', 'Watch', 'enough'],
      [minute(7), 6, 'Watch', 'CloseWatch', 'jumped'],
    ])
    expect(changes).toHaveLength(9)
  })

  it('sums it up', () => {
    const cagr = (9983.73 / 10_000) ** ((365.25 * 1440) / 14) - 1
    const drawdown = (10_027.89 - 9965.81) / 10_027.89
    const expected = {
      initial_cash: 10_000,
      final_equity: 9983.73,
      net_profit: -16.27,
      total_return: -0.001627,
      cagr,
      sharpe: null, // a single day has no spread of daily returns
      sortino: null,
      calmar: cagr / drawdown,
      max_drawdown: drawdown,
      max_drawdown_duration_ms: 6 * 60_000,
      volatility: null,
      trades: 3,
      win_rate: 2 / 3,
      profit_factor: 45.81 / 62.08,
      average_win: 22.905,
      average_loss: -62.08,
      expectancy: -16.27 / 3,
      exposure: 5 / 14,
      fees: 6.27,
    }
    expect(Object.keys(report.summary)).toEqual(Object.keys(expected))
    for (const [name, value] of Object.entries(expected)) {
      const received = report.summary[name]
      if (value === null) expect(received, name).toBeNull()
      else expect(received, name).toBeCloseTo(value, 8)
    }
  })

  it('tells people the same', async () => {
    const { stdout, stderr, code } = await place.watchfire('backtest', ...args)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/net profit\s+-10\.00\s+trades\s+3\n/)
    expect(stdout).toMatch(/1 +long +2025-01-01 00:03 +104 +2025-01-01 00:05 +107 +10 +30\.00/)
    expect(stdout).not.toContain('\x1b')
  })

  it('fills at the close where that is asked for, with slippage against the trader', async () => {
    const { trades } = await place.backtest(...args, '--fill-at', 'close', '--slippage-bps', '100')
    // Decided at bar 2's close of 102, one percent dearer.
    expect(trades[0]).toMatchObject({ entry_time: minute(3), entry_price: 102 * 1.01 })
  })

  it('uses the params that are given', async () => {
    const { script, trades } = await place.backtest(
      ...[...args, '--params', 'rise=2.5,mode=one', '--params', 'quantity=4,shorts=true'],
    )
    expect(script.params).toEqual({ rise: 2.5, quantity: 4, mode: 'one', shorts: true })
    expect(trades).toEqual([expect.objectContaining({ quantity: 4, entry_price: 103 })])
  })

  it('sees no bar outside of --from and --to', async () => {
    // From bar 6 on, up to and without bar 12.
    const cut = ['--from', '2025-01-01T00:06Z', '--to', String(minute(12))]
    const part = await place.backtest(...args, ...cut)
    expect([part.from, part.to, part.bars]).toEqual([minute(6), minute(12), 6])
    expect(part.trades).toMatchObject([{ entry_time: minute(8), exit_time: minute(10) }])
  })
})
