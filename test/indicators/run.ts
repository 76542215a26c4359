// Runs any entry of the catalogue over bars, by its description.

import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import type { Bar } from './series.ts'

/** Something that takes bars, whatever it makes of them. */
export interface Running {
  readonly out: Float64Array
  take(bar: Bar): void
}

/** A source reads closes; a pair reads closes and, as those of the other symbol, highs. */
export function start(spec: IndicatorSpec, args: readonly number[]): Running {
  if (spec.input === 'bar') {
    const running = spec.create(...args)
    return {
      out: running.out,
      take: ({ open, high, low, close, volume, openTime }) =>
        running.update(open, high, low, close, volume, openTime),
    }
  }
  if (spec.input === 'pair') {
    const running = spec.create(...args)
    return { out: running.out, take: ({ close, high }) => running.update(close, high) }
  }
  const running = spec.create(...args)
  return { out: running.out, take: ({ close }) => running.update(close) }
}

/** One series per output, in the order of the spec's `outputs`. */
export function runAll(
  spec: IndicatorSpec,
  args: readonly number[],
  bars: readonly Bar[],
): Float64Array[] {
  const running = start(spec, args)
  const columns = spec.outputs.map(() => new Float64Array(bars.length))
  bars.forEach((bar, i) => {
    running.take(bar)
    columns.forEach((column, output) => {
      column[i] = running.out[output]!
    })
  })
  return columns
}
