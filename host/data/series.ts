// Bars as the host holds them: six columns of doubles in one shared buffer. Cuts, measures and
// packs what a reader has parsed and checked; it never reads files.
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'

export interface BarSeries {
  /**
   * Views on one SharedArrayBuffer, column after column in the order of BAR_COLUMNS, so that
   * the buffer can be handed to an isolate without a copy.
   */
  readonly columns: BarColumns
  readonly count: number
  /** The most common difference of two open times that follow each other. */
  readonly intervalMs: number
  readonly path: string
}

/** A cut by open time in ms: `from` inclusive, `to` exclusive. */
export interface TimeRange {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** Checked bars of a whole file → the series within `range`. */
export function toSeries(bars: BarColumns, path: string, range: TimeRange): BarSeries {
  const total = bars.openTime.length
  const start = range.from === undefined ? 0 : firstAtOrAfter(bars.openTime, range.from)
  const end = range.to === undefined ? total : firstAtOrAfter(bars.openTime, range.to)
  const count = Math.max(0, end - start)
  if (count < 2) throw tooFewBars(bars.openTime, count, path, range)
  // A reader that knows the count beforehand has put them where they belong.
  const isInPlace = count === total && bars.openTime.buffer instanceof SharedArrayBuffer
  const columns = isInPlace ? bars : allocateColumns(count)
  if (!isInPlace) {
    for (const name of BAR_COLUMNS) columns[name].set(bars[name].subarray(start, end))
  }
  return { columns, count, intervalMs: mostCommonStep(columns.openTime), path }
}

/** Room for so many bars, in the one shared buffer that a series is. */
export function allocateColumns(count: number): BarColumns {
  const columnBytes = count * Float64Array.BYTES_PER_ELEMENT
  const shared = new SharedArrayBuffer(BAR_COLUMNS.length * columnBytes)
  return asBars(BAR_COLUMNS.map((_, index) => new Float64Array(shared, index * columnBytes, count)))
}

/** Six columns in the order of BAR_COLUMNS, by name. */
export function asBars(columns: readonly Float64Array[]): BarColumns {
  const [openTime, open, high, low, close, volume] = columns as [Float64Array, ...Float64Array[]]
  return {
    openTime,
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: volume!,
  }
}

/** The bars of rows [start, end), as views. */
export function sliceBars(bars: BarColumns, start: number, end: number): BarColumns {
  return asBars(BAR_COLUMNS.map((name) => bars[name].subarray(start, end)))
}

/** Of two steps that are equally common, the shorter; 0 where there is none. */
export function mostCommonStep(times: Float64Array): number {
  const counts = new Map<number, number>()
  let run = 0
  for (let i = 1; i < times.length; i++) {
    const step = times[i]! - times[i - 1]!
    run++
    // Counted by runs of equal steps: a map operation per bar would cost more than the parsing.
    if (i + 1 === times.length || times[i + 1]! - times[i]! !== step) {
      counts.set(step, (counts.get(step) ?? 0) + run)
      run = 0
    }
  }
  let best = 0
  for (const [step, count] of counts) {
    const most = counts.get(best) ?? 0
    if (count > most || (count === most && step < best)) best = step
  }
  return best
}

export function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}

function tooFewBars(times: Float64Array, count: number, path: string, range: TimeRange): HostError {
  const hasCut = range.from !== undefined || range.to !== undefined
  const what = count === 0 ? 'no bar' : 'only one bar; at least two are needed'
  if (!hasCut) return new HostError('no-data', what, { file: path })
  const from = range.from === undefined ? 'the start' : isoTime(range.from)
  const to = range.to === undefined ? 'the end' : isoTime(range.to)
  return new HostError('no-data', `${what} (from ${from}, to ${to})`, {
    file: path,
    hint: `the file's bars open from ${isoTime(times[0]!)} to ${isoTime(times.at(-1)!)}`,
  })
}

/** 2025-05-05T00:00Z: seconds and milliseconds only where they are not zero. */
export function isoTime(ms: number): string {
  if (!(Math.abs(ms) <= 8.64e15)) return String(ms)
  return new Date(ms).toISOString().replace(/(:00)?\.000Z$/, 'Z')
}
