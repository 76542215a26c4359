// When a streamed value counts as the recomputed one, and series to try it on.

import fc from 'fast-check'
import { expect } from 'vitest'

/** Spans wide enough for a spike to bury what follows it in a careless running sum. */
const anySize = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -12, max: 12 }))
    .map(([digits, exponent]) => digits * 10 ** exponent),
  fc.constant(0),
)
/** Below this the products of an indicator are no longer doubles. */
const SIZE_MIN = 1e-100
const anyValue = anySize.map((value) => (Math.abs(value) < SIZE_MIN ? 0 : value))
const cents = fc.integer({ min: 1, max: 1_000_000 }).map((value) => value / 100)
/** A few prices again and again. */
const ties = fc.constantFrom(100.1, 100.2, 100.3, 100.1)

const of = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: 1, maxLength: 120 })

export const anySeries = fc.oneof(of(anyValue), of(cents), of(ties))
export const prices = fc.oneof(of(cents), of(ties))

const largest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/**
 * Within 1e-9 of the expected value or of the largest input it depends on; NaN where NaN.
 * `window`: how many inputs back that is; all of them where it is not given.
 */
export function expectRows(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  { inputs, window }: { inputs: readonly number[]; window?: number },
): void {
  expect(actual.map((row) => row.map(Number.isNaN))).toEqual(
    expected.map((row) => row.map(Number.isNaN)),
  )
  actual.forEach((row, i) => {
    const from = window === undefined ? 0 : Math.max(0, i + 1 - window)
    const size = largest(inputs.slice(from, i + 1))
    row.forEach((value, output) => {
      const goal = expected[i]![output]!
      if (Number.isNaN(goal)) return
      const error = Math.abs(value - goal)
      expect(error, `bar ${i}`).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(goal), size))
    })
  })
}

export const column = (values: readonly number[]): number[][] => values.map((value) => [value])

/** Cents that wander, the same on every run. */
export function wander(length: number): number[] {
  let seed = 20_240_229
  let at = 40_000
  return Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    at = Math.max(100, at + ((seed >> 8) % 201) - 100)
    return at / 100
  })
}
