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

const DEPTH_MIN = 2

/** Begins to read a source at its first bar. */
export type SourceMaker = () => SourceReader

/** Fields, not closures: V8 keeps a field's double in place, and boxes a closed-over one anew. */
export class Handle {
  readonly outputs: number
  readonly #series: Series
  readonly #makeFeeder: () => Feeder
  #feeder: Feeder
  #depth = DEPTH_MIN
  #ring: Float64Array
  #cursor = 0
  #value = Number.NaN

  /** `source` is null for the plain close, the common case, and for indicators that read bars. */
  constructor(
    series: Series,
    spec: IndicatorSpec,
    args: readonly number[],
    source: SourceMaker | null,
  ) {
    this.outputs = spec.outputs.length
    this.#series = series
    this.#makeFeeder = () => createFeeder(spec, args, source)
    this.#feeder = this.#makeFeeder()
    this.#ring = new Float64Array(DEPTH_MIN * this.outputs)
  }

  /** The latest value of the first output; the fast path. */
  latest(): number {
    const { count } = this.#series
    if (this.#cursor === count) return this.#value
    // One new bar, as at almost every call: V8 makes much less of the loop than of these lines.
    if (this.#cursor + 1 === count && this.outputs === 1) this.#feedOne()
    else this.#catchUp()
    return this.#value
  }

  /** The value `offset` bars back (0: the latest closed bar); NaN where there is none. */
  at(offset: number, output: number): number {
    if (offset >= this.#depth) this.#deepen(offset + 1)
    if (this.#cursor !== this.#series.count) this.#catchUp()
    const i = this.#cursor - 1 - offset
    return i < 0 ? Number.NaN : this.#ring[(i & (this.#depth - 1)) * this.outputs + output]!
  }

  #feedOne(): void {
    const cursor = this.#cursor
    const feeder = this.#feeder
    feeder.feed(this.#series.columns, cursor)
    const value = feeder.out[0]!
    this.#ring[cursor & (this.#depth - 1)] = value
    this.#cursor = cursor + 1
    this.#value = value
  }

  #catchUp(): void {
    const { columns, count } = this.#series
    const feeder = this.#feeder
    const { out } = feeder
    const ring = this.#ring
    const last = this.#depth - 1
    const { outputs } = this
    for (let i = this.#cursor; i < count; i++) {
      feeder.feed(columns, i)
      const row = (i & last) * outputs
      ring[row] = out[0]!
      for (let k = 1; k < outputs; k++) ring[row + k] = out[k]!
    }
    this.#cursor = count
    this.#value = out[0]!
  }

  /** A deeper memory than before has to be filled again from the first bar. */
  #deepen(wanted: number): void {
    while (this.#depth < wanted) this.#depth *= 2
    this.#ring = new Float64Array(this.#depth * this.outputs)
    this.#feeder = this.#makeFeeder()
    this.#cursor = 0
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
