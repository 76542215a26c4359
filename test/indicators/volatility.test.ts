// The volatility indicators: streaming against recomputation over bars of every size and shape, by
// hand, and on odd markets.

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
  naiveAccbands,
  naiveBandwidth,
  naiveChandelier,
  naiveChop,
  naiveDeviation,
  naiveDonchian,
  naiveHistoricalVolatility,
  naiveKeltner,
  naiveMidprice,
  naiveNatr,
  naivePercentB,
  naiveSupertrend,
  naiveTrange,
  naiveVariance,
} from './naive-volatility.ts'
import { naiveBollinger, naiveEma } from './series.ts'

const LENGTHS = [[2], [3], [14], [40]]
const FROM_ONE = [[1], ...LENGTHS]
const MULTIPLES = [2, 9, 30].flatMap((length) => [
  [length, 0.7],
  [length, 3],
])
const price = { unit: 'price', isWindow: true } as const
const fading = { unit: 'price' } as const

const FORMULAS: Formula[] = [
  { name: 'trange', args: [[]], naive: naiveTrange, ...price },
  { name: 'natr', args: FROM_ONE, naive: naiveNatr, ...fading },
  { name: 'var', args: FROM_ONE, naive: naiveVariance, unit: 'square', isWindow: true },
  { name: 'stddev', args: MULTIPLES, naive: naiveDeviation, ...price },
  { name: 'bbw', args: MULTIPLES, naive: naiveBandwidth, ...price },
  { name: 'donchian', args: FROM_ONE, naive: naiveDonchian, ...price },
  { name: 'midprice', args: LENGTHS, naive: naiveMidprice, ...price },
  { name: 'keltner', args: MULTIPLES.map((set) => [...set, 10]), naive: naiveKeltner, ...fading },
  { name: 'chop', args: LENGTHS, naive: naiveChop, unit: 'one', isWindow: true },
  { name: 'supertrend', args: MULTIPLES, naive: naiveSupertrend, ...fading },
  { name: 'chandelier', args: MULTIPLES, naive: naiveChandelier, ...fading },
  { name: 'accbands', args: LENGTHS, naive: naiveAccbands, ...price },
  { name: 'percent_b', args: MULTIPLES, naive: naivePercentB, ...price },
  {
    name: 'historical_volatility',
    args: [
      [2, 1],
      [10, 365],
      [30, 252],
    ],
    naive: naiveHistoricalVolatility,
    unit: 'one',
    isWindow: true,
  },
]

describe('streaming equals the formula for', () => {
  it.each(FORMULAS)('$name', expectFormula)
})

describe('values worked by hand', () => {
  const bars = barsOf([
    [10, 8, 9],
    [12, 9, 11],
    [11, 6, 7],
  ])

  it('stretch the true range to the close before', () => {
    const gap = barsOf([
      [10, 8, 9],
      [6, 5, 5],
    ])
    expect(run('trange', [], gap)).toEqual([[NaN], [4]])
  })

  it('take the atr in percent of the close for natr, and plainly for a length of 1', () => {
    // True ranges 3 and 5, so 4 of 7.
    expect(lastOf('natr', [2], bars)[0]).toBeCloseTo(400 / 7, 12)
    expect(lastOf('natr', [1], bars)).toEqual([5])
  })

  it('divide the squares by the length for var, stddev and the bands made of it', () => {
    // Mean 5, squared distances 9 1 1 1 0 0 4 16, so the variance is 4.
    const values = [2, 4, 4, 4, 5, 5, 7, 9].map((value) => bar(value))
    expect(lastOf('var', [8], values)).toEqual([4])
    expect(lastOf('stddev', [8, 1.5], values)).toEqual([3])
    expect(lastOf('bbw', [8, 2], values)).toEqual([160])
    expect(lastOf('percent_b', [8, 2], values)).toEqual([1])
    expect(lastOf('percent_b', [8, 4], values)).toEqual([0.75])
  })

  it('have the average that is named in the middle of bollinger', () => {
    const [EMA] = [1]
    const closes = WALK.map(({ close }) => close)
    const [upper, middle] = naiveBollinger(closes, 20, 2).at(-1)!
    const ema = naiveEma(closes, 20).at(-1)!
    const bands = lastOf('bollinger', [20, 2, EMA], WALK)
    const expected = [ema + upper! - middle!, ema, ema - upper! + middle!]
    bands.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 10)
    })
  })

  it('count the latest bar into donchian, midprice and chandelier', () => {
    expect(lastOf('donchian', [2], bars)).toEqual([12, 9, 6])
    expect(lastOf('midprice', [2], bars)).toEqual([9])
    expect(lastOf('chandelier', [2, 1], bars)).toEqual([12 - 4, 6 + 4])
  })

  it('hang the keltner bands on the average by the atr', () => {
    expect(run('keltner', [1, 2, 1], bars)[1]).toEqual([17, 11, 5])
  })

  it('count the first bar’s height for chop', () => {
    // A way of 2 + 3 in a height of 12 − 8.
    expect(run('chop', [2], bars)[1]![0]).toBeCloseTo(100 * Math.log2(5 / 4), 12)
  })

  it('stretch highs and lows by the height of their bar for accbands', () => {
    const same = barsOf([
      [3, 1, 2],
      [3, 1, 2],
    ])
    expect(lastOf('accbands', [2], same)).toEqual([9, 2, -1])
  })

  it('scale the deviation of logarithmic returns to a year', () => {
    const values = [1, Math.E, Math.E].map((value) => bar(value))
    expect(lastOf('historical_volatility', [2, 4], values)[0]).toBeCloseTo(100, 12)
  })

  it('turn supertrend when the close passes the band', () => {
    // ATRs 3, 5, 3, 4 around 10.5, 14, 13.5, 10.5. The upper band stays at 13.5 until the close of
    // 15 frees it; the lower one rises to 10.5 and stays there.
    const turning = barsOf([
      [10, 8, 9],
      [12, 9, 11],
      [16, 12, 15],
      [15, 12, 13],
      [12, 9, 10],
    ])
    expect(run('supertrend', [1, 1], turning).slice(1)).toEqual([
      [13.5, -1],
      [9, 1],
      [10.5, 1],
      [14.5, -1],
    ])
  })
})

