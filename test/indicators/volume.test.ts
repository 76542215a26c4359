// The volume indicators: streaming against recomputation, by hand, and on odd markets.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { anyBars, mildBars } from './any-bars.ts'
import { expectRows } from './closeness.ts'
import {
  eases,
  forces,
  moneyFlows,
  naiveAd,
  naiveAdosc,
  naiveAnchoredVwap,
  naiveCmf,
  naiveEom,
  naiveForceIndex,
  naiveObv,
  naivePvt,
  naiveVolumeIndex,
  naiveVolumeProfile,
  naiveVwapBands,
} from './naive-volume.ts'
import { type Bar, runBars } from './series.ts'

const HOUR_MS = 3_600_000

const length = fc.integer({ min: 1, max: 25 })
const longer = fc.integer({ min: 2, max: 25 })
const none = fc.constant<number[]>([])

type Sizes = (bars: readonly Bar[], args: number[]) => number[]
const volumes: Sizes = (bars) => bars.map(({ volume }) => volume)
/** What a cumulative line has moved by in all, which its own value may have lost again. */
const travelled = (terms: readonly number[]) => {
  let total = 0
  return terms.map((term) => {
    total += Math.abs(term)
    return total
  })
}

interface Case {
  name: string
  args: fc.Arbitrary<number[]>
  naive: (bars: Bar[], args: number[]) => number[][]
  /** Of each bar, what a value that depends on it is to be measured by. */
  sizes: Sizes
  window?: (args: number[]) => number
}

const CASES: Case[] = [
  { name: 'obv', args: none, naive: (bars) => naiveObv(bars), sizes: volumes },
  { name: 'ad', args: none, naive: (bars) => naiveAd(bars), sizes: volumes },
  {
    name: 'adosc',
    args: fc.tuple(longer, longer),
    naive: (bars, [fast, slow]) => naiveAdosc(bars, [fast!, slow!]),
    sizes: (bars) => travelled(moneyFlows(bars)),
  },
  {
    name: 'cmf',
    args: fc.tuple(length),
    naive: (bars, [n]) => naiveCmf(bars, n!),
    sizes: (bars) => bars.map(() => 1),
    window: ([n]) => n!,
  },
  {
    name: 'force_index',
    args: fc.tuple(length),
    naive: (bars, [n]) => naiveForceIndex(bars, n!),
    sizes: (bars) => [0, ...forces(bars)],
  },
  {
    name: 'eom',
    args: fc.tuple(length, fc.constantFrom(1, 10_000, 1e8)),
    naive: (bars, [n, divisor]) => naiveEom(bars, [n!, divisor!]),
    sizes: (bars, [, divisor]) => [0, ...eases(bars, divisor!)],
    window: ([n]) => n!,
  },
  {
    name: 'vwap_bands',
    args: fc.tuple(fc.double({ min: 0.5, max: 3, noNaN: true })),
    naive: (bars, [deviations]) => naiveVwapBands(bars, deviations!),
    sizes: (bars) => bars.map(({ high }) => high),
  },
  {
    name: 'anchored_vwap',
    args: fc.tuple(fc.integer({ min: 28_000_000, max: 28_010_000 }).map((m) => m * 60_000)),
    naive: (bars, [from]) => naiveAnchoredVwap(bars, from!),
    sizes: (bars) => bars.map(({ high }) => high),
  },
]

