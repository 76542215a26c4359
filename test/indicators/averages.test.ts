// The averages and fitted lines: streaming against recomputation, by hand, and on odd markets.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { anySeries, column, expectRows, prices, wander } from './closeness.ts'
import {
  naiveAlma,
  naiveDema,
  naiveHma,
  naiveKama,
  naiveLine,
  naiveRma,
  naiveT3,
  naiveTema,
  naiveTrima,
  naiveVwma,
  naiveWma,
  naiveZlema,
  windows,
} from './naive-averages.ts'
import { naiveMama, naiveTrendline } from './naive-cycle.ts'
import { type Bar, runBars, runSource } from './series.ts'

const length = fc.tuple(fc.integer({ min: 2, max: 25 }))
const part = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const degrees = (slope: number) => (Math.atan(slope) * 180) / Math.PI

type Naive = (values: number[], args: number[]) => number[]
const line =
  (of: (line: { slope: number; intercept: number }, n: number) => number): Naive =>
  (values, [n]) =>
    windows(values, n!, (window) => of(naiveLine(window), n!))

/** Over the window that `warmup` says. */
const WINDOWS: [name: string, args: fc.Arbitrary<number[]>, naive: Naive][] = [
  ['wma', length, (values, [n]) => naiveWma(values, n!)],
  ['trima', length, (values, [n]) => naiveTrima(values, n!)],
  ['hma', length, (values, [n]) => naiveHma(values, n!)],
  [
    'alma',
    fc.tuple(fc.integer({ min: 1, max: 25 }), part(0, 1), part(0.5, 10)),
    (values, [n, offset, sigma]) => naiveAlma(values, [n!, offset!, sigma!]),
  ],
  [
    'midpoint',
    length,
    (values, [n]) => windows(values, n!, (w) => (Math.max(...w) + Math.min(...w)) / 2),
  ],
  ['linearreg', length, line(({ slope, intercept }, n) => intercept + slope * (n - 1))],
  ['linearreg_slope', length, line(({ slope }) => slope)],
  ['linearreg_intercept', length, line(({ intercept }) => intercept)],
  ['linearreg_angle', length, line(({ slope }) => degrees(slope))],
  ['tsf', length, line(({ slope, intercept }, n) => intercept + slope * n)],
]

/** Over all values since the first. */
const RECURSIONS: [name: string, args: fc.Arbitrary<number[]>, naive: Naive][] = [
  ['dema', length, (values, [n]) => naiveDema(values, n!)],
  ['tema', length, (values, [n]) => naiveTema(values, n!)],
  [
    't3',
    fc.tuple(
      length.map(([n]) => n),
      part(0, 1),
    ),
    (values, [n, v]) => naiveT3(values, n!, v!),
  ],
  ['kama', length, (values, [n]) => naiveKama(values, n!)],
  ['rma', length, (values, [n]) => naiveRma(values, n!)],
  ['zlema', length, (values, [n]) => naiveZlema(values, n!)],
]

const last = (name: string, args: number[], values: number[]) =>
  runSource(name, args, values).at(-1)!

describe('streaming equals the formula for', () => {
  it.each(WINDOWS)('%s', (name, someArgs, naive) => {
    fc.assert(
      fc.property(anySeries, someArgs, (inputs, args) => {
        const window = findIndicator(name)!.warmup(...args)
        const expected = column(naive(inputs, args))
        expectRows(runSource(name, args, inputs), expected, { inputs, window })
      }),
    )
  })

  it.each(RECURSIONS)('%s', (name, someArgs, naive) => {
    fc.assert(
      fc.property(anySeries, someArgs, (inputs, args) => {
        expectRows(runSource(name, args, inputs), column(naive(inputs, args)), { inputs })
      }),
    )
  })

  it('vwma, NaN while nothing is traded', () => {
    const volume = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 }), part(1e-9, 1e12))
    fc.assert(
      fc.property(prices, fc.array(volume, { minLength: 1 }), length, (closes, volumes, [n]) => {
        const bars = closes.map((close, i) => traded(close, volumes[i % volumes.length]!))
        const expected = column(naiveVwma(bars, n))
        expectRows(runBars('vwma', [n], bars), expected, { inputs: closes, window: n })
      }),
    )
  })

  // Where the in-phase component rounds to either side of nothing the phase may jump, so these are
  // held to series that move.
  it('mama', () => {
    const values = wander(3000)
    expectRows(runSource('mama', [0.5, 0.05], values), naiveMama(values, 0.5, 0.05), {
      inputs: values,
    })
    expectRows(runSource('mama', [0.2, 0.01], values), naiveMama(values, 0.2, 0.01), {
      inputs: values,
    })
  })

  it('ht_trendline', () => {
    const values = wander(3000)
    expectRows(runSource('ht_trendline', [], values), column(naiveTrendline(values)), {
      inputs: values,
    })
  })
})

function traded(close: number, volume: number): Bar {
  return { open: close, high: close, low: close, close, volume, openTime: 0 }
}

