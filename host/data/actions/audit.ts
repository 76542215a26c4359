// Whether bars are those that a symbol's corporate actions speak of: raw, and of the same company.
import type { BarColumns } from '#sdk/domain.ts'
import { firstAtOrAfter } from '../series.ts'
import { adjustmentsOf } from './adjust.ts'
import { localDay, startOfDay } from './local-day.ts'
import type { Actions } from './schema.ts'

/** The file's close of a day against that of the bars. */
export interface Contradiction {
  readonly date: string
  readonly expected: number
  readonly found: number
}

/** The last trade of a day and its official close differ by less than this. */
const CLOSE_TOLERANCE = 0.05

export function contradictions(bars: BarColumns, actions: Actions): Contradiction[] {
  return comparisons(bars, actions).filter(
    ({ expected, found }) => Math.abs(found / expected - 1) > CLOSE_TOLERANCE,
  )
}

export interface Audit {
  /** Days whose close the file and the bars agree on. */
  readonly confirmed: number
  /** The first of those that differ, if they are the more. */
  readonly contradiction: Contradiction | null
}

/** Bars that are adjusted already, or another company's, contradict most of the closes. */
export function auditActions(bars: BarColumns, actions: Actions): Audit {
  const wrong = contradictions(bars, actions)
  const confirmed = comparisons(bars, actions).length - wrong.length
  return { confirmed, contradiction: wrong.length > confirmed ? wrong[0]! : null }
}

function comparisons({ openTime, close }: BarColumns, actions: Actions): Contradiction[] {
  return adjustmentsOf(actions).flatMap(({ time, close: expected, closeDate: date }) => {
    const row = firstAtOrAfter(openTime, time) - 1
    if (expected === null || row < 0) return []
    // The close of another day says nothing.
    if (localDay(openTime[row]!, actions.timeZone) !== date) return []
    return [{ date, expected, found: close[row]! }]
  })
}

/** Bars of a time in which `symbol` was not this company's ticker. */
export interface Foreign {
  readonly from: number
  readonly to: number
  readonly bars: number
  /** The company's ticker then; null before it was listed. */
  readonly ticker: string | null
}

export function foreignBars(
  { openTime }: BarColumns,
  { tickers, timeZone }: Actions,
  symbol: string,
): Foreign[] {
  let start = Number.NEGATIVE_INFINITY
  return tickers.flatMap(({ until, ticker }, k) => {
    const end = startOfDay(until, timeZone) + (k === 0 ? 0 : DAY_MS)
    const [first, last] = [firstAtOrAfter(openTime, start), firstAtOrAfter(openTime, end) - 1]
    start = end
    if ((k > 0 && ticker === symbol.toUpperCase()) || last < first) return []
    const span = { from: openTime[first]!, to: openTime[last]!, bars: last - first + 1 }
    // The first row is the day of the listing.
    return [{ ...span, ticker: k === 0 ? null : ticker }]
  })
}

const DAY_MS = 86_400_000
