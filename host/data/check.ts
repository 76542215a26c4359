// What no bar of a market can be. Every reader's rows pass here before anything sees them.
import type { BarColumns } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'
import { isoTime } from './series.ts'

/** How a file's readers count: by lines of text, or by rows where a file has no lines. */
export interface RowPlaces {
  readonly path: string
  /** 1-based line of a 0-based row; null where the file has no lines. */
  readonly lineOf: ((row: number) => number) | null
}

/** Throws for the first row that cannot be true. */
export function checkBars(bars: BarColumns, places: RowPlaces): void {
  const { openTime, open, high, low, close, volume } = bars
  let previousTime = Number.NEGATIVE_INFINITY
  for (let row = 0; row < openTime.length; row++) {
    const top = high[row]!
    const bottom = low[row]!
    const time = openTime[row]!
    // Written so that a NaN anywhere makes it false.
    const isTrue =
      bottom > 0 &&
      bottom <= open[row]! &&
      bottom <= close[row]! &&
      top >= open[row]! &&
      top >= close[row]! &&
      top < Number.POSITIVE_INFINITY &&
      volume[row]! >= 0 &&
      volume[row]! < Number.POSITIVE_INFINITY &&
      time > previousTime
    if (!isTrue) throw barFault(bars, row, places)
    previousTime = time
  }
}

/** An error at one row: a line number where there are lines, else "row 12: …". */
export function rowError(
  message: string,
  { row, places, hint }: { row: number; places: RowPlaces; hint?: string },
): HostError {
  const { path, lineOf } = places
  return lineOf === null
    ? new HostError('bad-data', `row ${row + 1}: ${message}`, { file: path, hint })
    : new HostError('bad-data', message, { file: path, line: lineOf(row), hint })
}

const VALUE_COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const
const FIX_ROW = 'correct the row or leave it out'

function barFault(bars: BarColumns, row: number, places: RowPlaces): HostError {
  const time = bars.openTime[row]!
  const fault = Number.isFinite(time) ? valueFault(bars, row) : 'timestamp is empty or not a time'
  return fault === null
    ? orderFault(bars.openTime, row, places)
    : rowError(fault, { row, places, hint: FIX_ROW })
}

/** What is wrong with a row's values, or null. */
export function valueFault(bars: BarColumns, row: number): string | null {
  for (const name of VALUE_COLUMNS) {
    const value = bars[name][row]!
    if (Number.isNaN(value)) return `${name} is empty or not a number`
    if (!Number.isFinite(value)) return `${name} is not a finite number`
    if (name === 'volume' && value < 0) return `volume is negative (${value})`
    if (name !== 'volume' && value <= 0) return `${name} must be above 0, received ${value}`
  }
  const [open, high, low, close] = VALUE_COLUMNS.map((name) => bars[name][row]!)
  if (high! < low!) return `high ${high} is below low ${low}`
  if (high! < open!) return `high ${high} is below open ${open}`
  if (high! < close!) return `high ${high} is below close ${close}`
  if (low! > open!) return `low ${low} is above open ${open}`
  if (low! > close!) return `low ${low} is above close ${close}`
  return null
}

function orderFault(times: Float64Array, row: number, places: RowPlaces): HostError {
  const { lineOf } = places
  const before = lineOf === null ? `row ${row}` : `line ${lineOf(row - 1)}`
  const time = isoTime(times[row]!)
  if (times[row] === times[row - 1]) {
    return rowError(`timestamp ${time} is the same as that of ${before}`, {
      row,
      places,
      hint: 'keep one bar per open time',
    })
  }
  // The first step back in a file that runs backwards is at its second row.
  const hint = row === 1 ? 'the file may be newest first; ' : ''
  return rowError(`timestamp ${time} is before ${before}'s ${isoTime(times[row - 1]!)}`, {
    row,
    places,
    hint: `${hint}sort the rows, oldest first`,
  })
}
