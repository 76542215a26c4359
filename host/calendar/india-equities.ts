// NSE and BSE, equities. Holidays follow the moon and are announced year by year: a table, of
// weekdays only, from 2015 to 2026. For other years only the holidays of fixed date are known.
// Source: the exchanges' yearly circulars, https://www.nseindia.com/resources/exchange-communication-holidays
import { addDays, dateOf, easter, SATURDAY, SUNDAY, weekdayOf, yearOf } from './dates.ts'
import type { DayPlan } from './market-calendar.ts'

export const TIME_ZONE = 'Asia/Kolkata'
export const KNOWN_YEARS = { first: 2015, last: 2026 } as const

/** Minutes after midnight in India; the closing session trades at the closing price. */
const FULL_DAY: DayPlan = [
  { kind: 'pre', from: 9 * 60, to: 9 * 60 + 15 },
  { kind: 'regular', from: 9 * 60 + 15, to: 15 * 60 + 30 },
  { kind: 'after', from: 15 * 60 + 40, to: 16 * 60 },
]

const HOLIDAYS: Readonly<Record<number, string>> = {
  2015: '01-26 02-17 03-06 04-02 04-03 04-14 05-01 09-17 09-25 10-02 10-22 11-11 11-12 11-25 12-25',
  2016: '01-26 03-07 03-24 03-25 04-14 04-15 04-19 07-06 08-15 09-05 09-13 10-11 10-12 10-31 11-14',
  2017: '01-26 02-24 03-13 04-04 04-14 05-01 06-26 08-15 08-25 10-02 10-19 10-20 12-25',
  2018: '01-26 02-13 03-02 03-29 03-30 05-01 08-15 08-22 09-13 09-20 10-02 10-18 11-07 11-08 11-23 12-25',
  2019: '03-04 03-21 04-17 04-19 04-29 05-01 06-05 08-12 08-15 09-02 09-10 10-02 10-08 10-21 10-28 11-12 12-25',
  2020: '02-21 03-10 04-02 04-06 04-10 04-14 05-01 05-25 10-02 11-16 11-30 12-25',
  2021: '01-26 03-11 03-29 04-02 04-14 04-21 05-13 07-21 08-19 09-10 10-15 11-04 11-05 11-19',
  2022: '01-26 03-01 03-18 04-14 04-15 05-03 08-09 08-15 08-31 10-05 10-24 10-26 11-08',
  2023: '01-26 03-07 03-30 04-04 04-07 04-14 05-01 06-29 08-15 09-19 10-02 10-24 11-14 11-27 12-25',
  2024: '01-22 01-26 03-08 03-25 03-29 04-11 04-17 05-01 05-20 06-17 07-17 08-15 10-02 11-01 11-15 11-20 12-25',
  2025: '02-26 03-14 03-31 04-10 04-14 04-18 05-01 08-15 08-27 10-02 10-21 10-22 11-05 12-25',
  2026: '01-15 01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20 11-10 11-24 12-25',
}

/** Whole days of trading on a week-end: budgets, and tests of the second site. */
const OPEN_WEEKENDS: ReadonlySet<string> = new Set([
  ...['2015-02-28', '2020-02-01', '2024-01-20', '2025-02-01', '2026-02-01'],
])

/** The hour of Diwali's trading (muhurat), on a holiday or a Sunday; minutes after midnight. */
const MUHURAT: Readonly<Record<string, readonly [from: number, to: number]>> = {
  '2019-10-27': [18 * 60 + 15, 19 * 60 + 15],
  '2020-11-14': [18 * 60 + 15, 19 * 60 + 15],
  '2021-11-04': [18 * 60 + 15, 19 * 60 + 15],
  '2022-10-24': [18 * 60 + 15, 19 * 60 + 15],
  '2023-11-12': [18 * 60 + 15, 19 * 60 + 15],
  '2024-11-01': [18 * 60, 19 * 60],
  '2025-10-21': [13 * 60 + 45, 14 * 60 + 45],
}

export function planOf(date: string): DayPlan {
  const muhurat = MUHURAT[date]
  if (muhurat !== undefined) return [{ kind: 'regular', from: muhurat[0], to: muhurat[1] }]
  if (OPEN_WEEKENDS.has(date)) return FULL_DAY
  const weekday = weekdayOf(date)
  if (weekday === SATURDAY || weekday === SUNDAY) return []
  return isHoliday(date) ? [] : FULL_DAY
}

function isHoliday(date: string): boolean {
  const year = yearOf(date)
  const table = HOLIDAYS[year]
  if (table !== undefined) return table.includes(date.slice(5))
  const fixed = [
    dateOf(year, 1, 26),
    addDays(easter(year), -2),
    dateOf(year, 4, 14),
    dateOf(year, 5, 1),
    dateOf(year, 8, 15),
    dateOf(year, 10, 2),
    dateOf(year, 12, 25),
  ]
  return fixed.includes(date)
}