describe('streaming equals the formula for', () => {
  it.each(CASES)('$name', ({ name, args, naive, sizes, window }) => {
    fc.assert(
      fc.property(anyBars, args, (bars, values) => {
        const inputs = sizes(bars, values)
        const dependence = window === undefined ? { inputs } : { inputs, window: window(values) }
        expectRows(runBars(name, values, bars), naive(bars, values), dependence)
      }),
    )
  })

  it.each([
    ['pvt', (bars: Bar[]) => naivePvt(bars)],
    ['nvi', (bars: Bar[]) => naiveVolumeIndex(bars, -1)],
    ['pvi', (bars: Bar[]) => naiveVolumeIndex(bars, 1)],
  ] as const)('%s', (name, naive) => {
    fc.assert(
      fc.property(mildBars, (bars) => {
        const expected = naive(bars)
        const terms = expected.map(([value], i) => value! - (expected[i - 1]?.[0] ?? 0))
        expectRows(runBars(name, [], bars), expected, { inputs: travelled(terms) })
      }),
    )
  })

  it('volume_profile', () => {
    const args = fc.tuple(length, fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 50, 70, 100))
    // Volumes in whole numbers, so that rows tie exactly or not at all.
    const whole = mildBars.map((bars) =>
      bars.map((bar) => ({ ...bar, volume: Math.round(bar.volume) })),
    )
    fc.assert(
      fc.property(whole, args, (bars, values) => {
        expectRows(runBars('volume_profile', values, bars), naiveVolumeProfile(bars, values), {
          inputs: bars.map(({ high }) => high),
          window: values[0],
        })
      }),
      { numRuns: 300 },
    )
  })
})

const bar = (close: number, volume: number, more: Partial<Bar> = {}): Bar => ({
  open: close,
  high: close,
  low: close,
  close,
  volume,
  openTime: 0,
  ...more,
})

describe('values worked by hand', () => {
  it('begins obv with the first volume and leaves it on equal closes', () => {
    const rows = runBars('obv', [], [bar(10, 5), bar(11, 3), bar(11, 9), bar(8, 4)])
    expect(rows.flat()).toEqual([5, 8, 8, 4])
  })

  it('weighs volume by where the bar closes for ad and cmf', () => {
    // Closes at the high, at a quarter of the range, and without a range: +8, −0.5 · 6, 0.
    const bars = [
      bar(10, 8, { low: 6 }),
      bar(7, 6, { high: 10, low: 6 }),
      bar(7, 4, { openTime: 1 }),
    ]
    expect(runBars('ad', [], bars).flat()).toEqual([8, 5, 5])
    expect(runBars('cmf', [3], bars).flat()).toEqual([NaN, NaN, 5 / 18])
  })

  it('begins both averages of adosc with the first value of the line', () => {
    // Line 8, 5, 5; fast 2/3: 8, 6, 16/3; slow 1/2: 8, 6.5, 5.75.
    const bars = [bar(10, 8, { low: 6 }), bar(7, 6, { high: 10, low: 6 }), bar(7, 4)]
    const rows = runBars('adosc', [2, 3], bars)
    expect(rows.slice(0, 2).flat()).toEqual([NaN, NaN])
    expect(rows[2]![0]).toBeCloseTo(16 / 3 - 5.75, 14)
  })

  it('puts bands one weighted deviation around vwap and begins anew at 00:00 UTC', () => {
    // Mean (1·10 + 3·20)/4 = 17.5; variance (1·7.5² + 3·2.5²)/4 = 18.75.
    const rows = runBars(
      'vwap_bands',
      [1],
      [
        bar(10, 1, { openTime: 22 * HOUR_MS }),
        bar(20, 3, { openTime: 23 * HOUR_MS }),
        bar(30, 5, { openTime: 24 * HOUR_MS }),
      ],
    )
    expect(rows[0]).toEqual([10, 10, 10])
    expect(rows[1]![0]).toBeCloseTo(17.5 + Math.sqrt(18.75), 12)
    expect(rows[1]![2]).toBeCloseTo(17.5 - Math.sqrt(18.75), 12)
    expect(rows[2]).toEqual([30, 30, 30])
  })

  it('counts for anchored_vwap the bar that opens at the anchor and none before', () => {
    const bars = [10, 20, 40].map((price, i) => bar(price, 1, { openTime: i * HOUR_MS }))
    expect(runBars('anchored_vwap', [HOUR_MS], bars).flat()).toEqual([NaN, 20, 30])
    expect(runBars('anchored_vwap', [HOUR_MS + 1], bars).flat()).toEqual([NaN, NaN, 40])
  })

  it('moves nvi on less volume only and pvi on more', () => {
    const bars = [bar(10, 5), bar(20, 4), bar(10, 6), bar(30, 6)]
    expect(runBars('nvi', [], bars).flat()).toEqual([1, 2, 2, 2])
    expect(runBars('pvi', [], bars).flat()).toEqual([1, 1, 0.5, 0.5])
  })

  it('finds the busiest row of a volume profile and grows the value area two rows at a time', () => {
    // Ten rows of 1 from 0 to 10: volume 1 in row 0, 3 in row 4, 10 in row 5, 2 in row 7, 4 in row 9.
    const bars = [bar(0, 1), bar(4.5, 3), bar(5.5, 10), bar(7.5, 2), bar(10, 4)]
    // 70 % of 20 is 14: 10, then rows 6 and 7 with 2 against rows 4 and 3 with 3: 13; then rows 6
    // and 7 with 2 against rows 2 and 1 with 0: 15.
    expect(runBars('volume_profile', [5, 10, 70], bars).at(-1)).toEqual([5.5, 8, 3])
  })

  it('has no volume profile where nothing traded, and one of a single price', () => {
    expect(runBars('volume_profile', [2, 24, 70], [bar(5, 0), bar(6, 0)]).at(-1)).toEqual([
      NaN,
      NaN,
      NaN,
    ])
    expect(runBars('volume_profile', [2, 24, 70], [bar(5, 1), bar(5, 2)]).at(-1)).toEqual([5, 5, 5])
  })
})

