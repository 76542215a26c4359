// Two runs of bars into one. Where both have a bar at a time, either the two are the same or
// they conflict; the second one wins.
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { asBars } from '../series.ts'

export interface Merge {
  readonly bars: BarColumns
  /** Bars of the second run that the first does not have. */
  readonly added: number
  /** Bars that both have, with the same values. */
  readonly same: number
  /** Bars that both have, with other values. */
  readonly conflicts: number
  readonly firstConflict: {
    readonly time: number
    readonly first: string
    readonly second: string
  } | null
}

const VALUES = BAR_COLUMNS.slice(1)

/** Both runs are in order. */
export function mergeBars(first: BarColumns, second: BarColumns): Merge {
  const counts = [first.openTime.length, second.openTime.length] as const
  const out = asBars(BAR_COLUMNS.map(() => new Float64Array(counts[0] + counts[1])))
  let [i, j, row, same, conflicts] = [0, 0, 0, 0, 0]
  let firstConflict: Merge['firstConflict'] = null
  while (i < counts[0] || j < counts[1]) {
    const time = i < counts[0] ? first.openTime[i]! : Number.POSITIVE_INFINITY
    const other = j < counts[1] ? second.openTime[j]! : Number.POSITIVE_INFINITY
    if (time === other) {
      if (VALUES.every((name) => first[name][i] === second[name][j])) same++
      else {
        conflicts++
        firstConflict ??= { time, first: barText(first, i), second: barText(second, j) }
      }
      i++
    }
    const [from, at] = other <= time ? [second, j++] : [first, i++]
    for (const name of BAR_COLUMNS) out[name][row] = from[name][at]!
    row++
  }
  return {
    bars: asBars(BAR_COLUMNS.map((name) => out[name].subarray(0, row))),
    added: counts[1] - same - conflicts,
    same,
    conflicts,
    firstConflict,
  }
}

/** A bar's values as a CSV row has them. */
const barText = (bars: BarColumns, row: number) => VALUES.map((name) => bars[name][row]).join(',')
