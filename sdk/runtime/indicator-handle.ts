// One indicator on one series: fed lazily with every closed bar since the first, remembering as
// many of its last values as anybody has asked for.
import type { BarColumns } from '#sdk/domain.ts'
import type { BarIndicator, IndicatorSpec, SourceIndicator } from '#sdk/indicators/indicator.ts'
import type { Series } from './series.ts'

/** Reads the source of an indicator at bar i of its series; NaN where it has none yet. */
export type SourceReader = (columns: BarColumns, i: number) => number

export const SOURCES: Readonly<Record<string, SourceReader>> = {
  close: (c, i) => c.close[i]!,
  open: (c, i) => c.open[i]!,
  high: (c, i) => c.high[i]!,
  low: (c, i) => c.low[i]!,
  hl2: (c, i) => (c.high[i]! + c.low[i]!) / 2,
  hlc3: (c, i) => (c.high[i]! + c.low[i]! + c.close[i]!) / 3,
  ohlc4: (c, i) => (c.open[i]! + c.high[i]! + c.low[i]! + c.close[i]!) / 4,
  volume: (c, i) => c.volume[i]!,
}

export interface Handle {
  readonly outputs: number
  /** The value `offset` bars back (0: the latest closed bar); NaN where there is none. */
  at(offset: number, output: number): number
  /** The latest value of the first output; the fast path. */
  latest(): number
}

const DEPTH_MIN = 2

/** Begins to read a source at its first bar. */
export type SourceMaker = () => SourceReader

/** `source` is null for the plain close, the common case, and for indicators that read bars. */
export function createHandle(
  series: Series,
  spec: IndicatorSpec,
  args: readonly number[],
  source: SourceMaker | null,
): Handle {
  const outputs = spec.outputs.length
  let depth = DEPTH_MIN
  let feeder = createFeeder(spec, args, source)
  let ring = new Float64Array(depth * outputs)
  let cursor = 0
  let value = Number.NaN

  function catchUp(): void {
    const { columns, count } = series
    const { out } = feeder
    while (cursor < count) {
      feeder.feed(columns, cursor)
      const row = (cursor & (depth - 1)) * outputs
      for (let k = 0; k < outputs; k++) ring[row + k] = out[k]!
      cursor += 1
    }
    value = out[0]!
  }

  /** A deeper memory than before has to be filled again from the first bar. */
  function deepen(wanted: number): void {
    while (depth < wanted) depth *= 2
    ring = new Float64Array(depth * outputs)
    feeder = createFeeder(spec, args, source)
    cursor = 0
  }

  return {
    outputs,
    latest() {
      if (cursor !== series.count) catchUp()
      return value
    },
    at(offset, output) {
      if (offset >= depth) deepen(offset + 1)
      if (cursor !== series.count) catchUp()
      const i = cursor - 1 - offset
      return i < 0 ? Number.NaN : ring[(i & (depth - 1)) * outputs + output]!
    },
  }
}

interface Feeder {
  readonly out: Float64Array
  feed(columns: BarColumns, i: number): void
}

function createFeeder(
  spec: IndicatorSpec,
  args: readonly number[],
  source: SourceMaker | null,
): Feeder {
  if (spec.input === 'bar') return barFeeder(spec.create(...args))
  const indicator = spec.create(...args)
  return source === null ? closeFeeder(indicator) : sourceFeeder(indicator, source())
}

function barFeeder(indicator: BarIndicator): Feeder {
  return {
    out: indicator.out,
    feed: (c, i) =>
      indicator.update(
        c.open[i]!,
        c.high[i]!,
        c.low[i]!,
        c.close[i]!,
        c.volume[i]!,
        c.openTime[i]!,
      ),
  }
}

function closeFeeder(indicator: SourceIndicator): Feeder {
  return { out: indicator.out, feed: (c, i) => indicator.update(c.close[i]!) }
}

function sourceFeeder(indicator: SourceIndicator, source: SourceReader): Feeder {
  return {
    out: indicator.out,
    feed(columns, i) {
      const value = source(columns, i)
      // A source that is itself an indicator is NaN until it is warm.
      if (!Number.isNaN(value)) indicator.update(value)
    },
  }
}

/** An indicator's first output as the source of another. */
export function indicatorSource(
  spec: IndicatorSpec,
  args: readonly number[],
  source: SourceMaker | null,
): SourceMaker {
  return () => {
    const feeder = createFeeder(spec, args, source)
    return (columns, i) => {
      feeder.feed(columns, i)
      return feeder.out[0]!
    }
  }
}
