// The momentum indicators of one series: streaming against recomputation, by hand, on odd markets.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { anySeries, column, expectRows, prices, wander } from './closeness.ts'
import {
  naiveCmo,
  naiveCoppock,
  naiveMacdext,
  naiveMomentum,
  naiveOscillator,
  naiveRate,
  naiveStochasticRsi,
  naiveTrix,
  naiveTsi,
  percent,
} from './naive-momentum-source.ts'
import { runSource } from './series.ts'

const length = fc.integer({ min: 1, max: 25 })
const longer = fc.integer({ min: 2, max: 25 })
/** Without kama and mama, which jump where the rounding of a rate or a difference does. */
const kind = fc.constantFrom(0, 1, 2, 3, 4, 5, 8)
const [SMA, EMA, KAMA, MAMA] = [0, 1, 6, 7]

const last = (name: string, args: number[], values: number[]) =>
  runSource(name, args, values).at(-1)!

describe('streaming equals the formula for', () => {
  it('mom', () => {
    fc.assert(
      fc.property(anySeries, length, (inputs, n) => {
        const expected = column(naiveMomentum(inputs, n))
        expectRows(runSource('mom', [n], inputs), expected, { inputs, window: n + 1 })
      }),
    )
  })

  it.each([
    ['roc', percent],
    ['rocp', (value: number, before: number) => (value - before) / before],
    ['rocr', (value: number, before: number) => value / before],
    ['rocr100', (value: number, before: number) => 100 * (value / before)],
  ])('%s, 0 where it would divide by 0', (name, of) => {
    fc.assert(
      fc.property(anySeries, length, (inputs, n) => {
        // A ratio is as exact as a double.
        expectRows(runSource(name, [n], inputs), column(naiveRate(inputs, n, of)), { inputs: [1] })
      }),
    )
  })

  it('cmo, which stays between −100 and 100', () => {
    fc.assert(
      fc.property(anySeries, longer, (inputs, n) => {
        const actual = runSource('cmo', [n], inputs)
        expectRows(actual, column(naiveCmo(inputs, n)), { inputs: Array(inputs.length).fill(100) })
        expect(actual.flat().some((value) => Math.abs(value) > 100)).toBe(false)
      }),
    )
  })

  it('trix', () => {
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 12 }), (inputs, n) => {
        const inPercent = inputs.map(() => 100)
        expectRows(runSource('trix', [n], inputs), column(naiveTrix(inputs, n)), {
          inputs: inPercent,
        })
      }),
    )
  })

  it('tsi, which stays between −100 and 100', () => {
    fc.assert(
      fc.property(anySeries, length, length, length, (inputs, long, short, signal) => {
        const actual = runSource('tsi', [long, short, signal], inputs)
        const inPercent = inputs.map(() => 100)
        expectRows(actual, naiveTsi(inputs, [long, short, signal]), { inputs: inPercent })
        expect(actual.flat().some((value) => Math.abs(value) > 100)).toBe(false)
      }),
    )
  })

  it('coppock', () => {
    fc.assert(
      fc.property(prices, length, length, length, (inputs, n, long, short) => {
        const expected = column(naiveCoppock(inputs, [n, long, short]))
        const largest = inputs.map(() => 1e6)
        expectRows(runSource('coppock', [n, long, short], inputs), expected, { inputs: largest })
      }),
    )
  })

  it('apo of every kind, fast and slow in either order', () => {
    fc.assert(
      fc.property(anySeries, longer, longer, kind, (inputs, a, b, average) => {
        const lines = naiveOscillator(inputs, [Math.min(a, b), Math.max(a, b), average])
        const expected = lines.map(({ distance }) => [distance])
        expectRows(runSource('apo', [a, b, average], inputs), expected, { inputs })
      }),
    )
  })

  it('ppo of every kind', () => {
    fc.assert(
      fc.property(prices, longer, longer, kind, (inputs, a, b, average) => {
        const lines = naiveOscillator(inputs, [Math.min(a, b), Math.max(a, b), average])
        const expected = lines.map(({ distance, slow }) => [(100 * distance) / slow])
        const sizes = inputs.map(() => 1e4)
        expectRows(runSource('ppo', [a, b, average], inputs), expected, { inputs: sizes })
      }),
    )
  })

  it('macdext of every kind', () => {
    fc.assert(
      fc.property(
        anySeries,
        fc.tuple(longer, longer, length),
        fc.tuple(kind, kind, kind),
        (inputs, [fast, slow, signal], [f, s, g]) => {
          const given: [kind: number, length: number][] = [
            [f, fast],
            [s, slow],
          ]
          const ordered = slow < fast ? given.reverse() : given
          const expected = naiveMacdext(inputs, [...ordered, [g, signal]])
          expectRows(runSource('macdext', [fast, f, slow, s, signal, g], inputs), expected, {
            inputs,
          })
        },
      ),
    )
  })

  it('macdext of kama and mama', () => {
    const inputs = wander(400)
    const expected = naiveMacdext(inputs, [
      [MAMA, 12],
      [KAMA, 26],
      [SMA, 9],
    ])
    expectRows(runSource('macdext', [12, MAMA, 26, KAMA, 9, SMA], inputs), expected, { inputs })
  })

  it('stochrsi and stochastic_rsi, which stay between 0 and 100', () => {
    const inPercent = (inputs: number[]) => ({ inputs: inputs.map(() => 1e4) })
    fc.assert(
      fc.property(prices, longer, length, length, length, (inputs, rsi, range, a, b) => {
        const lengths = { rsi, range }
        const fast = runSource('stochrsi', [rsi, range, a, EMA], inputs)
        const slow = runSource('stochastic_rsi', [rsi, range, a, b], inputs)
        const expected = naiveStochasticRsi(inputs, lengths, { k: [SMA, 1], d: [EMA, a] })
        const expectedSlow = naiveStochasticRsi(inputs, lengths, { k: [SMA, a], d: [SMA, b] })
        expectRows(fast, expected, inPercent(inputs))
        expectRows(slow, expectedSlow, inPercent(inputs))
        const both = [...fast, ...slow].flat()
        expect(both.some((value) => value < 0 || value > 100)).toBe(false)
      }),
    )
  })
})

