// What an indicator is fed from: whole bars, a column or a mean of columns, another indicator, or
// one of these of two symbols.
import { barEnd } from '#kernel/machine.ts'
import type { BarColumns } from '#sdk/domain.ts'
import type { IndicatorSpec, PairIndicator, SourceIndicator } from '#sdk/indicators/indicator.ts'
import type { Series } from './series.ts'

/** A running indicator; `feed` takes bar i of its series, each once and in order. */
export interface Feeder {
  readonly out: Float64Array
  feed(columns: BarColumns, i: number): void
}

/** Reads the source of an indicator at bar i of its series; NaN where it has none yet. */
export type SourceReader = (columns: BarColumns, i: number) => number

/** What an indicator reads, bar by bar. */
export interface Source {
  /** Equal keys, equal values on the same bars. */
  readonly key: string
  /** How a sentence calls it. */
  readonly text: string
  /** How many bars yield its first value. */
  warmup(): number
  /** It may be computed on bars that lie there before they have happened. */
  readonly mayRunAhead: boolean
  /** Begins to read at the first bar. */
  open(): SourceReader
}

/** A use of an indicator, complete: what `createFeeder` begins. */
export interface Use {
  readonly spec: IndicatorSpec
  readonly args: readonly number[]
  readonly source: Source
  /** The other symbol's bars, of the same timeframe, where it compares two; else null. */
  readonly partner: Series | null
  /** Whose bars it reads. */
  readonly series: Series
}

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

export const columnSource = (name: string, read: SourceReader): Source => ({
  key: name,
  text: name,
  warmup: () => 1,
  mayRunAhead: true,
  open: () => read,
})

/** What indicators read unless told otherwise; those that read whole bars have it too. */
export const CLOSE: Source = columnSource('close', SOURCES.close!)

export function createFeeder({ spec, args, source, partner, series }: Use): Feeder {
  switch (spec.input) {
    case 'bar': {
      const bars = spec.create(...args)
      const { nextOpen } = series.feed.sessions
      bars.follow?.({ nextOpen, barMs: series.timeframeMs })
      const feed = (c: BarColumns, i: number) =>
        bars.update(c.open[i]!, c.high[i]!, c.low[i]!, c.close[i]!, c.volume[i]!, c.openTime[i]!)
      return { out: bars.out, feed }
    }
    case 'source':
      return source === CLOSE
        ? closeFeeder(spec.create(...args))
        : sourceFeeder(spec.create(...args), source.open())
    case 'pair':
      return pairFeeder(spec.create(...args), source, partner!)
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

/** Beside each own bar stands the other's latest bar that had closed by its close. */
function pairFeeder(indicator: PairIndicator, source: Source, partner: Series): Feeder {
  const own = source.open()
  const other = source.open()
  const { timeframeMs } = partner
  let cursor = 0
  let latest = Number.NaN
  return {
    out: indicator.out,
    feed(columns, i) {
      const now = barEnd(columns.openTime[i]!, timeframeMs)
      const { columns: others, count } = partner
      while (cursor < count && barEnd(others.openTime[cursor]!, timeframeMs) <= now) {
        latest = other(others, cursor)
        cursor += 1
      }
      const value = own(columns, i)
      if (!Number.isNaN(value) && !Number.isNaN(latest)) indicator.update(value, latest)
    },
  }
}

/** How many bars yield the first value of a use. */
export const warmupOf = ({ spec, args, source }: Use): number =>
  source.warmup() - 1 + spec.warmup(...args)

/** An indicator's first output as the source of another. */
export function indicatorSource(
  use: Use,
  { key, text, mayRunAhead }: Pick<Source, 'key' | 'text' | 'mayRunAhead'>,
): Source {
  return {
    key,
    text,
    mayRunAhead,
    warmup: () => warmupOf(use),
    open() {
      const feeder = createFeeder(use)
      return (columns, i) => {
        feeder.feed(columns, i)
        return feeder.out[0]!
      }
    },
  }
}
