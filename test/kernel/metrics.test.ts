// The figures of a run, against hand-worked numbers and a plain second reckoning.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { periodsPerYear, type RunRecord, summarise } from '#kernel/metrics.ts'
import type { Trade } from '#sdk/domain.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONDAY = Date.UTC(2024, 0, 1)

const trade = (pnl: number, fees = 0) => ({ pnl, fees }) as Trade

/** A run of equity points, each [hours since Monday 00:00, value]. */
function run(points: readonly (readonly [number, number])[], more: Partial<RunRecord> = {}) {
  const equityTimes = Float64Array.from(points, ([hours]) => MONDAY + hours * HOUR)
  return summarise({
    trades: [],
    equityTimes,
    equityValues: Float64Array.from(points, ([, value]) => value),
    exposedPoints: 0,
    initialCash: 100,
    from: MONDAY,
    to: equityTimes.at(-1) ?? MONDAY,
    periodsPerYear: 252,
    ...more,
  })
}

describe('profit', () => {
  it('is the last point against the initial cash', () => {
    expect(
      run([
        [24, 90],
        [48, 125],
      ]),
    ).toMatchObject({
      initial_cash: 100,
      final_equity: 125,
      net_profit: 25,
      total_return: 0.25,
    })
  })

  it('grows at a compound annual rate of years of 365.25 days', () => {
    // +44 % in two years is 20 % a year; −50 % in half a year is −75 %.
    const years = (n: number) => ({ to: MONDAY + n * 365.25 * DAY })
    expect(run([[24, 144]], years(2)).cagr).toBeCloseTo(0.2, 12)
    expect(run([[24, 50]], years(0.5)).cagr).toBeCloseTo(-0.75, 12)
    expect(run([[24, 0]], years(1)).cagr).toBe(-1)
  })

  it('has no annual rate over no time, after a total loss and more, or beyond all numbers', () => {
    expect(run([[24, 110]], { to: MONDAY }).cagr).toBeNull()
    expect(run([[24, -10]], { to: MONDAY + 100 * DAY }).cagr).toBeNull()
    expect(run([[0.1, 200]]).cagr).toBeNull()
  })

  it('of a run without points is nothing', () => {
    expect(run([])).toEqual({
      initial_cash: 100,
      final_equity: 100,
      net_profit: 0,
      total_return: 0,
      cagr: null,
      sharpe: null,
      sortino: null,
      calmar: null,
      max_drawdown: 0,
      max_drawdown_duration_ms: 0,
      volatility: null,
      trades: 0,
      win_rate: null,
      profit_factor: null,
      average_win: null,
      average_loss: null,
      expectancy: null,
      exposure: null,
      fees: 0,
    })
  })
})

