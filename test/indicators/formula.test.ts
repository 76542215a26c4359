// Streaming against direct recomputation from the formula, over series of every size and shape.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bar,
  naiveAtr,
  naiveBollinger,
  naiveEma,
  naiveMacd,
  naiveRsi,
  naiveSma,
  naiveStochastic,
  naiveVwap,
  runBars,
  runSource,
} from './series.ts'

/** Spans wide enough for a spike to bury what follows it in a careless running sum. */
const anySize = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -25, max: 25 }))
    .map(([digits, exponent]) => digits * 10 ** exponent),
)
/** Below this, squares are no longer doubles and a deviation cannot be told. */
const SIZE_MIN = 1e-100
const anyValue = anySize.map((value) => (Math.abs(value) < SIZE_MIN ? 0 : value))
const cents = fc.integer({ min: 1, max: 1_000_000 }).map((value) => value / 100)
const series = fc.oneof(
  fc.array(anyValue, { minLength: 1, maxLength: 120 }),
  fc.array(cents, { minLength: 1, maxLength: 120 }),
)
const length = fc.integer({ min: 1, max: 25 })
const longer = fc.integer({ min: 2, max: 25 })

const bar = fc
  .tuple(
    cents,
    cents,
    cents,
    cents,
    fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 1e9, noNaN: true })),
  )
  .map(([open, close, a, b, volume]) => {
    const high = Math.max(open, close, a)
    return { open, high, low: Math.min(open, close, b), close, volume }
  })
const bars = fc
  .array(fc.tuple(bar, fc.integer({ min: 1, max: 400 })), { minLength: 1, maxLength: 120 })
  .map((rows) => {
    let minute = 28_000_000
    return rows.map(([prices, minutes]): Bar => {
      minute += minutes
      return { ...prices, openTime: minute * 60_000 }
    })
  })

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** Within 1e-9 of the expected value or of the largest input it depends on; NaN where NaN. */
function expectClose(actual: number[], expected: number[], inputs: readonly number[]): void {
  expect(actual.map(Number.isNaN)).toEqual(expected.map(Number.isNaN))
  actual.forEach((value, i) => {
    const tolerance = 1e-9 * Math.max(Math.abs(expected[i]!), largest(inputs))
    if (!Number.isNaN(value)) expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance)
  })
}

/** `window`: how many inputs back a value depends on; all of them where it is not given. */
function expectAllClose(
  actual: number[][],
  expected: number[][],
  dependence: { inputs: readonly number[]; window?: number },
): void {
  const { inputs, window } = dependence
  actual.forEach((row, i) => {
    const from = window === undefined ? 0 : Math.max(0, i + 1 - window)
    expectClose(row, expected[i]!, inputs.slice(from, i + 1))
  })
}

const column = (values: number[]) => values.map((value) => [value])

describe('streaming equals the formula for', () => {
  it('sma', () => {
    fc.assert(
      fc.property(series, length, (inputs, n) => {
        const expected = column(naiveSma(inputs, n))
        expectAllClose(runSource('sma', [n], inputs), expected, { inputs, window: n })
      }),
    )
  })

  it('ema', () => {
    fc.assert(
      fc.property(series, length, (inputs, n) => {
        expectAllClose(runSource('ema', [n], inputs), column(naiveEma(inputs, n)), { inputs })
      }),
    )
  })

  it('rsi, which stays between 0 and 100', () => {
    fc.assert(
      fc.property(series, longer, (inputs, n) => {
        const actual = runSource('rsi', [n], inputs)
        expectAllClose(actual, column(naiveRsi(inputs, n)), { inputs: [] })
        expect(actual.flat().every((value) => !(value < 0) && !(value > 100))).toBe(true)
      }),
    )
  })

  it('macd, with fast and slow in either order', () => {
    fc.assert(
      fc.property(series, longer, longer, length, (inputs, a, b, signal) => {
        const expected = naiveMacd(inputs, [Math.min(a, b), Math.max(a, b), signal])
        expectAllClose(runSource('macd', [a, b, signal], inputs), expected, { inputs })
      }),
    )
  })

  it('bollinger, whose bands enclose the middle and whose middle is the sma', () => {
    fc.assert(
      fc.property(series, longer, fc.double({ min: 0.01, max: 5, noNaN: true }), (inputs, n, d) => {
        const actual = runSource('bollinger', [n, d], inputs)
        expectAllClose(actual, naiveBollinger(inputs, n, d), { inputs, window: n })
        expect(actual.map((row) => row[1])).toEqual(runSource('sma', [n], inputs).flat())
        for (const [upper, middle, lower] of actual) {
          expect(upper! < middle! || middle! < lower!).toBe(false)
        }
      }),
    )
  })

  it('atr, which is never negative', () => {
    fc.assert(
      fc.property(bars, length, (rows, n) => {
        const inputs = rows.map((row) => row.high)
        const actual = runBars('atr', [n], rows)
        expectAllClose(actual, column(naiveAtr(rows, n)), { inputs })
        expect(actual.flat().some((value) => value < 0)).toBe(false)
      }),
    )
  })

  it('vwap, day by day', () => {
    fc.assert(
      fc.property(bars, (rows) => {
        const inputs = rows.map((row) => row.high)
        expectAllClose(runBars('vwap', [], rows), column(naiveVwap(rows)), { inputs })
      }),
    )
  })

  it('stochastic, which stays between 0 and 100', () => {
    fc.assert(
      fc.property(bars, length, length, length, (rows, n, k, d) => {
        const actual = runBars('stochastic', [n, k, d], rows)
        expectAllClose(actual, naiveStochastic(rows, [n, k, d]), { inputs: [100] })
        expect(actual.flat().every((value) => !(value < 0) && !(value > 100))).toBe(true)
      }),
    )
  })
})
