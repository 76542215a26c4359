// The conversions of C's strftime, in UTC and English, as os.date knows them.
import { UseError } from './failure.ts'

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS =
  'January February March April May June July August September October November December'.split(' ')
const DAY_MS = 86_400_000

const two = (value: number) => String(value).padStart(2, '0')
const hour12 = (date: Date) => date.getUTCHours() % 12 || 12

const dayOfYear = (date: Date) =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS)

/** The number of the week whose weeks begin on `start` (0: Sunday); days before its first are week 0. */
const week = (date: Date, start: number) =>
  Math.floor((dayOfYear(date) + 7 - ((date.getUTCDay() + 7 - start) % 7)) / 7)

/** A day of ISO 8601's week belongs to the year that its Thursday lies in. */
function isoThursday(date: Date): Date {
  return new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS)
}

const CONVERSIONS: Readonly<Record<string, (date: Date) => string | number>> = {
  a: (d) => DAYS[d.getUTCDay()]!.slice(0, 3),
  A: (d) => DAYS[d.getUTCDay()]!,
  b: (d) => MONTHS[d.getUTCMonth()]!.slice(0, 3),
  B: (d) => MONTHS[d.getUTCMonth()]!,
  c: (d) => formatDate('%a %b %e %H:%M:%S %Y', d),
  C: (d) => two(Math.floor(d.getUTCFullYear() / 100)),
  d: (d) => two(d.getUTCDate()),
  D: (d) => formatDate('%m/%d/%y', d),
  e: (d) => String(d.getUTCDate()).padStart(2, ' '),
  F: (d) => formatDate('%Y-%m-%d', d),
  g: (d) => two(isoThursday(d).getUTCFullYear() % 100),
  G: (d) => isoThursday(d).getUTCFullYear(),
  h: (d) => MONTHS[d.getUTCMonth()]!.slice(0, 3),
  H: (d) => two(d.getUTCHours()),
  I: (d) => two(hour12(d)),
  j: (d) => String(dayOfYear(d) + 1).padStart(3, '0'),
  m: (d) => two(d.getUTCMonth() + 1),
  M: (d) => two(d.getUTCMinutes()),
  n: () => '\n',
  p: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
  r: (d) => formatDate('%I:%M:%S %p', d),
  R: (d) => formatDate('%H:%M', d),
  s: (d) => d.getTime() / 1000,
  S: (d) => two(d.getUTCSeconds()),
  t: () => '\t',
  T: (d) => formatDate('%H:%M:%S', d),
  u: (d) => d.getUTCDay() || 7,
  U: (d) => two(week(d, 0)),
  V: (d) => two(Math.floor(dayOfYear(isoThursday(d)) / 7) + 1),
  w: (d) => d.getUTCDay(),
  W: (d) => two(week(d, 1)),
  x: (d) => formatDate('%m/%d/%y', d),
  X: (d) => formatDate('%H:%M:%S', d),
  y: (d) => two(d.getUTCFullYear() % 100),
  Y: (d) => d.getUTCFullYear(),
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
}

export function formatDate(format: string, date: Date): string {
  return format.replace(/%(.?)/gs, (whole, name: string) => {
    const convert = Object.hasOwn(CONVERSIONS, name) ? CONVERSIONS[name] : undefined
    if (convert === undefined) throw new UseError(`os.date: "${whole}" is no conversion`)
    return String(convert(date))
  })
}