describe('daily figures', () => {
  it('follow their formulas', () => {
    // Returns 10 %, −10 %, 0: mean 0; then 10 %, −10 %, 10 %: mean 1/30, deviations 2/30, −4/30,
    // 2/30: variance 24/900/2 = 1/75; downside 0.01/3.
    const flat = run([
      [24, 110],
      [48, 99],
      [72, 99],
    ])
    expect(flat.sharpe).toBeCloseTo(0, 12)
    expect(flat.volatility).toBeCloseTo(Math.sqrt(0.01) * Math.sqrt(252), 12)
    const up = run([
      [24, 110],
      [48, 99],
      [72, 108.9],
    ])
    expect(up.volatility).toBeCloseTo(Math.sqrt(1 / 75) * Math.sqrt(252), 12)
    expect(up.sharpe).toBeCloseTo((1 / 30 / Math.sqrt(1 / 75)) * Math.sqrt(252), 12)
    expect(up.sortino).toBeCloseTo((1 / 30 / Math.sqrt(0.01 / 3)) * Math.sqrt(252), 12)
  })

  it('take the last point of each UTC day, one at 00:00 for the day that it ends', () => {
    const hourly = run([
      [1, 50],
      [23, 300],
      [24, 110],
      [25, 1],
      [48, 99],
      [49, 7],
      [60, 108.9],
    ])
    const daily = run([
      [24, 110],
      [48, 99],
      [72, 108.9],
    ])
    expect(hourly.sharpe).toBeCloseTo(daily.sharpe!, 12)
    expect(hourly.volatility).toBeCloseTo(daily.volatility!, 12)
  })

  it('pass over days without a point', () => {
    const gap = run([
      [24, 110],
      [96, 99],
      [500, 108.9],
    ])
    expect(gap.sharpe).toBeCloseTo(
      run([
        [24, 110],
        [48, 99],
        [72, 108.9],
      ]).sharpe!,
      12,
    )
  })

  it('grow with the root of the periods in a year', () => {
    const points = [
      [24, 110],
      [48, 99],
      [72, 108.9],
    ] as const
    const crypto = run(points, { periodsPerYear: 365 })
    expect(crypto.sharpe! / run(points).sharpe!).toBeCloseTo(Math.sqrt(365 / 252), 12)
  })

  it('are null under two returns', () => {
    const none = { sharpe: null, sortino: null, volatility: null }
    expect(
      run([
        [1, 110],
        [24, 120],
      ]),
    ).toMatchObject(none)
    expect(
      run([
        [24, 120],
        [25, 130],
      ]).volatility,
    ).not.toBeNull()
  })

  it('are null where nothing varies, or nothing falls', () => {
    expect(
      run([
        [24, 100],
        [48, 100],
      ]),
    ).toMatchObject({ sharpe: null, sortino: null, volatility: 0 })
    const rising = run([
      [24, 110],
      [48, 132],
    ])
    expect(rising.sortino).toBeNull()
    expect(rising.sharpe).toBeGreaterThan(0)
  })
})

describe('drawdown', () => {
  it('is the deepest fall below an earlier peak', () => {
    expect(
      run([
        [1, 120],
        [2, 90],
        [3, 130],
        [4, 104],
      ]).max_drawdown,
    ).toBe(0.25)
  })

  it('starts at the initial cash', () => {
    const summary = run([
      [1, 80],
      [2, 90],
    ])
    expect(summary.max_drawdown).toBeCloseTo(0.2, 12)
    expect(summary.max_drawdown_duration_ms).toBe(2 * HOUR)
  })

  it('lasts from its peak to the first point at or above it', () => {
    expect(
      run([
        [1, 120],
        [2, 90],
        [3, 110],
        [5, 120],
        [6, 121],
      ]).max_drawdown_duration_ms,
    ).toBe(4 * HOUR)
  })

  it('lasts to the last point where that never comes', () => {
    expect(
      run([
        [1, 120],
        [2, 90],
        [9, 119],
      ]).max_drawdown_duration_ms,
    ).toBe(8 * HOUR)
  })

  it('that lasted longest need not be the deepest', () => {
    const summary = run([
      [1, 120],
      [2, 60],
      [3, 120],
      [4, 119],
      [10, 120],
    ])
    expect(summary.max_drawdown).toBe(0.5)
    expect(summary.max_drawdown_duration_ms).toBe(7 * HOUR)
  })

  it('begins at the last of several equal peaks', () => {
    expect(
      run([
        [1, 120],
        [8, 120],
        [9, 119],
        [10, 120],
      ]).max_drawdown_duration_ms,
    ).toBe(2 * HOUR)
  })

  it('is none while equity never falls', () => {
    expect(
      run([
        [1, 100],
        [50, 100],
        [90, 101],
      ]),
    ).toMatchObject({
      max_drawdown: 0,
      max_drawdown_duration_ms: 0,
      calmar: null,
    })
  })

  it('divides the annual growth', () => {
    const summary = run(
      [
        [24, 80],
        [48, 144],
      ],
      { to: MONDAY + 2 * 365.25 * DAY },
    )
    expect(summary.calmar).toBeCloseTo(0.2 / 0.2, 12)
  })
})

