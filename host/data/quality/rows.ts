// A file's rows as they came: which of them no market can have made, which come twice or out of
// order, and the bars that are left, in order.
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { valueFault } from '../check.ts'
import { asBars } from '../series.ts'

export interface RowFinding {
  readonly kind: 'impossible' | 'duplicate' | 'out-of-order'
  /** Line of a text file, or row of another one; 1-based. */
  readonly place: number
  /** Null where the row has no time that can be read. */
  readonly time: number | null
  readonly message: string
}

export interface ExaminedRows {
  readonly findings: readonly RowFinding[]
  readonly isNewestFirst: boolean
  readonly bars: BarColumns
}

export function examineRows(rows: BarColumns, placeOf: (row: number) => number): ExaminedRows {
  const findings: RowFinding[] = []
  const kept: number[] = []
  for (let row = 0; row < rows.openTime.length; row++) {
    const time = rows.openTime[row]!
    const message = Number.isFinite(time) ? valueFault(rows, row) : 'timestamp is not a time'
    if (message === null) kept.push(row)
    else findings.push({ kind: 'impossible', place: placeOf(row), time: finite(time), message })
  }
  const times = rows.openTime
  const backwards = kept.filter((row, i) => i > 0 && times[row]! < times[kept[i - 1]!]!)
  // Told once, not row by row, where every step goes back.
  const isNewestFirst = kept.length > 2 && backwards.length === kept.length - 1
  for (const row of isNewestFirst ? [] : backwards) {
    const message = `opens before the row above it`
    findings.push({ kind: 'out-of-order', place: placeOf(row), time: times[row]!, message })
  }
  const ordered = backwards.length === 0 ? kept : kept.toSorted((a, b) => times[a]! - times[b]!)
  const single = ordered.filter((row, i) => {
    const before = ordered[i - 1]
    if (before === undefined || times[row] !== times[before]) return true
    const isSame = BAR_COLUMNS.every((name) => rows[name][row] === rows[name][before])
    const message = `is there twice, with ${isSame ? 'the same' : 'other'} values (${placeOf(before)})`
    findings.push({ kind: 'duplicate', place: placeOf(row), time: times[row]!, message })
    return false
  })
  const isWhole = single.length === times.length && backwards.length === 0
  const bars = isWhole
    ? rows
    : asBars(BAR_COLUMNS.map((name) => Float64Array.from(single, (row) => rows[name][row]!)))
  return { findings: findings.sort((a, b) => a.place - b.place), isNewestFirst, bars }
}

const finite = (time: number) => (Number.isFinite(time) ? time : null)
