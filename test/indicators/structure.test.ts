// The structure indicators: streaming against recomputation, by hand, and on odd markets. Those with
// points and levels (pivot_high, pivot_low, pivot_points, zigzag): structure-points.test.ts.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { anyBars } from './any-bars.ts'
import { anySeries, expectRows, prices, wander } from './closeness.ts'
import {
  moments,
  naiveHeikinAshi,
  naiveIchimoku,
  naiveMedian,
  naivePercentRank,
  naiveQuantile,
  naiveZScore,
  over,
} from './naive-structure.ts'
import { type Bar, runBars, runSource } from './series.ts'

const length = fc.integer({ min: 1, max: 25 })

/** Rows of outputs for two series, as one symbol's and the other's. */
function runPair(name: string, args: number[], pairs: readonly (readonly [number, number])[]) {
  const spec = findIndicator(name)
  if (spec?.input !== 'pair') throw new Error(`expected ${name} to read a pair`)
  const running = spec.create(...args)
  return pairs.map(([value, other]) => {
    running.update(value, other)
    return [...running.out]
  })
}

const bar = (high: number, low: number, more: Partial<Bar> = {}): Bar => ({
  open: low,
  high,
  low,
  close: high,
  volume: 1,
  openTime: 0,
  ...more,
})

const ageOf = (window: number[], extreme: number) => window.length - 1 - window.lastIndexOf(extreme)

describe('streaming equals the formula for', () => {
  it.each([
    ['highest', (values: number[], n: number) => over(values, n, (w) => Math.max(...w))],
    ['lowest', (values: number[], n: number) => over(values, n, (w) => Math.min(...w))],
    [
      'bars_since_highest',
      (values: number[], n: number) => over(values, n, (w) => ageOf(w, Math.max(...w))),
    ],
    [
      'bars_since_lowest',
      (values: number[], n: number) => over(values, n, (w) => ageOf(w, Math.min(...w))),
    ],
    ['percent_rank', naivePercentRank],
  ] as const)('%s, to the last digit', (name, naive) => {
    fc.assert(
      fc.property(anySeries, length, (values, n) => {
        expect(runSource(name, [n], values)).toEqual(naive(values, n))
      }),
    )
  })

  it('median', () => {
    fc.assert(
      fc.property(anySeries, length, (inputs, n) => {
        const expected = naiveMedian(inputs, n)
        expectRows(runSource('median', [n], inputs), expected, { inputs, window: n })
      }),
    )
  })

  it('quantile', () => {
    const fraction = fc.oneof(
      fc.constantFrom(0, 0.25, 0.5, 0.9, 1),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(anySeries, length, fraction, (inputs, n, part) => {
        const expected = naiveQuantile(inputs, n, part)
        expectRows(runSource('quantile', [n, part], inputs), expected, { inputs, window: n })
      }),
    )
  })

  it('z_score', () => {
    fc.assert(
      fc.property(prices, fc.integer({ min: 2, max: 25 }), (values, n) => {
        const expected = naiveZScore(values, n)
        expectRows(runSource('z_score', [n], values), expected, { inputs: values.map(() => 1) })
      }),
    )
  })

  const cents = fc.integer({ min: 1, max: 1_000_000 }).map((value) => value / 100)
  const pairs = fc.oneof(
    fc.array(fc.tuple(cents, cents), { minLength: 1, maxLength: 100 }),
    fc.array(fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(1e6, 1e-6)), { maxLength: 100 }),
  )

  it('correl', () => {
    fc.assert(
      fc.property(pairs, length, (rows, n) => {
        const expected = rows.map((_, i) => {
          if (i + 1 < n) return [NaN]
          const window = rows.slice(i + 1 - n, i + 1)
          const [xs, ys] = [window.map(([x]) => x), window.map(([, y]) => y)]
          const isFlat = xs.every((x) => x === xs[0]) || ys.every((y) => y === ys[0])
          const { xx, yy, xy } = moments(xs, ys)
          return [isFlat ? 0 : xy / Math.sqrt(xx * yy)]
        })
        expectRows(runPair('correl', [n], rows), expected, { inputs: rows.map(() => 1) })
      }),
    )
  })

  it('beta', () => {
    fc.assert(
      fc.property(pairs, length, (rows, n) => {
        const returns = rows.slice(1).map(([x, y], i) => [x / rows[i]![0] - 1, y / rows[i]![1] - 1])
        const expected = rows.map((_, i) => {
          if (i < n) return [NaN]
          const window = returns.slice(i - n, i)
          const [own, market] = [window.map(([x]) => x!), window.map(([, y]) => y!)]
          const { xx, xy } = moments(market, own)
          return [xx < 1e-24 ? 0 : xy / xx]
        })
        const actual = runPair('beta', [n], rows)
        actual.forEach(([value], i) => {
          const [goal] = expected[i]!
          // The same return from other prices differs in its last digits, and so from none.
          const market = returns.slice(Math.max(0, i - n), i).map(([, y]) => y!)
          const { xx } = moments(market, market)
          if (Number.isNaN(goal!) || xx > 1e-12) {
            expectRows([[value!]], [[goal!]], { inputs: [Math.max(1, Math.abs(goal!) * 10)] })
          }
        })
      }),
    )
  })

  it('heikin_ashi', () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const inputs = bars.map(({ high }) => high)
        expectRows(runBars('heikin_ashi', [], bars), naiveHeikinAshi(bars), { inputs })
      }),
    )
  })

  it('ichimoku', () => {
    const lengths = fc.tuple(length, length, length, fc.integer({ min: 1, max: 12 }))
    fc.assert(
      fc.property(anyBars, lengths, (bars, args) => {
        const inputs = bars.map(({ high }) => high)
        expectRows(runBars('ichimoku', args, bars), naiveIchimoku(bars, args), { inputs })
      }),
    )
  })
})

