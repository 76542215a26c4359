// What an indicator is fed from: whole bars, a column or a mean of columns, or another indicator.
import type { BarColumns } from '#sdk/domain.ts'
import type { IndicatorSpec, SourceIndicator } from '#sdk/indicators/indicator.ts'

/** A running indicator; `feed` takes bar i of its series, each once and in order. */
export interface Feeder {
  readonly out: Float64Array
  feed(columns: BarColumns, i: number): void
}

/** Reads the source of an indicator at bar i of its series; NaN where it has none yet. */
export type SourceReader = (columns: BarColumns, i: number) => number

/** Begins to read a source at its first bar. */
export type SourceMaker = () => SourceReader

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

/** `source` is null for the plain close, the common case, and for indicators that read bars. */
export function createFeeder(
  spec: IndicatorSpec,
  args: readonly number[],
  source: SourceMaker | null,
): Feeder {
  switch (spec.input) {
    case 'bar': {
      const bars = spec.create(...args)
      const feed = (c: BarColumns, i: number) =>
        bars.update(c.open[i]!, c.high[i]!, c.low[i]!, c.close[i]!, c.volume[i]!, c.openTime[i]!)
      return { out: bars.out, feed }
    }
    case 'source':
      return source === null
        ? closeFeeder(spec.create(...args))
        : sourceFeeder(spec.create(...args), source())
    case 'pair':
      throw new Error(`${spec.name} reads two symbols`)
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
