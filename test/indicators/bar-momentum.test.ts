// The momentum indicators of bars: streaming against recomputation over bars of every size and
// shape, by hand, and on odd markets.

import { describe, expect, it } from 'vitest'
import {
  bar,
  barsOf,
  expectFormula,
  expectNoDrift,
  expectNoTrace,
  type Formula,
  lastOf,
  run,
  WALK,
} from './bar-formulas.ts'
import {
  naiveAdx,
  naiveAdxr,
  naiveAo,
  naiveAroon,
  naiveAroonosc,
  naiveBop,
  naiveCci,
  naiveDi,
  naiveDm,
  naiveDx,
  naiveFisher,
  naiveMfi,
  naiveStochf,
  naiveUltosc,
  naiveVortex,
  naiveWillr,
} from './naive-bar-momentum.ts'
import { naiveEma } from './series.ts'

const LENGTHS = [[2], [3], [14], [40]]
const FROM_ONE = [[1], ...LENGTHS]
/** Of more than 64 values the mean deviation is found another way. */
const SOME_LONG = [...LENGTHS, [64], [65], [150]]
const ratio = { unit: 'one', isWindow: true } as const
const fading = { unit: 'one' } as const
const price = { unit: 'price', isWindow: true } as const

const FORMULAS: Formula[] = [
  { name: 'stochf', args: LENGTHS.map(([n]) => [n!, 6]), naive: naiveStochf, ...ratio },
  { name: 'willr', args: LENGTHS, naive: naiveWillr, ...ratio },
  { name: 'ultosc', args: LENGTHS.map(([n]) => [n!, 1, 9]), naive: naiveUltosc, ...ratio },
  { name: 'mfi', args: LENGTHS, naive: naiveMfi, ...ratio },
  { name: 'cci', args: SOME_LONG, naive: naiveCci, ...price },
  { name: 'aroon', args: LENGTHS, naive: naiveAroon, ...ratio },
  { name: 'aroonosc', args: LENGTHS, naive: naiveAroonosc, ...ratio },
  { name: 'vortex', args: FROM_ONE, naive: naiveVortex, ...ratio },
  { name: 'bop', args: [[]], naive: naiveBop, ...ratio },
  { name: 'ao', args: LENGTHS.map(([n]) => [n!, 7]), naive: naiveAo, ...price },
  { name: 'plus_dm', args: FROM_ONE, naive: naiveDm('plus'), unit: 'price' },
  { name: 'minus_dm', args: FROM_ONE, naive: naiveDm('minus'), unit: 'price' },
  { name: 'plus_di', args: FROM_ONE, naive: naiveDi('plus'), ...fading },
  { name: 'minus_di', args: FROM_ONE, naive: naiveDi('minus'), ...fading },
  { name: 'dx', args: LENGTHS, naive: naiveDx, ...fading },
  { name: 'adx', args: LENGTHS, naive: naiveAdx, ...fading },
  { name: 'adxr', args: LENGTHS, naive: naiveAdxr, ...fading },
  { name: 'fisher', args: FROM_ONE, naive: naiveFisher, ...fading },
]

describe('streaming equals the formula for', () => {
  it.each(FORMULAS)('$name', expectFormula)
})