describe('parabolic stops worked by hand', () => {
  // Long from 8 with the extreme 11; 8 + 0.1 · 3; 8.3 + 0.2 · 4.7 = 9.24 is held by the low of 9,
  // which the fourth bar breaks: short from the extreme of 13, held there by the high before.
  const bars = barsOf([
    [10, 8, 9],
    [11, 9, 10],
    [13, 10, 12],
    [12, 8.5, 9],
    [12, 8, 9],
  ])
  const expectStops = (actual: number[][], expected: number[]) =>
    expected.forEach((value, i) => {
      expect(actual[i + 1]![0]).toBeCloseTo(value, 12)
    })

  it('turn at the extreme for sar', () => {
    expect(run('sar', [0.1, 0.2], bars)[0]).toEqual([NaN])
    expectStops(run('sar', [0.1, 0.2], bars), [8, 8.3, 13, 13])
  })

  it('are negative while short for sarext, and keep the distance asked for at a turn', () => {
    const both = [0.1, 0.1, 0.2, 0.1, 0.1, 0.2]
    expectStops(run('sarext', [0, 0, ...both], bars), [8, 8.3, -13, -13])
    expectStops(run('sarext', [0, 0.5, ...both], bars).slice(0, 4), [8, 8.3, -19.5])
  })

  it('start where sarext is told to', () => {
    // 7 + 0.1 · (11 − 7); and short from 20 with the extreme 9: 20 − 0.1 · 11.
    const both = [0.1, 0.1, 0.2, 0.1, 0.1, 0.2]
    expectStops(run('sarext', [7, 0, ...both], bars), [7, 7.4])
    expectStops(run('sarext', [-20, 0, ...both], bars), [-20, -18.9])
  })

  it('start short where the low falls by more than the high rises', () => {
    const falling = barsOf([
      [10, 8, 9],
      [11, 6, 7],
      [9, 5, 6],
    ])
    // High and low widen by 1 and 2: from the first high, which the second bar already breaks.
    expectStops(run('sar', [0.1, 0.2], falling.slice(0, 2)), [6])
    const lower = barsOf([
      [10, 8, 9],
      [9, 6, 7],
      [8, 5, 6],
    ])
    // From 10, then 10 − 0.1 · (10 − 6).
    expectStops(run('sar', [0.1, 0.2], lower), [10, 9.6])
  })
})

describe('a market that does not move', () => {
  const flat = Array.from({ length: 60 }, () => bar(100.1))

  it.each([
    ['trange', [], [0]],
    ['natr', [14], [0]],
    ['var', [5], [0]],
    ['stddev', [5, 1], [0]],
    ['bbw', [20, 2], [0]],
    ['percent_b', [20, 2], [0.5]],
    ['bollinger', [20, 2, 1], [100.1, 100.1, 100.1]],
    ['keltner', [20, 2, 10], [100.1, 100.1, 100.1]],
    ['donchian', [20], [100.1, 100.1, 100.1]],
    ['accbands', [20], [100.1, 100.1, 100.1]],
    ['historical_volatility', [10, 365], [0]],
    ['chop', [14], [100]],
    ['supertrend', [10, 3], [100.1, -1]],
    ['chandelier', [22, 3], [100.1, 100.1]],
    ['sar', [0.02, 0.2], [100.1]],
  ] as [string, number[], number[]][])('gives %s%j the value %j', (name, args, expected) => {
    expect(lastOf(name, args, flat)).toEqual(expected)
  })
})

describe('a price of 0', () => {
  it('leaves historical volatility undefined until its two returns have left the window', () => {
    const values = [1, 2, 0, 3, 4, 5, 6].map((value) => bar(value))
    const undefinedAt = run('historical_volatility', [2, 365], values).map(([value]) =>
      Number.isNaN(value),
    )
    expect(undefinedAt).toEqual([true, true, true, true, true, false, false])
  })

  it('gives natr and bbw 0 instead of a division by it', () => {
    const values = [bar(1), bar(2), bar(0), bar(0)]
    expect(lastOf('natr', [2], values)).toEqual([0])
    expect(lastOf('bbw', [2, 2], values)).toEqual([0])
  })
})

const WINDOWS: [string, number[]][] = [
  ['var', [14]],
  ['stddev', [14, 1]],
  ['percent_b', [20, 2]],
  ['bbw', [20, 2]],
  ['donchian', [20]],
  ['midprice', [14]],
  ['accbands', [20]],
  ['historical_volatility', [10, 365]],
  ['chop', [13]],
]

describe('what has left the window', () => {
  it.each(WINDOWS)('leaves no trace in %s%j, however large it was', expectNoTrace)

  it.each(WINDOWS)('leaves no trace in %s%j, however long it went on', expectNoDrift)
})