describe('a spike', () => {
  const calm = Array.from({ length: 80 }, (_, i) =>
    bar(100 + (i % 7), 1 + (i % 5), { high: 108, low: 99 - (i % 3), openTime: i }),
  )
  const spiked = [...calm.slice(0, 40), bar(1e12, 1e15, { low: 1, openTime: 40 }), ...calm]

  it.each([
    ['cmf', [20]],
    ['eom', [20, 1]],
    ['volume_profile', [20, 24, 70]],
  ] as const)('leaves no trace in a window of %s that it has left', (name, args) => {
    const expected = runBars(name, [...args], calm).at(-1)!
    runBars(name, [...args], spiked)
      .at(-1)!
      .forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 12)
      })
  })

  it('forth and back leaves cumulative lines as they were', () => {
    const bars = [bar(10, 1), bar(11, 0.3), bar(12, 1e18), bar(11, 1e18), bar(12, 0.4)]
    expect(runBars('obv', [], bars).at(-1)![0]).toBeCloseTo(1.7, 14)
  })
})

describe('after two million bars', () => {
  const BARS = 2_000_000
  const WINDOW = 50

  it.each([
    ['cmf', [WINDOW], naiveCmf],
    ['eom', [WINDOW, 1], (bars: Bar[]) => naiveEom(bars, [WINDOW, 1])],
    [
      'volume_profile',
      [WINDOW, 24, 70],
      (bars: Bar[]) => naiveVolumeProfile(bars, [WINDOW, 24, 70]),
    ],
  ] as const)('%s has not drifted', (name, args, naive) => {
    const spec = findIndicator(name)!
    if (spec.input !== 'bar') throw new Error(`expected ${name} to read bars`)
    const running = spec.create(...args)
    const kept: Bar[] = []
    let seed = 7
    const draw = (range: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      return (seed >> 8) % range
    }
    for (let i = 0; i < BARS; i++) {
      const close = 100 + draw(1000) / 100
      const one = bar(close, draw(1000) / 3, { high: close + 0.01 * draw(90), low: close - 0.5 })
      running.update(one.open, one.high, one.low, one.close, one.volume, 0)
      if (i >= BARS - WINDOW - 1) kept.push(one)
    }
    const expected = naive(kept, WINDOW).at(-1)!
    expected.forEach((value, i) => {
      expect(Math.abs(running.out[i]! - value)).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(value)),
      )
    })
  })
})

it('keeps ten million small steps of a cumulative line', () => {
  const spec = findIndicator('ad')!
  if (spec.input !== 'bar') throw new Error('expected ad to read bars')
  const running = spec.create()
  running.update(10, 10, 9, 10, 1e9, 0)
  for (let i = 0; i < 10_000_000; i++) running.update(10, 10, 9, 10, 0.1, 0)
  expect(Math.abs(running.out[0]! - (1e9 + 1e6))).toBeLessThanOrEqual(1e-6)
})