describe('values worked by hand', () => {
  it('place the close in its range for stochf and willr', () => {
    // From 0 to 10 the close is 6, then from 0 to 12 it is 3.
    const bars = barsOf([
      [10, 3, 5],
      [8, 0, 6],
      [12, 2, 3],
    ])
    expect(run('stochf', [2, 1], bars).slice(1)).toEqual([
      [60, 60],
      [25, 25],
    ])
    expect(run('willr', [2], bars).flat().slice(1)).toEqual([-40, -75])
  })

  it('weigh the shortest of the ultimate oscillator’s lengths most, in whatever order', () => {
    // Buying pressure 11 − 9 of a true range of 3, then 12 − 11 of 2.
    const bars = barsOf([
      [10, 10, 10],
      [12, 9, 11],
      [13, 11, 12],
    ])
    const value = (100 * (4 * (1 / 2) + 2 * (3 / 5) + 3 / 5)) / 7
    expect(lastOf('ultosc', [1, 2, 2], bars)[0]).toBeCloseTo(value, 12)
    expect(lastOf('ultosc', [2, 2, 1], bars)[0]).toBeCloseTo(value, 12)
  })

  it('count money as rising or falling by the typical price', () => {
    const bars = [bar(10), bar(12, { volume: 2 }), bar(11, { volume: 4 })]
    expect(lastOf('mfi', [2], bars)[0]).toBeCloseTo((100 * 24) / (24 + 44), 12)
  })

  it('measure cci in mean deviations', () => {
    // Mean 4, both 1 away from it.
    expect(lastOf('cci', [2], [bar(3), bar(5)])[0]).toBeCloseTo(1 / 0.015, 12)
  })

  it('take the latest of equal extremes for aroon', () => {
    const bars = barsOf([
      [5, 1, 2],
      [7, 1, 2],
      [7, 2, 2],
    ])
    expect(lastOf('aroon', [2], bars)).toEqual([100, 50])
    expect(lastOf('aroonosc', [2], bars)).toEqual([50])
  })

  describe('of directional movement', () => {
    // +DM 2, −DM 3, +DM 2, neither; true ranges 3, 5, 6, 4.
    const bars = barsOf([
      [10, 8, 9],
      [12, 9, 11],
      [11, 6, 7],
      [13, 9, 12],
      [13, 9, 12],
    ])
    const values = (name: string) => run(name, [2], bars).flat()

    it('begin with a sum of one move fewer and lose their length-th part from then on', () => {
      expect(values('plus_dm')).toEqual([NaN, 2, 1, 2.5, 1.25])
      expect(values('minus_dm')).toEqual([NaN, 0, 3, 1.5, 0.75])
    })

    it('divide by the true range, smoothed alike', () => {
      // 3, 3/2 + 5 = 6.5, 6.5/2 + 6 = 9.25, 9.25/2 + 4 = 8.625.
      const plus = [100 / 6.5, 250 / 9.25, 125 / 8.625]
      const minus = [300 / 6.5, 150 / 9.25, 75 / 8.625]
      plus.forEach((value, i) => {
        expect(values('plus_di')[i + 2]).toBeCloseTo(value, 12)
        expect(values('minus_di')[i + 2]).toBeCloseTo(minus[i]!, 12)
      })
    })

    it('average the index for adx, and two of these for adxr', () => {
      expect(values('dx')).toEqual([NaN, NaN, 50, 25, 25])
      expect(values('adx')).toEqual([NaN, NaN, NaN, 37.5, 31.25])
      expect(values('adxr')).toEqual([NaN, NaN, NaN, NaN, (37.5 + 31.25) / 2])
    })

    it('are a fraction for a length of 1, as in TA-Lib', () => {
      expect(run('plus_di', [1], bars)[1]![0]).toBeCloseTo(2 / 3, 12)
      expect(run('minus_di', [1], bars)[2]![0]).toBeCloseTo(3 / 5, 12)
    })
  })

  it('reach for the bar before in vortex', () => {
    const bars = barsOf([
      [10, 8, 9],
      [12, 9, 11],
    ])
    expect(run('vortex', [1], bars)[1]).toEqual([4 / 3, 1 / 3])
  })

  it('compare the close with the open for bop', () => {
    expect(run('bop', [], [bar(4, { open: 2, high: 5, low: 1 })])).toEqual([[0.5]])
  })

  it('subtract the slow mean of middles from the fast one for ao', () => {
    const bars = barsOf([
      [3, 1, 1],
      [6, 2, 6],
    ])
    expect(run('ao', [1, 2], bars)).toEqual([[NaN], [1]])
  })

  it('stretch the place in the range for fisher, whose trigger is a bar behind', () => {
    // At the top of the range twice: 0.33, then 0.33 + 0.67 · 0.33.
    const first = Math.atanh(0.33)
    const second = Math.atanh(0.33 + 0.67 * 0.33) + first / 2
    const [early, last] = run('fisher', [2], [bar(1), bar(2), bar(3)]).slice(1)
    expect(early).toEqual([NaN, NaN])
    expect(last![0]).toBeCloseTo(second, 12)
    expect(last![1]).toBeCloseTo(first, 12)
  })

  it('average k by the kind that is named for stochastic and stochf', () => {
    const [EMA] = [1]
    const raw = run('stochf', [5, 1], WALK).map(([k]) => k!)
    const smooth = naiveEma(raw, 4)
    const expectLast = (actual: number[], expected: number[][]) =>
      actual.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!.at(-1)!, 10)
      })
    expectLast(lastOf('stochf', [5, 4, EMA], WALK), [raw, smooth])
    expectLast(lastOf('stochastic', [5, 4, 3, EMA, EMA], WALK), [smooth, naiveEma(smooth, 3)])
  })
})

