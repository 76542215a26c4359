// Bars of every size and shape: cents, ties, spikes, no volume, no range, gaps of hours and days.

import fc from 'fast-check'
import type { Bar } from './series.ts'

const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const START_MINUTE = 28_000_000

const cents = fc.integer({ min: 1, max: 1_000_000 }).map((value) => value / 100)
const ties = fc.constantFrom(100.1, 100.2, 100.3, 100.1)
const spiky = fc.oneof(
  { weight: 12, arbitrary: cents },
  { weight: 1, arbitrary: fc.constantFrom(1e12, 1e-12, 3e11) },
)
const volume = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.double({ min: 0.001, max: 1e9, noNaN: true }) },
)
const minutes = fc.oneof(
  { weight: 4, arbitrary: fc.constant(HOUR_MINUTES) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }) },
)

const barsOf = (price: fc.Arbitrary<number>) =>
  fc
    .array(fc.tuple(price, price, price, price, volume, minutes), { minLength: 1, maxLength: 90 })
    .map((rows) => {
      let minute = START_MINUTE
      return rows.map(([open, close, a, b, traded, pause]): Bar => {
        minute += pause
        const high = Math.max(open, close, a, b)
        const low = Math.min(open, close, a, b)
        return { open, high, low, close, volume: traded, openTime: minute * MINUTE_MS }
      })
    })

const flat = fc.tuple(cents, fc.integer({ min: 1, max: 90 })).map(([price, count]) =>
  Array.from(
    { length: count },
    (_, i): Bar => ({
      open: price,
      high: price,
      low: price,
      close: price,
      volume: i % 3,
      openTime: i * HOUR_MINUTES * MINUTE_MS,
    }),
  ),
)

export const mildBars = fc.oneof(barsOf(cents), barsOf(ties), flat)
export const anyBars = fc.oneof(mildBars, barsOf(spiky))