describe('values worked by hand', () => {
  it('weighs the latest the most in wma', () => {
    expect(last('wma', [3], [50, 1, 2, 6])[0]).toBeCloseTo((1 + 2 * 2 + 3 * 6) / 6, 14)
  })

  it('weighs the middle the most in trima, of odd and of even length', () => {
    expect(last('trima', [3], [50, 1, 2, 7])).toEqual([(1 + 2 * 2 + 7) / 4])
    expect(last('trima', [4], [50, 1, 2, 7, 3])).toEqual([(1 + 2 * 2 + 2 * 7 + 3) / 6])
  })

  it('fits the line of linearreg and its relatives', () => {
    // Mean 3, slope (6 − 1) / 2, so 0.5, 3, 5.5 and next 8.
    const values = [50, 1, 2, 6]
    expect(last('linearreg', [3], values)).toEqual([5.5])
    expect(last('linearreg_slope', [3], values)).toEqual([2.5])
    expect(last('linearreg_intercept', [3], values)).toEqual([0.5])
    expect(last('tsf', [3], values)).toEqual([8])
    expect(last('linearreg_angle', [2], [1, 2])[0]).toBeCloseTo(45, 12)
  })

  it('seeds both averages of dema with means of their first values', () => {
    // EMA(2): 2, then 2 + (6 − 2)·2/3 = 14/3; EMA of it: their mean 10/3; 28/3 − 10/3.
    expect(runSource('dema', [2], [1, 3, 6]).flat()).toEqual([NaN, NaN, expect.closeTo(6, 12)])
  })

  it('starts kama at the value before its first', () => {
    // Efficiency (4 − 1) / (2 + 1) = 1, so a weight of 4/9 on the way from 3 to 4.
    expect(runSource('kama', [2], [1, 3, 4]).flat()).toEqual([
      NaN,
      NaN,
      expect.closeTo(3 + 4 / 9, 12),
    ])
    // There and back: efficiency 0, a weight of (2/31)² on the way from 4 to 1.
    expect(last('kama', [2], [1, 4, 1])[0]).toBeCloseTo(4 - 3 * (2 / 31) ** 2, 12)
  })

  it('takes rma a third of the way at length 3', () => {
    expect(runSource('rma', [3], [1, 2, 3, 8]).flat()).toEqual([NaN, NaN, 2, 4])
  })

  it('has hma and zlema on a straight line, without a lag', () => {
    const straight = Array.from({ length: 90 }, (_, i) => 10 + 2 * i)
    // hma(9): WMA(4) lags 1 bar, WMA(9) 8/3, twice the one less the other leads 2/3, WMA(3) lags it.
    expect(last('hma', [9], straight)[0]).toBeCloseTo(188, 10)
    expect(last('zlema', [9], straight)[0]).toBeCloseTo(188, 5)
  })

  it('weighs vwma by volume', () => {
    const bars = [traded(99, 9), traded(10, 1), traded(20, 3)]
    expect(runBars('vwma', [2], bars).at(-1)).toEqual([17.5])
  })

  it('puts the middle of alma where its offset says', () => {
    // Narrow bells: at the oldest, in the middle, at the latest.
    expect(last('alma', [3, 0, 100], [7, 8, 9])).toEqual([7])
    expect(last('alma', [3, 0.5, 100], [7, 8, 9])).toEqual([8])
    expect(last('alma', [3, 1, 100], [7, 8, 9])).toEqual([9])
  })
})

const LEVEL =
  'wma dema tema trima kama t3 rma hma alma zlema linearreg linearreg_intercept tsf midpoint ht_trendline'
const defaults = (name: string) => findIndicator(name)!.args.map((arg) => arg.default ?? 20)

describe('a market that does not move', () => {
  const constant = fc.oneof(
    fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    fc.integer({ min: 1, max: 10_000_000 }).map((value) => value / 300),
  )

  it.each(LEVEL.split(' '))('has its price as %s', (name) => {
    fc.assert(
      fc.property(constant, (price) => {
        expect(last(name, defaults(name), Array(250).fill(price))).toEqual([price])
      }),
      { numRuns: 20 },
    )
  })

  it('has no slope, also where it only swings evenly', () => {
    expect(last('linearreg_slope', [14], Array(50).fill(1 / 3))).toEqual([0])
    expect(last('linearreg_slope', [3], [9, 1.1, 1.2, 1.1])).toEqual([0])
    expect(last('linearreg_angle', [5], [7, 0.7, 0.1, 0.3, 0.1, 0.7])).toEqual([0])
  })

  it('has its price as vwma, and none before anything is traded', () => {
    const bars = Array.from({ length: 60 }, (_, i) => traded(100 / 3, i % 4 === 0 ? 0 : i / 7))
    expect(runBars('vwma', [20], bars).at(-1)).toEqual([100 / 3])
    expect(runBars('vwma', [2], [traded(5, 0), traded(5, 0), traded(5, 1)]).flat()).toEqual([
      NaN,
      NaN,
      5,
    ])
  })
})

describe('a spike', () => {
  it.each(WINDOWS.map(([name]) => name))('leaves no trace in %s once it has left', (name) => {
    const calm = Array.from({ length: 90 }, (_, i) => 1 + (i % 7) / 10)
    const spiked = [...calm.slice(0, 30), 1e15, 1e-15, ...calm]
    expect(last(name, defaults(name), spiked)[0]).toBeCloseTo(
      last(name, defaults(name), calm)[0]!,
      12,
    )
  })
})

describe('after 300,000 values', () => {
  const values = wander(300_000).map((value) => value / 3)
  // As many as the slowest memory, of kama and rma, takes to fall below 1e-9.
  const memory = 6000

  it.each([...WINDOWS, ...RECURSIONS].map(([name, , naive]) => [name, naive] as const))(
    '%s has not drifted',
    (name, naive) => {
      const spec = findIndicator(name)!
      if (spec.input !== 'source') throw new Error(`expected ${name} to read a source`)
      const args = defaults(name)
      const running = spec.create(...args)
      for (const value of values) running.update(value)
      const expected = naive(values.slice(-memory), args).at(-1)!
      expect(Math.abs(running.out[0]! - expected)).toBeLessThanOrEqual(
        1e-9 * Math.max(...values.slice(-100)),
      )
    },
  )
})
