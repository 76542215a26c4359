// When a market trades: its sessions by day, and what follows from them for an instant. Pure: the
// time always comes from whoever asks.
import { localDay, startOfDay } from '../data/actions/local-day.ts'
import { isoTime } from '../data/series.ts'
import type { Interval, OpenHours } from '../feeds/bar-grid.ts'
import { addDays } from './dates.ts'
import * as india from './india-equities.ts'
import * as us from './us-equities.ts'

export type SessionKind = 'pre' | 'regular' | 'after'

/** `start` inclusive, `end` exclusive; ms UTC. */
export interface Session extends Interval {
  readonly kind: SessionKind
}

/** A day's sessions in their order, in minutes after midnight where the market is. */
export type DayPlan = readonly {
  readonly kind: SessionKind
  readonly from: number
  readonly to: number
}[]

export interface MarketCalendar {
  readonly id: CalendarId
  /** As a sentence calls it. */
  readonly name: string
  /** Of the days of `sessionsOn`. */
  readonly timeZone: string
  /** The sessions of a day, 2025-01-31, in their order; none on a holiday. */
  sessionsOn(date: string): readonly Session[]
}

export const CALENDAR_IDS = ['always', 'us', 'india'] as const
export type CalendarId = (typeof CALENDAR_IDS)[number]

/** A market that never closes; its sessions are the days of UTC. */
const WHOLE_DAY: DayPlan = [{ kind: 'regular', from: 0, to: 24 * 60 }]

export const CALENDARS: Readonly<Record<CalendarId, MarketCalendar>> = {
  always: calendar('always', 'a market that never closes', 'UTC', () => WHOLE_DAY),
  us: calendar('us', 'NYSE and Nasdaq', us.TIME_ZONE, us.planOf),
  india: calendar('india', 'NSE and BSE', india.TIME_ZONE, india.planOf),
}

/** Of venues that are not listed: always open. */
const OF_VENUE: Readonly<Record<string, CalendarId>> = {
  ...{ alpaca: 'us', usa: 'us', us: 'us', nyse: 'us', nasdaq: 'us' },
  ...{ kite: 'india', zerodha: 'india', india: 'india', nse: 'india', bse: 'india' },
}

/** By a venue's or a dataset's name; those that are not known never close. */
export const calendarOfVenue = (venue: string): MarketCalendar =>
  CALENDARS[OF_VENUE[venue.toLowerCase()] ?? 'always']

/** The session in which `time` lies; null while the market is closed. */
export function sessionAt(calendar: MarketCalendar, time: number): Session | null {
  const today = calendar.sessionsOn(localDay(time, calendar.timeZone))
  return today.find(({ start, end }) => start <= time && time < end) ?? null
}

/** The first start of such a session later than `time`. */
export const nextOpen = (calendar: MarketCalendar, time: number, kind: SessionKind = 'regular') =>
  after(calendar, time, ({ kind: own, start }) => (own === kind ? start : Number.NaN))

/** The first end of such a session later than `time`. */
export const nextClose = (calendar: MarketCalendar, time: number, kind: SessionKind = 'regular') =>
  after(calendar, time, ({ kind: own, end }) => (own === kind ? end : Number.NaN))

/** No market has been closed for so many days, and a calendar has no such hole. */
const CLOSED_DAYS_MAX = 30

function after(
  calendar: MarketCalendar,
  time: number,
  edgeOf: (session: Session) => number,
): number {
  let date = localDay(time, calendar.timeZone)
  for (let i = 0; i < CLOSED_DAYS_MAX; i++) {
    const edge = calendar.sessionsOn(date).map(edgeOf)
    const next = edge.find((one) => one > time)
    if (next !== undefined) return next
    date = addDays(date, 1)
  }
  return Number.NaN
}

/** Since the latest open of a regular session at or before `time`, also after it has closed. */
export function secondsSinceOpen(calendar: MarketCalendar, time: number): number {
  let date = localDay(time, calendar.timeZone)
  for (let i = 0; i < CLOSED_DAYS_MAX; i++) {
    const opens = calendar.sessionsOn(date).filter(({ kind }) => kind === 'regular')
    const last = opens.findLast(({ start }) => start <= time)
    if (last !== undefined) return (time - last.start) / 1000
    date = addDays(date, -1)
  }
  return Number.NaN
}

/**
 * The opens of all regular sessions from the last one at or before `from` to the first after `to`, in
 * order: what scripts need to know of a calendar. null for a market that never closes.
 */
export function sessionOpens(
  calendar: MarketCalendar,
  { from, to }: { readonly from: number; readonly to: number },
): Float64Array | null {
  if (calendar.id === 'always') return null
  const opens: number[] = []
  const first = from - 1000 * secondsSinceOpen(calendar, from)
  for (let open = first; ; open = nextOpen(calendar, open)) {
    if (Number.isNaN(open)) break
    opens.push(open)
    if (open > to) break
  }
  return Float64Array.from(opens)
}

/** Whether an order may be sent at `time`, by the kinds of session in which it may. */
export function mayTrade(
  calendar: MarketCalendar,
  time: number,
  allowed: ReadonlySet<SessionKind>,
): boolean {
  const session = sessionAt(calendar, time)
  return session !== null && allowed.has(session.kind)
}

/** Why `mayTrade` says no, for whoever is refused. */
export function whyClosed(calendar: MarketCalendar, time: number): string {
  const session = sessionAt(calendar, time)
  const now = session === null ? 'closed' : `in its ${NAMES[session.kind]} session`
  const open = isoTime(nextOpen(calendar, time))
  return `${calendar.name} is ${now} at ${isoTime(time)}; the next regular session opens at ${open}`
}

const NAMES: Readonly<Record<SessionKind, string>> = {
  pre: 'pre-market',
  regular: 'regular',
  after: 'after-hours',
}

/** As bar builders and gates want it: bars count from the open of each session of these kinds. */
export function openHours(
  calendar: MarketCalendar,
  kinds: ReadonlySet<SessionKind> = new Set(['regular']),
): OpenHours {
  // Times mostly come in order: the session found last is tried first.
  let last: Session | null = null
  return (time) => {
    if (last !== null && last.start <= time && time < last.end) return last
    const found = sessionAt(calendar, time)
    last = found !== null && kinds.has(found.kind) ? found : null
    return last
  }
}

/** When there is trading: also before and after the regular session. null: always. */
export const hoursOf = (id: CalendarId): OpenHours | null =>
  id === 'always' ? null : openHours(CALENDARS[id], new Set(['pre', 'regular', 'after']))

const MINUTE_MS = 60_000

function calendar(
  id: CalendarId,
  name: string,
  timeZone: string,
  planOf: (date: string) => DayPlan,
): MarketCalendar {
  const days = new Map<string, readonly Session[]>()
  return {
    id,
    name,
    timeZone,
    sessionsOn(date) {
      const known = days.get(date)
      if (known !== undefined) return known
      const midnight = startOfDay(date, timeZone)
      // Clocks are changed on Sundays, when these markets are closed.
      const sessions = planOf(date).map(({ kind, from, to }) => ({
        kind,
        start: midnight + from * MINUTE_MS,
        end: midnight + to * MINUTE_MS,
      }))
      days.set(date, sessions)
      return sessions
    },
  }
}
