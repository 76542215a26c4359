// NYSE and Nasdaq: holidays and early closes by rule, and the days on which the exchanges were closed
// beside them. Rules as they have been since 2000. Source: NYSE rules 7.1 and 7.2 and the holidays
// that it announces, https://www.nyse.com/markets/hours-calendars
import {
  addDays,
  dateOf,
  easter,
  FRIDAY,
  lastWeekday,
  MONDAY,
  nthWeekday,
  SATURDAY,
  SUNDAY,
  THURSDAY,
  weekdayOf,
  yearOf,
} from './dates.ts'
import type { DayPlan } from './market-calendar.ts'

/** Minutes after midnight in New York. */
const FULL_DAY: DayPlan = [
  { kind: 'pre', from: 4 * 60, to: 9 * 60 + 30 },
  { kind: 'regular', from: 9 * 60 + 30, to: 16 * 60 },
  { kind: 'after', from: 16 * 60, to: 20 * 60 },
]
/** On days that end early, NYSE Arca's late session ends at 17:00. */
const SHORT_DAY: DayPlan = [
  { kind: 'pre', from: 4 * 60, to: 9 * 60 + 30 },
  { kind: 'regular', from: 9 * 60 + 30, to: 13 * 60 },
  { kind: 'after', from: 13 * 60, to: 17 * 60 },
]

/** Attacks, storms and days of mourning. */
const CLOSED: ReadonlySet<string> = new Set([
  ...['2001-09-11', '2001-09-12', '2001-09-13', '2001-09-14'],
  '2004-06-11',
  '2007-01-02',
  ...['2012-10-29', '2012-10-30'],
  '2018-12-05',
  '2025-01-09',
])

/** By announcement, and in 2002 in place of the day before Independence Day. */
const SHORT: ReadonlySet<string> = new Set(['2002-07-05', '2003-12-26'])

export const TIME_ZONE = 'America/New_York'

export function planOf(date: string): DayPlan {
  const weekday = weekdayOf(date)
  if (weekday === SATURDAY || weekday === SUNDAY) return []
  if (CLOSED.has(date) || holidaysOf(yearOf(date)).has(date)) return []
  return isShort(date) ? SHORT_DAY : FULL_DAY
}

function isShort(date: string): boolean {
  if (SHORT.has(date)) return true
  const year = yearOf(date)
  if (date === addDays(thanksgiving(year), 1) || date === dateOf(year, 12, 24)) return true
  // Where the holiday itself is on a week-end or a Monday, there is no short day before it.
  return date === dateOf(year, 7, 3) && weekdayOf(date) < FRIDAY && year !== 2002
}

const kept = new Map<number, ReadonlySet<string>>()

function holidaysOf(year: number): ReadonlySet<string> {
  const known = kept.get(year)
  if (known !== undefined) return known
  const newYear = dateOf(year, 1, 1)
  const holidays = new Set([
    // A Saturday's is not made up for: the Friday ends the year's books.
    ...(weekdayOf(newYear) === SATURDAY ? [] : [observed(newYear)]),
    nthWeekday(year, 1, [MONDAY, 3]),
    nthWeekday(year, 2, [MONDAY, 3]),
    addDays(easter(year), -2),
    lastWeekday(year, 5, MONDAY),
    ...(year >= 2022 ? [observed(dateOf(year, 6, 19))] : []),
    observed(dateOf(year, 7, 4)),
    nthWeekday(year, 9, [MONDAY, 1]),
    thanksgiving(year),
    observed(dateOf(year, 12, 25)),
  ])
  kept.set(year, holidays)
  return holidays
}

const thanksgiving = (year: number) => nthWeekday(year, 11, [THURSDAY, 4])

/** A Saturday's holiday is kept on the Friday before, a Sunday's on the Monday after. */
function observed(date: string): string {
  const weekday = weekdayOf(date)
  return addDays(date, weekday === SATURDAY ? -1 : weekday === SUNDAY ? 1 : 0)
}
