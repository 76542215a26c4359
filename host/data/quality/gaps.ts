// Where bars are missing. A market that closes has no bars then: nights, week-ends and holidays are
// told from gaps by their length.
import { timeframeMs } from '#sdk/timeframe.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A step as long as this is a night, up to the longest run of holidays around a week-end. */
const CLOSED_MIN_MS = 3 * HOUR
const CLOSED_MAX_MS = 5 * DAY

export interface Gap {
  /** Open time of the first missing bar. */
  readonly from: number
  /** Open time of the next bar that is there. */
  readonly to: number
  readonly bars: number
}

export type Calendar = 'always open' | 'sessions'

export interface Coverage {
  readonly calendar: Calendar
  readonly gaps: readonly Gap[]
  readonly missing: number
  /** Share of the bars there should be; 1 is all of them. */
  readonly share: number
  /** The same for equal stretches of time; null where the market was closed throughout. */
  readonly stretches: readonly (number | null)[]
}

export function coverageOf(times: Float64Array, timeframe: string, stretches = 0): Coverage {
  const interval = timeframeMs(timeframe)!
  const calendar = calendarOf(times, interval)
  const gaps: Gap[] = []
  for (let i = 1; i < times.length; i++) {
    const step = times[i]! - times[i - 1]!
    // Days of the exchange's own zone are 23 or 25 hours long twice a year.
    const bars = Math.round(step / interval) - 1
    if (bars < 1) continue
    const isClosed = step >= CLOSED_MIN_MS && step <= CLOSED_MAX_MS
    if (calendar === 'sessions' && isClosed) continue
    gaps.push({ from: times[i - 1]! + interval, to: times[i]!, bars })
  }
  const missing = gaps.reduce((sum, gap) => sum + gap.bars, 0)
  return {
    calendar,
    gaps,
    missing,
    share: times.length === 0 ? 0 : times.length / (times.length + missing),
    stretches: stretches === 0 ? [] : shares(times, gaps, stretches),
  }
}

/** Sessions: no bar on any of its Saturdays (UTC), or a night after every day. */
function calendarOf(times: Float64Array, interval: number): Calendar {
  let nights = 0
  let saturdays = 0
  let isSaturdayInside = false
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!
    if (new Date(time).getUTCDay() === 6) saturdays++
    const before = i === 0 ? time : times[i - 1]!
    if (time - before >= Math.max(CLOSED_MIN_MS, 2 * interval)) nights++
    if (time - before > 2 * DAY) isSaturdayInside = true
  }
  const days = times.length === 0 ? 0 : (times.at(-1)! - times[0]!) / DAY
  // Stray prints on a Saturday do not make a market that never closes.
  if (saturdays > times.length / 50) return 'always open'
  const hasNights = interval < DAY && days >= 2 && nights >= Math.max(2, Math.round(days * (5 / 7)))
  return isSaturdayInside || hasNights ? 'sessions' : 'always open'
}

function shares(times: Float64Array, gaps: readonly Gap[], count: number): (number | null)[] {
  const [start, end] = [times[0]!, times.at(-1)! + 1]
  const indexOf = (time: number) => Math.floor(((time - start) / (end - start)) * count)
  const here = new Float64Array(count)
  const missing = new Float64Array(count)
  for (const time of times) here[indexOf(time)]!++
  for (const { from, to, bars } of gaps) {
    const [first, last] = [indexOf(from), Math.min(count - 1, indexOf(to))]
    for (let k = first; k <= last; k++) {
      const begin = Math.max(from, start + (k / count) * (end - start))
      const until = Math.min(to, start + ((k + 1) / count) * (end - start))
      missing[k]! += (Math.max(0, until - begin) / (to - from)) * bars
    }
  }
  return Array.from(here, (bars, k) => {
    const all = bars + missing[k]!
    return all === 0 ? null : bars / all
  })
}