describe('a market that does not move', () => {
  const flat = Array.from({ length: 60 }, () => bar(100.1))
  const NONE: [string, number[]][] = [
    ['stochf', [0, 0]],
    ['willr', [0]],
    ['cci', [0]],
    ['ultosc', [0]],
    ['mfi', [0]],
    ['plus_dm', [0]],
    ['minus_di', [0]],
    ['dx', [0]],
    ['adx', [0]],
    ['adxr', [0]],
    ['aroon', [100, 100]],
    ['aroonosc', [0]],
    ['vortex', [0, 0]],
    ['ao', [0]],
    ['bop', [0]],
    ['fisher', [0, 0]],
  ]
  const defaultsOf = (name: string) =>
    ({ stochf: [5, 3], ultosc: [7, 14, 28], ao: [5, 34], bop: [] })[name] ?? [14]

  it.each(NONE)('gives %s the value %s', (name, expected) => {
    expect(lastOf(name, defaultsOf(name), flat)).toEqual(expected)
  })

  it('leaves dx and adx where they were, however long it lasts', () => {
    const still = [...WALK, ...Array.from({ length: 20_000 }, () => bar(WALK.at(-1)!.close))]
    const faded = run('dx', [14], still)
    expect(faded.at(-1)![0]).toBeCloseTo(faded.at(-10_000)![0]!, 6)
    const adx = run('adx', [14], still)
    expect(adx.at(-1)).toEqual(adx.at(-1000))
    expect(lastOf('plus_di', [14], still)).toEqual([0])
  })
})

describe('a market that only rises', () => {
  const rising = Array.from({ length: 80 }, (_, i) => bar(100 + i, { high: 101 + i, low: 99 + i }))

  it.each([
    ['adx', [14], 100],
    ['adxr', [14], 100],
    ['dx', [14], 100],
    ['minus_di', [14], 0],
    ['mfi', [14], 100],
    ['aroonosc', [14], 100],
  ])('gives %s%j the value %d', (name, args, expected) => {
    expect(lastOf(name, args, rising)).toEqual([expected])
  })
})

describe('typical prices that are equal as decimals', () => {
  // Both sum to 0.21625, which as doubles differ in their last bit.
  const before = bar(0.07207, { high: 0.07214, low: 0.07204 })
  const after = bar(0.07208, { high: 0.07212, low: 0.07205, volume: 1e9 })

  it('carry no money either way', () => {
    expect(before.high + before.low + before.close).not.toBe(after.high + after.low + after.close)
    expect(lastOf('mfi', [2], [bar(0.07), before, after])).toEqual([100])
  })

  it('are no distance from their mean', () => {
    expect(lastOf('cci', [2], [before, after])).toEqual([0])
  })
})

const WINDOWS: [string, number[]][] = [
  ['stochf', [14, 3]],
  ['willr', [14]],
  ['cci', [14]],
  ['cci', [100]],
  ['ultosc', [7, 14, 28]],
  ['mfi', [14]],
  ['aroon', [14]],
  ['vortex', [14]],
  ['ao', [5, 34]],
]

describe('what has left the window', () => {
  it.each(WINDOWS)('leaves no trace in %s%j, however large it was', expectNoTrace)

  it.each(WINDOWS)('leaves no trace in %s%j, however long it went on', expectNoDrift)
})
