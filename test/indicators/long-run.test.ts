// Nothing drifts: after many updates every indicator is what a fresh one makes of the last bars
// alone, however long ago it began and whatever spike has left its window. LONG_RUN=1
// makes it ten million updates each, by hand; without it there are fewer.

import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { createRandom } from '#sdk/runtime/random.ts'
import { type Running, start } from './run.ts'
import type { Bar } from './series.ts'
import { sizeOf, traitsOf, unitOf } from './traits.ts'

const UPDATES = process.env.LONG_RUN === '1' ? 10_000_000 : 150_000
/** Longer than any recursion with the arguments below remembers. */
const FADING_BARS = 20_000
/** The last of them are compared. */
const COMPARED = 60
const TOLERANCE = 1e-9
const MINUTE_MS = 60_000
const SPIKE = 1e12

/** The same bars come again and again; each has its own time. */
const POOL = makePool(40_000)

function makePool(count: number): Bar[] {
  const random = createRandom(20_240_229, 'long run')
  const draw = (range: number) => Math.floor(random.next() * range)
  let cents = 4_000_000
  return Array.from({ length: count }, (_, i) => {
    const open = cents
    // Back to where it began, so that no gap is unlike the others.
    const pull = Math.round((4_000_000 - cents) / Math.max(200, count - i))
    cents = Math.max(100_000, cents + draw(16_001) - 8000 + pull)
    const [high, low] = [Math.max(open, cents) + draw(500), Math.min(open, cents) - draw(500)]
    // Thirds, so that every sum is rounded.
    return {
      open: open / 300,
      high: high / 300,
      low: low / 300,
      close: cents / 300,
      volume: draw(1000) / 7,
      openTime: 0,
    }
  })
}

const LARGEST = {
  price: Math.max(...POOL.map((bar) => bar.high)),
  volume: Math.max(...POOL.map((bar) => bar.volume)),
}

const bar: Bar = { open: 0, high: 0, low: 0, close: 0, volume: 0, openTime: 0 }

/** The pool's bar number i, at its own time; one object for all. */
function barAt(i: number): Bar {
  Object.assign(bar, POOL[i % POOL.length]!)
  bar.openTime = i * MINUTE_MS
  return bar
}

const usualArgs = (spec: IndicatorSpec) => spec.args.map((arg) => arg.default ?? usual(arg))
const usual = ({ min, max }: { min: number; max: number }) => (max <= 1 ? (min + max) / 2 : 20)

describe(`after ${UPDATES.toLocaleString('en')} updates`, () => {
  it.each(CATALOGUE.filter(({ name }) => traitsOf(name).memory !== 'mean'))(
    '$name has not drifted',
    (spec) => {
      const running = start(spec, usualArgs(spec))
      const fresh = start(spec, usualArgs(spec))
      const memory = memoryOf(spec)
      for (let i = 0; i < UPDATES - memory; i++) running.take(barAt(i))
      expectSame(spec, { running, fresh, from: UPDATES - memory, count: memory })
    },
  )
})

describe('a spike that has left the window', () => {
  it.each(CATALOGUE.filter(({ name }) => isForgetful(name)))('is no more in $name', (spec) => {
    const running = start(spec, usualArgs(spec))
    const fresh = start(spec, usualArgs(spec))
    for (let i = 0; i < 1000; i++) running.take(barAt(i))
    const spike = barAt(1000)
    running.take({ ...spike, high: SPIKE, close: SPIKE, volume: SPIKE })
    expectSame(spec, { running, fresh, from: 1001, count: memoryOf(spec) })
  })
})

const isForgetful = (name: string) => ['window', 'fading'].includes(traitsOf(name).memory)

function memoryOf(spec: IndicatorSpec): number {
  const isWindow = traitsOf(spec.name).memory === 'window'
  return isWindow ? spec.warmup(...usualArgs(spec)) + COMPARED : FADING_BARS
}

/** Feeds both and compares the last bars; sums and products over all bars by their change. */
function expectSame(
  spec: IndicatorSpec,
  {
    running,
    fresh,
    from,
    count,
  }: { running: Running; fresh: Running; from: number; count: number },
): void {
  const { memory } = traitsOf(spec.name)
  let began: [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)]
  for (let i = 0; i < count; i++) {
    running.take(barAt(from + i))
    fresh.take(barAt(from + i))
    if (i === count - COMPARED) began = [running.out.slice(), fresh.out.slice()]
    if (i < count - COMPARED) continue
    spec.outputs.forEach((output, k) => {
      const [a, b] = [running.out[k]!, fresh.out[k]!]
      const [a0, b0] = [began[0][k]!, began[1][k]!]
      const of = unitOf(traitsOf(spec.name), k)
      const size = Math.max(Math.abs(a), Math.abs(b), sizeOf(of, LARGEST))
      const error =
        memory === 'product'
          ? Math.abs(a / a0 - b / b0)
          : Math.abs(memory === 'sum' ? a - a0 - (b - b0) : a - b) / size
      if (error <= TOLERANCE || (Number.isNaN(a) && Number.isNaN(b))) return
      expect(a, `${output} of bar ${i} of the last ${count}`).toBe(b)
    })
  }
}
