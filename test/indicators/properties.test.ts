// What must hold for every indicator of the catalogue, drawn in by its description: whoever adds one
// adds its line to traits.ts and gets all of this.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { Argument, IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { makeBars } from './property-bars.ts'
import { runAll, start } from './run.ts'
import type { Bar } from './series.ts'
import { shiftOf, sizeOf, TRAIT_NAMES, traitsOf, type Unit, unitOf } from './traits.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 25)
const LENGTH_MAX = 12
const PRICE_FACTOR = 8
const VOLUME_FACTOR = 4
const SHIFT = 1024

/** Averages that never leave the range of what they average. */
const CONVEX = ['sma', 'ema', 'wma', 'trima', 'kama', 'mama']

const seed = fc.nat(2 ** 30)
const kind = fc.constantFrom('walk', 'ties', 'flats', 'wild', 'grid' as const)
const series = fc
  .record({ seed, kind, count: fc.integer({ min: 1, max: 150 }) })
  .map(({ seed, kind, count }) => makeBars(kind, seed, count))
/** Multiples of 1/8, so that scaling and shifting them rounds nothing; long enough to be warm. */
const grid = seed.map((one) => makeBars('grid', one, 150))

const ofArgument = ({ choices, integer, min, max, default: preset }: Argument) => {
  if (choices !== undefined) return fc.integer({ min: 0, max: choices.length - 1 })
  if (integer) return fc.integer({ min, max: Math.max(min, Math.min(max, LENGTH_MAX)) })
  const usual = preset ?? (min + Math.min(max, min + 1)) / 2
  return fc.double({ min: Math.max(min, usual / 2), max: Math.min(max, usual * 2), noNaN: true })
}

const someArgs = (spec: IndicatorSpec) => fc.tuple(...spec.args.map(ofArgument))

/** The phase of a cycle jumps where rounding does; TA-Lib’s natr of one bar is not divided. */
const lawfulArgs = (spec: IndicatorSpec) =>
  someArgs(spec).filter(
    (args) =>
      !spec.args.some(({ choices }, i) => choices?.[args[i]!] === 'mama') &&
      !(spec.name === 'natr' && args[0] === 1),
  )

const rowsOf = (columns: readonly Float64Array[], i: number) => columns.map((column) => column[i]!)

it('has no line in traits.ts for what the catalogue lacks', () => {
  const names = CATALOGUE.map((spec) => spec.name)
  expect(TRAIT_NAMES.filter((name) => !names.includes(name))).toEqual([])
})

describe.each(CATALOGUE)('$name', (spec) => {
  const traits = traitsOf(spec.name)

  it('gives a bar the same values whatever comes later and whoever else is computing', () => {
    fc.assert(
      fc.property(someArgs(spec), series, series, fc.nat(150), (args, bars, others, end) => {
        const whole = runAll(spec, args, bars)
        const prefix = start(spec, args)
        const other = start(spec, args)
        for (let i = 0; i < Math.min(end, bars.length); i++) {
          other.take(others[i % others.length]!)
          prefix.take(bars[i]!)
          if (!spec.outputs.every((_, k) => Object.is(prefix.out[k], whole[k]![i]))) {
            expect([...prefix.out], `bar ${i}`).toEqual(rowsOf(whole, i))
          }
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('is NaN in all outputs until its warm-up, and a number in all from then on', () => {
    fc.assert(
      fc.property(someArgs(spec), series, (args, bars) => {
        const columns = runAll(spec, args, bars)
        const warmup = spec.warmup(...args)
        for (let i = 0; i < bars.length; i++) {
          const row = rowsOf(columns, i)
          const isCold = i + 1 < warmup
          const isRight = isCold
            ? row.every(Number.isNaN)
            : row.every((value) => Math.abs(value) < Infinity) ||
              (traits.hasGaps && row.every(Number.isNaN))
          if (!isRight) expect(row, `bar ${i}, args ${args}`).toBe(isCold ? 'NaN' : 'numbers')
        }
      }),
      { numRuns: RUNS },
    )
  })

  if (traits.range !== null)
    it(`stays within ${traits.range.join(' and ')}`, () => {
      const [min, max] = traits.range!
      const slack = 1e-9 * Math.max(Math.abs(min), Math.abs(max))
      fc.assert(
        fc.property(someArgs(spec).filter(isConvex(spec)), series, (args, bars) => {
          for (const value of runAll(spec, args, bars).flatMap((column) => [...column])) {
            if (!(value < min - slack || value > max + slack)) continue
            expect(value).toBeGreaterThanOrEqual(min)
            expect(value).toBeLessThanOrEqual(max)
          }
        }),
        { numRuns: RUNS },
      )
    })

  it('grows with prices and volumes as its unit says', () => {
    fc.assert(
      fc.property(lawfulArgs(spec), grid, (args, bars) => {
        const larger = bars.map((bar) => ({
          ...mapPrices(bar, (price) => price * PRICE_FACTOR),
          volume: bar.volume * VOLUME_FACTOR,
        }))
        expectLaw(spec, args, { bars, changed: larger }, (value, of) =>
          of === null ? null : value * sizeOf(of, { price: PRICE_FACTOR, volume: VOLUME_FACTOR }),
        )
      }),
      { numRuns: RUNS },
    )
  })

  it('follows prices that all move by an amount, or stays, as its traits say', () => {
    fc.assert(
      fc.property(lawfulArgs(spec), grid, (args, bars) => {
        const higher = bars.map((bar) => mapPrices(bar, (price) => price + SHIFT))
        expectLaw(spec, args, { bars, changed: higher }, (value, _, output) => {
          const shift = shiftOf(traits, output)
          if (shift === 'none') return null
          return shift === 'follows' ? value + SHIFT : value
        })
      }),
      { numRuns: RUNS },
    )
  })
})

function isConvex(spec: IndicatorSpec): (args: readonly number[]) => boolean {
  return (args) =>
    spec.args.every(
      ({ choices }, i) => choices === undefined || CONVEX.includes(choices[args[i]!]!),
    )
}

function mapPrices(bar: Bar, map: (price: number) => number): Bar {
  const [open, high, low, close] = [bar.open, bar.high, bar.low, bar.close].map(map)
  return { ...bar, open: open!, high: high!, low: low!, close: close! }
}

/** `expected` of an output of the unchanged bars; null where there is no law. */
function expectLaw(
  spec: IndicatorSpec,
  args: readonly number[],
  { bars, changed }: { bars: readonly Bar[]; changed: readonly Bar[] },
  expected: (value: number, of: Unit, output: number) => number | null,
): void {
  const before = runAll(spec, args, bars)
  const after = runAll(spec, args, changed)
  const largest = {
    price: Math.max(...changed.map((bar) => bar.high)),
    volume: Math.max(...changed.map((bar) => bar.volume)),
  }
  before.forEach((column, output) => {
    const of = unitOf(traitsOf(spec.name), output)
    for (let i = 0; i < column.length; i++) {
      const wanted = expected(column[i]!, of, output)
      const value = after[output]![i]!
      if (wanted === null || (Number.isNaN(wanted) && Number.isNaN(value))) continue
      const tolerance = 1e-9 * Math.max(Math.abs(wanted), sizeOf(of, largest))
      if (Math.abs(value - wanted) <= tolerance) continue
      expect(value, `bar ${i} of ${spec.outputs[output]}, args ${args}`).toBe(wanted)
    }
  })
}