describe('values worked by hand', () => {
  it('shifts the cloud by one bar less than the displacement', () => {
    const rows = runBars(
      'ichimoku',
      [1, 2, 3, 3],
      [4, 8, 6, 2, 10].map((high) => bar(high, 0)),
    )
    // Bar 4: conversion 10/2, base 10/2; two bars earlier conversion 3, base 4, span b 8/2.
    expect(rows[3]).toEqual([NaN, NaN, NaN, NaN])
    expect(rows[4]).toEqual([5, 5, 3.5, 4])
  })

  it('gives the slope of a symbol’s returns over the other’s as beta', () => {
    // The other moves +1 %, −1 %, +1 %; the symbol twice as much.
    const pairs = [
      [100, 100],
      [102, 101],
      [99.96, 99.99],
      [101.9592, 100.9899],
    ] as const
    expect(runPair('beta', [3], pairs).at(-1)![0]).toBeCloseTo(2, 10)
  })

  it('ranks a value among those before it', () => {
    expect(runSource('percent_rank', [4], [1, 2, 3, 4, 2]).at(-1)).toEqual([50])
    expect(runSource('percent_rank', [4], [1, 2, 3, 4, 9]).at(-1)).toEqual([100])
  })

  it('finds quantiles as Excel’s PERCENTILE.INC does', () => {
    expect(runSource('quantile', [4, 0.4], [3, 1, 4, 2]).at(-1)![0]).toBeCloseTo(2.2, 14)
    expect(runSource('median', [4], [3, 1, 4, 2]).at(-1)).toEqual([2.5])
  })

  it('has a z-score, a correlation and a beta of 0 where nothing moves', () => {
    expect(runSource('z_score', [5], Array(9).fill(0.1)).at(-1)).toEqual([0])
    const pairs = Array.from({ length: 9 }, (_, i) => [1 + (i % 3), 0.1] as const)
    expect(runPair('correl', [5], pairs).at(-1)).toEqual([0])
    expect(runPair('beta', [5], pairs).at(-1)).toEqual([0])
  })
})

describe('after two million bars', () => {
  const BARS = 2_000_000
  const WINDOW = 200
  const walk = wander(BARS)

  it('correl, beta and z_score have not drifted, and a spike has left no trace', () => {
    const correl = findIndicator('correl')!
    const beta = findIndicator('beta')!
    const zScore = findIndicator('z_score')!
    if (correl.input !== 'pair' || beta.input !== 'pair' || zScore.input !== 'source') {
      throw new Error('expected two pairs and a source')
    }
    const [a, b, z] = [correl.create(WINDOW), beta.create(WINDOW), zScore.create(WINDOW)]
    const other = (i: number) => (i === BARS - 1000 ? 1e12 : 300 + Math.sin(i * i) + walk[i]! / 10)
    for (let i = 0; i < BARS; i++) {
      a.update(walk[i]!, other(i))
      b.update(walk[i]!, other(i))
      z.update(other(i))
    }
    const from = BARS - WINDOW - 1
    const xs = walk.slice(from)
    const ys = xs.map((_, i) => other(from + i))
    const { xx, yy, xy } = moments(xs.slice(1), ys.slice(1))
    expect(a.out[0]).toBeCloseTo(xy / Math.sqrt(xx * yy), 9)
    const changes = (values: number[]) => values.slice(1).map((v, i) => v / values[i]! - 1)
    const returns = moments(changes(ys), changes(xs))
    expect(b.out[0]).toBeCloseTo(returns.xy / returns.xx, 9)
    expect(z.out[0]).toBeCloseTo(naiveZScore(ys.slice(1), WINDOW).at(-1)![0]!, 9)
  })
})
