// A dataset's files: one a month, or one a year from an hour a bar on, so that a download rewrites
// little and a year is few files. Months and years are UTC.
import type { BarColumns } from '#sdk/domain.ts'
import { TIMEFRAMES } from '#sdk/timeframe.ts'
import { sliceBars, type TimeRange } from '../series.ts'

const FILE_NAME = /^(\d{4})(?:-(\d{2}))?\.parquet$/

export const isPartition = (name: string) => FILE_NAME.test(name)

export interface Partition {
  readonly name: string
  readonly bars: BarColumns
}

/** Bars in order → the partitions that they belong to, in order. */
export function partition(bars: BarColumns, timeframe: string): Partition[] {
  const isMonthly = TIMEFRAMES[timeframe]! < TIMEFRAMES['1h']!
  const parts: Partition[] = []
  const count = bars.openTime.length
  for (let start = 0; start < count; ) {
    const name = fileName(bars.openTime[start]!, isMonthly)
    const until = spanOf(name)!.to
    let end = start + 1
    while (end < count && bars.openTime[end]! < until) end++
    parts.push({ name, bars: sliceBars(bars, start, end) })
    start = end
  }
  return parts
}

function fileName(time: number, isMonthly: boolean): string {
  return `${new Date(time).toISOString().slice(0, isMonthly ? 7 : 4)}.parquet`
}

/** The times that a partition may hold: `from` inclusive, `to` exclusive. */
export function spanOf(name: string): { from: number; to: number } | null {
  const match = FILE_NAME.exec(name)
  if (match === null) return null
  const year = Number(match[1])
  if (match[2] === undefined) return { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) }
  const month = Number(match[2])
  return { from: Date.UTC(year, month - 1), to: Date.UTC(year, month) }
}

export function overlaps(name: string, range: TimeRange): boolean {
  const span = spanOf(name)!
  return (
    (range.from === undefined || span.to > range.from) &&
    (range.to === undefined || span.from < range.to)
  )
}
