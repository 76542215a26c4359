// Turning points and levels: streaming against recomputation, by hand, and never taken back.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mildBars } from './any-bars.ts'
import { expectRows, wander } from './closeness.ts'
import { naiveSwings, previousDay } from './naive-structure.ts'
import { type Bar, runBars } from './series.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const bar = (high: number, low: number, more: Partial<Bar> = {}): Bar => ({
  open: low,
  high,
  low,
  close: high,
  volume: 1,
  openTime: 0,
  ...more,
})

describe('streaming equals the formula for', () => {
  it('pivot_high and pivot_low', () => {
    const sides = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
    fc.assert(
      fc.property(mildBars, sides, (bars, args) => {
        const highs = naiveSwings(
          bars.map(({ high }) => high),
          args,
        )
        const lows = naiveSwings(
          bars.map(({ low }) => -low),
          args,
        )
        expect(runBars('pivot_high', args, bars)).toEqual(highs)
        expect(runBars('pivot_low', args, bars)).toEqual(
          lows.map(([price, since]) => [-price!, since]),
        )
      }),
    )
  })

  it.each([
    ['traditional', 0],
    ['classic', 1],
    ['fibonacci', 2],
    ['camarilla', 3],
  ])('pivot_points, %s', (method, index) => {
    fc.assert(
      fc.property(mildBars, (bars) => {
        const expected = bars.map((_, i) => {
          const day = previousDay(bars, i)
          if (day === null) return Array(7).fill(NaN)
          const { high: h, low: l, close: c } = day
          const p = (h + l + c) / 3
          const around = (center: number, ...parts: number[]) => [
            p,
            ...parts.map((part) => center + part * (h - l)),
            ...parts.map((part) => center - part * (h - l)),
          ]
          if (method === 'fibonacci') return around(p, 0.382, 0.618, 1)
          if (method === 'camarilla') return around(c, 1.1 / 12, 1.1 / 6, 1.1 / 4)
          const r3 = method === 'classic' ? p + 2 * (h - l) : h + 2 * (p - l)
          const s3 = method === 'classic' ? p - 2 * (h - l) : l - 2 * (h - p)
          return [p, 2 * p - l, p + (h - l), r3, 2 * p - h, p - (h - l), s3]
        })
        const inputs = bars.map(({ high }) => high)
        expectRows(runBars('pivot_points', [index], bars), expected, { inputs })
      }),
    )
  })
})

describe('values worked by hand', () => {
  it('tells a swing high only when the bars to its right have closed', () => {
    const highs = [1, 2, 5, 3, 4, 2, 1, 9, 1]
    const rows = runBars(
      'pivot_high',
      [2, 2],
      highs.map((high) => bar(high, 0)),
    )
    // 5 is confirmed by 3 and 4; 9 is not, as only one bar has followed it.
    expect(rows.map(([price]) => price)).toEqual([NaN, NaN, NaN, NaN, 5, 5, 5, 5, 5])
    expect(rows.map(([, since]) => since)).toEqual([NaN, NaN, NaN, NaN, 2, 3, 4, 5, 6])
  })

  it('takes the last of equal highs for the swing', () => {
    const rows = runBars(
      'pivot_high',
      [1, 1],
      [1, 5, 5, 1].map((high) => bar(high, 0)),
    )
    expect(rows.map(([, since]) => since)).toEqual([NaN, NaN, NaN, 1])
  })

  it('confirms points of the zigzag when price has gone far enough, and never before', () => {
    const rows = runBars(
      'zigzag',
      [10],
      [
        bar(100, 99),
        bar(105, 101), // up 6 % from 99: not enough
        bar(110, 104), // 11 %: the low of 99 two bars ago is a point
        bar(120, 112),
        bar(118, 109), // down 9.2 % from 120
        bar(112, 108), // down 10 %: the high of 120 two bars ago
        bar(109, 100),
        bar(111, 99), // a lower low ends no leg, although 111 is 11 % above 100
        bar(109, 105), // 10.1 % above 99
      ],
    )
    expect(rows).toEqual([
      [NaN, NaN, NaN],
      [NaN, NaN, NaN],
      [99, -1, 2],
      [99, -1, 3],
      [99, -1, 4],
      [120, 1, 2],
      [120, 1, 3],
      [120, 1, 4],
      [99, -1, 1],
    ])
  })

  it('leaves the first point of the zigzag open while one bar could have made either', () => {
    const rows = runBars('zigzag', [10], [bar(100, 99), bar(115, 85), bar(114, 90), bar(110, 103)])
    // 115 and 85 came in one bar; the next goes 21.7 % down from 115 and 34 % up from 85: either.
    expect(rows.flat().every(Number.isNaN)).toBe(true)
  })

  it('makes pivot points of the whole day before, not of half a first day', () => {
    const at = (hours: number, high: number, low: number) =>
      bar(high, low, { openTime: hours * HOUR_MS })
    const rows = runBars(
      'pivot_points',
      [0],
      [at(12, 50, 40), at(24, 16, 10), at(36, 12, 7), at(48, 20, 19), at(60, 30, 1)],
    )
    expect(rows.slice(0, 3).flat().every(Number.isNaN)).toBe(true)
    // High 16, low 7, close 12: pivot 35/3.
    expect(rows[3]![0]).toBeCloseTo(35 / 3, 12)
    expect(rows[3]![1]).toBeCloseTo(70 / 3 - 7, 12)
    expect(rows[3]![3]).toBeCloseTo(16 + 2 * (35 / 3 - 7), 12)
    expect(rows[4]).toEqual(rows[3])
  })

  it('uses a first day that begins at 00:00 UTC', () => {
    const days = [0, 1, 2].map((day) => bar(10 + day, 4, { openTime: day * DAY_MS }))
    expect(runBars('pivot_points', [0], days).map(([pivot]) => pivot)).toEqual([NaN, 8, 26 / 3])
  })
})

describe('points that have been told', () => {
  it.each([
    ['pivot_high', [3, 2]],
    ['pivot_low', [3, 2]],
    ['zigzag', [1]],
  ] as const)('by %s are prices of bars that had closed', (name, args) => {
    fc.assert(
      fc.property(mildBars, (bars) => {
        runBars(name, [...args], bars).forEach((row, i) => {
          const since = row.at(-1)!
          if (Number.isNaN(since)) return
          const at = bars[i - since]!
          expect([at.high, at.low]).toContain(row[0])
        })
      }),
    )
  })

  it('of the zigzag are at least the deviation apart and alternate', () => {
    const values = wander(20_000)
    const bars = values.map((price) => bar(price * 1.0005, price * 0.9995))
    const points: number[][] = []
    for (const [price, direction] of runBars('zigzag', [2], bars)) {
      const before = points.at(-1)
      if (Number.isNaN(price!) || (before?.[0] === price && before?.[1] === direction)) continue
      points.push([price!, direction!])
    }
    expect(points.length).toBeGreaterThan(20)
    points.slice(1).forEach(([price, direction], i) => {
      expect(direction).toBe(-points[i]![1]!)
      const change = direction! * (price! / points[i]![0]! - 1)
      expect(change).toBeGreaterThanOrEqual(0.02 * (1 - 1e-9))
    })
  })
})