describe('values worked by hand', () => {
  it('compares with the value some bars before', () => {
    const values = [4, 5, 6]
    expect(last('roc', [2], values)).toEqual([50])
    expect(last('rocp', [2], values)).toEqual([0.5])
    expect(last('rocr', [2], values)).toEqual([1.5])
    expect(last('rocr100', [2], values)).toEqual([150])
    expect(last('mom', [2], values)).toEqual([2])
    expect(last('roc', [1], [0, 5])).toEqual([0])
  })

  it('averages the moves of cmo(2) as rsi does', () => {
    // Moves +3 −1 +2: gains 1.5 then 1.75, losses 0.5 then 0.25.
    expect(runSource('cmo', [2], [10, 13, 12, 14]).flat()).toEqual([NaN, NaN, 50, 75])
  })

  it('has the change of the value itself as trix(1)', () => {
    expect(runSource('trix', [1], [4, 5, 6]).flat()).toEqual([NaN, 25, 20])
  })

  it('smooths the moves of tsi(1,2,1) and their sizes', () => {
    // Means of the moves +3 −1: 1, of their sizes: 2.
    expect(runSource('tsi', [1, 2, 1], [10, 13, 12]).at(-1)).toEqual([50, 50])
  })

  it('takes the slow average off the fast one for apo and ppo', () => {
    // Means of 2: 7, of 4: 5.
    expect(last('apo', [2, 4, SMA], [2, 4, 6, 8])).toEqual([2])
    expect(last('ppo', [2, 4, SMA], [2, 4, 6, 8])).toEqual([40])
    expect(last('ppo', [2, 4, SMA], [-1, 1, -1, 1])).toEqual([0])
  })

  it('is macd where macdext is all of exponential averages', () => {
    const values = wander(300)
    const ours = runSource('macdext', [12, EMA, 26, EMA, 9, EMA], values)
    expectRows(ours, runSource('macd', [12, 26, 9], values), { inputs: values })
  })

  it('adds both rates of coppock', () => {
    // Rates of 2 bars: 50 and 40, of 1 bar: 20 and 16.67 (6 → 7); weights 1 and 2.
    const rates = [50 + 20, 40 + 100 / 6]
    expect(last('coppock', [2, 2, 1], [4, 5, 6, 7])[0]).toBeCloseTo(
      (rates[0]! + 2 * rates[1]!) / 3,
      12,
    )
  })
})

describe('a market that does not move', () => {
  it.each('stochrsi stochastic_rsi ppo apo macdext roc rocp mom cmo trix tsi coppock'.split(' '))(
    'has a %s of 0',
    (name) => {
      const spec = findIndicator(name)!
      const flat = Array(200).fill(100 / 3)
      const args = spec.args.map((arg) => arg.default!)
      expect(last(name, args, flat)).toEqual(spec.outputs.map(() => 0))
    },
  )

  it('has a stochrsi of 0 after moves too, not what rounding makes of its rsi', () => {
    const values = [...wander(100), ...Array(60).fill(7.77)]
    for (const row of runSource('stochrsi', [14, 5, 3, SMA], values).slice(-40)) {
      expect(row).toEqual([0, 0])
    }
  })

  it('has a cmo and a tsi of 0 once its last move has decayed to nothing', () => {
    const values = [1, 2, 1.5, ...Array(30_000).fill(1.5)]
    expect(last('cmo', [14], values)).toEqual([0])
    expect(last('tsi', [25, 13, 1], values)).toEqual([0, 0])
  })
})

describe('one that only rises or only falls', () => {
  it('has a cmo and a tsi of 100 or −100, also for a coin worth a millionth of a cent', () => {
    const rising = Array.from({ length: 80 }, (_, i) => (1000 + i) * 1e-12)
    const falling = [...rising].reverse()
    expect(last('cmo', [14], rising)).toEqual([100])
    expect(last('cmo', [14], falling)).toEqual([-100])
    expect(last('tsi', [25, 13, 13], rising)).toEqual([100, 100])
    expect(last('tsi', [25, 13, 13], falling)).toEqual([-100, -100])
  })
})
