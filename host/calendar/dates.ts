// Days of the calendar as text, 2025-01-31, without times and time zones.

const DAY_MS = 86_400_000

export const SUNDAY = 0
export const MONDAY = 1
export const THURSDAY = 4
export const FRIDAY = 5
export const SATURDAY = 6

/** `month` 1 to 12; a `day` outside of the month counts on from it. */
export const dateOf = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => new Date(Date.parse(date)).getUTCDay()

export const yearOf = (date: string): number => Number(date.slice(0, 4))

/** The n-th such weekday of a month. */
export function nthWeekday(year: number, month: number, [weekday, n]: readonly [number, number]) {
  const first = weekdayOf(dateOf(year, month, 1))
  return dateOf(year, month, 1 + ((weekday - first + 7) % 7) + 7 * (n - 1))
}

/** The last such weekday of a month. */
export function lastWeekday(year: number, month: number, weekday: number): string {
  const last = dateOf(year, month + 1, 0)
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
}

/**
 * Easter Sunday of the Gregorian calendar. Source: the anonymous algorithm as given by J. Meeus,
 * "Astronomical Algorithms", 2nd edition, chapter 8.
 */
export function easter(year: number): string {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dateOf(year, Math.floor(n / 31), (n % 31) + 1)
}