describe('trades', () => {
  it('are wins above zero and losses below it, net of fees', () => {
    const trades = [trade(30, 1), trade(-10, 2), trade(0, 3), trade(10), trade(-40)]
    expect(run([[24, 100]], { trades })).toMatchObject({
      trades: 5,
      win_rate: 0.4,
      profit_factor: 0.8,
      average_win: 20,
      average_loss: -25,
      expectancy: -2,
      fees: 6,
    })
  })

  it('without losses have no profit factor and no average loss', () => {
    expect(run([[24, 100]], { trades: [trade(5)] })).toMatchObject({
      win_rate: 1,
      profit_factor: null,
      average_win: 5,
      average_loss: null,
    })
  })

  it('without wins have a profit factor of zero', () => {
    expect(run([[24, 100]], { trades: [trade(-5)] })).toMatchObject({
      win_rate: 0,
      profit_factor: 0,
      average_win: null,
      average_loss: -5,
    })
  })

  it('expose the account at a share of its points', () => {
    expect(
      run(
        [
          [1, 100],
          [2, 100],
          [3, 100],
          [4, 100],
        ],
        { exposedPoints: 3 },
      ).exposure,
    ).toBe(0.75)
  })
})

describe('the periods in a year', () => {
  const openTimes = (...days: number[]) => Float64Array.from(days, (day) => MONDAY + day * DAY)

  it('are 252 for bars from Monday to Friday', () => {
    expect(periodsPerYear(openTimes(0, 1, 2, 3, 4, 7, 8), 7)).toBe(252)
  })

  it('are 365 with a single bar on a Saturday or a Sunday, to the minute', () => {
    expect(periodsPerYear(openTimes(4, 5), 2)).toBe(365)
    expect(periodsPerYear(openTimes(4, 6), 2)).toBe(365)
    expect(periodsPerYear(openTimes(4 + 1439 / 1440), 1)).toBe(252)
    expect(periodsPerYear(openTimes(6 + 1439 / 1440), 1)).toBe(365)
  })

  it('heed only as many bars as there are', () => {
    expect(periodsPerYear(openTimes(0, 5), 1)).toBe(252)
    expect(periodsPerYear(new Float64Array(4), 0)).toBe(252)
  })
})

describe('a second reckoning', () => {
  const points = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 50, max: 200 })),
    { minLength: 1, maxLength: 60 },
  )

  // Day by day through a map, drawdowns by comparing every pair of points.
  it('day by day and pair by pair comes to the same', () => {
    fc.assert(
      fc.property(points, (steps) => {
        let hours = 0
        const curve = steps.map(([gap, value]) => {
          hours += gap
          return [hours, value] as const
        })
        const summary = run(curve)
        const days = new Map<string, number>()
        for (const [at, value] of curve) {
          days.set(new Date(MONDAY + at * HOUR - 1).toISOString().slice(0, 10), value)
        }
        const values = [100, ...days.values()]
        const returns = values.slice(1).map((value, i) => (value - values[i]!) / values[i]!)
        expect(summary.volatility === null).toBe(returns.length < 2)
        if (summary.volatility !== null) {
          const mean = returns.reduce((a, b) => a + b) / returns.length
          const meanSquare = returns.reduce((a, b) => a + b * b, 0) / returns.length
          const sample = ((meanSquare - mean * mean) * returns.length) / (returns.length - 1)
          expect(summary.volatility).toBeCloseTo(Math.sqrt(Math.max(0, sample) * 252), 5)
        }
        const all = [[0, 100] as const, ...curve]
        let depth = 0
        let longest = 0
        for (const [i, [start, peak]] of all.entries()) {
          const later = all.slice(i + 1)
          const back = later.findIndex(([, value]) => value >= peak)
          const under = back < 0 ? later : later.slice(0, back)
          for (const [, value] of under) depth = Math.max(depth, 1 - value / peak)
          if (under.length === 0) continue
          const [end] = back < 0 ? later.at(-1)! : later[back]!
          longest = Math.max(longest, (end - start) * HOUR)
        }
        expect(summary.max_drawdown).toBeCloseTo(depth, 12)
        expect(summary.max_drawdown_duration_ms).toBe(longest)
      }),
      { numRuns: 500 },
    )
  })
})
