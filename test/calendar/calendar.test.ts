// When markets are open: by the exchanges' own announcements, by LEAN's table of holidays, and across
// the changes of the clocks.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  CALENDARS,
  calendarOfVenue,
  type MarketCalendar,
  mayTrade,
  nextClose,
  nextOpen,
  openHours,
  secondsSinceOpen,
  sessionAt,
  sessionOpens,
  whyClosed,
} from '#host/calendar/market-calendar.ts'
import { BarBuilder, type BuiltBar } from '#host/feeds/bar-builder.ts'
import { sharedData } from '../data/files.ts'
import { sessionGrid } from '../feeds/support.ts'

const { us, india, always } = CALENDARS
const at = (text: string) => Date.parse(text)
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)
const sessions = (calendar: MarketCalendar, date: string) =>
  calendar.sessionsOn(date).map(({ kind, start, end }) => `${kind} ${iso(start)} ${iso(end)}`)

describe('sessions of US equities', () => {
  it.each([
    [
      'a day in winter, at UTC−5',
      '2025-01-15',
      [
        'pre 2025-01-15T09:00 2025-01-15T14:30',
        'regular 2025-01-15T14:30 2025-01-15T21:00',
        'after 2025-01-15T21:00 2025-01-16T01:00',
      ],
    ],
    [
      'a day in summer, at UTC−4',
      '2025-07-15',
      [
        'pre 2025-07-15T08:00 2025-07-15T13:30',
        'regular 2025-07-15T13:30 2025-07-15T20:00',
        'after 2025-07-15T20:00 2025-07-16T00:00',
      ],
    ],
    [
      'the day after Thanksgiving',
      '2026-11-27',
      [
        'pre 2026-11-27T09:00 2026-11-27T14:30',
        'regular 2026-11-27T14:30 2026-11-27T18:00',
        'after 2026-11-27T18:00 2026-11-27T22:00',
      ],
    ],
    ['a Saturday', '2025-01-18', []],
    ['Martin Luther King Day', '2025-01-20', []],
    ['the mourning of President Carter', '2025-01-09', []],
    ['Good Friday', '2026-04-03', []],
    ['Juneteenth', '2026-06-19', []],
    ['Independence Day on a Saturday, kept on Friday', '2026-07-03', []],
  ])('of %s are these', (_, date, expected) => {
    expect(sessions(us, date)).toEqual(expected)
  })

  it.each([
    // The clocks went forward on 2025-03-09 and back on 2025-11-02, both Sundays.
    ['2025-03-07T22:00Z', '2025-03-10T13:30'],
    ['2025-10-31T21:00Z', '2025-11-03T14:30'],
    ['2025-01-15T14:30Z', '2025-01-16T14:30'],
    ['2025-01-15T14:29:59Z', '2025-01-15T14:30'],
    ['2025-12-24T20:00Z', '2025-12-26T14:30'],
  ])('open next after %s at %s', (time, expected) => {
    expect(iso(nextOpen(us, at(time)))).toBe(expected)
  })

  it('close next at the end of the day, or of the half day', () => {
    expect(iso(nextClose(us, at('2025-12-24T15:00Z')))).toBe('2025-12-24T18:00')
    expect(iso(nextClose(us, at('2025-12-24T18:00Z')))).toBe('2025-12-26T21:00')
    expect(iso(nextClose(us, at('2025-12-24T18:00Z'), 'after'))).toBe('2025-12-24T22:00')
  })

  it('tell the time since the latest open, also when they are over', () => {
    expect(secondsSinceOpen(us, at('2025-01-15T14:30Z'))).toBe(0)
    expect(secondsSinceOpen(us, at('2025-01-15T15:00:30Z'))).toBe(1830)
    expect(secondsSinceOpen(us, at('2025-01-15T21:00Z'))).toBe(6.5 * 3600)
    // Before Thursday's open it is still Wednesday's.
    expect(secondsSinceOpen(us, at('2025-01-16T14:00Z'))).toBe(23.5 * 3600)
  })
})

describe('sessions of Indian equities', () => {
  it.each([
    [
      'any day, at UTC+5:30',
      '2025-01-15',
      [
        'pre 2025-01-15T03:30 2025-01-15T03:45',
        'regular 2025-01-15T03:45 2025-01-15T10:00',
        'after 2025-01-15T10:10 2025-01-15T10:30',
      ],
    ],
    ['Holi', '2025-03-14', []],
    ["Diwali's hour", '2025-10-21', ['regular 2025-10-21T08:15 2025-10-21T09:15']],
    ['Guru Nanak', '2026-11-24', []],
    ['Republic Day of a year that no table has yet', '2029-01-26', []],
  ])('of %s are these', (_, date, expected) => {
    expect(sessions(india, date)).toEqual(expected)
  })

  it('were on a Saturday when the budget was read', () => {
    expect(sessions(india, '2025-02-01')).toHaveLength(3)
    expect(sessions(india, '2025-02-08')).toHaveLength(0)
  })
})

describe('a market that never closes', () => {
  it('opens at 00:00 UTC every day, and is open at any instant', () => {
    const sunday = at('2025-01-05T13:00:01Z')
    expect(secondsSinceOpen(always, sunday)).toBe(13 * 3600 + 1)
    expect(sessionAt(always, sunday)?.kind).toBe('regular')
    expect(mayTrade(always, sunday, new Set(['regular']))).toBe(true)
    expect(iso(nextOpen(always, sunday))).toBe('2025-01-06T00:00')
    expect(sessionOpens(always, { from: 0, to: sunday })).toBeNull()
  })

  it('is what a venue is taken for that is not known', () => {
    expect(calendarOfVenue('binance').id).toBe('always')
    expect(calendarOfVenue('Alpaca').id).toBe('us')
    expect(calendarOfVenue('NSE').id).toBe('india')
  })
})

describe('whether an order may be sent', () => {
  it.each([
    ['2025-01-15T14:29:59Z', false, true],
    ['2025-01-15T14:30:00Z', true, true],
    ['2025-01-15T20:59:59Z', true, true],
    ['2025-01-15T21:00:00Z', false, true],
    ['2025-01-16T01:00:00Z', false, false],
    ['2025-01-18T15:00:00Z', false, false],
  ])('at %s: in regular hours %s, in extended hours %s', (time, regular, extended) => {
    expect(mayTrade(us, at(time), new Set(['regular']))).toBe(regular)
    expect(mayTrade(us, at(time), new Set(['pre', 'regular', 'after']))).toBe(extended)
  })

  it('is refused with the session that it is in, and the next open', () => {
    expect(whyClosed(us, at('2025-01-15T22:00Z'))).toBe(
      'NYSE and Nasdaq is in its after-hours session at 2025-01-15T22:00Z; ' +
        'the next regular session opens at 2025-01-16T14:30Z',
    )
    expect(whyClosed(india, at('2025-02-09T05:00Z'))).toContain('closed at 2025-02-09T05:00Z')
  })
})

describe('bars of a market that closes', () => {
  it('count from the open: the hour of 9:15 in India, and a last one of a quarter', () => {
    const bars: BuiltBar[] = []
    const builder = new BarBuilder({
      grid: sessionGrid(3_600_000, openHours(india)),
      graceMs: 0,
      listener: { bar: (bar) => bars.push(bar), refused: () => expect.unreachable() },
    })
    for (const time of ['03:45', '04:44', '04:45', '09:50']) {
      builder.take({ time: at(`2025-01-15T${time}Z`), price: 100, quantity: 1 })
    }
    builder.take({ time: at('2025-01-16T03:45Z'), price: 100, quantity: 1 })
    expect(
      bars.map(({ openTime, closeTime, count }) => [iso(openTime), iso(closeTime), count]),
    ).toEqual([
      ['2025-01-15T03:45', '2025-01-15T04:45', 2],
      ['2025-01-15T04:45', '2025-01-15T05:45', 1],
      ['2025-01-15T09:45', '2025-01-15T10:00', 1],
    ])
  })
})

it('the opens that scripts are given begin at or before the data and end after it', () => {
  const opens = sessionOpens(us, { from: at('2025-01-18T00:00Z'), to: at('2025-01-22T16:00Z') })
  expect([...opens!].map(iso)).toEqual([
    '2025-01-17T14:30',
    '2025-01-21T14:30',
    '2025-01-22T14:30',
    '2025-01-23T14:30',
  ])
})

describe.skipIf(sharedData === null)("LEAN's table", () => {
  interface Table {
    readonly holidays: readonly string[]
    readonly earlyCloses: Readonly<Record<string, string>>
  }
  const table = (market: string): Table => {
    const path = join(sharedData!, 'reference/market-hours-database.json.gz')
    return JSON.parse(gunzipSync(readFileSync(path)).toString()).entries[`Equity-${market}-[*]`]
  }
  /** "7/4/2003" → "2003-07-04". */
  const dateOf = (text: string) => {
    const [month, day, year] = text.split('/')
    return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  }
  const weekdays = (from: number, to: number) => {
    const days: string[] = []
    for (let time = Date.UTC(from, 0, 1); time < Date.UTC(to + 1, 0, 1); time += 86_400_000) {
      const day = new Date(time)
      if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10))
    }
    return days
  }
  const closedOn = (calendar: MarketCalendar, days: readonly string[]) =>
    days.filter((day) => !calendar.sessionsOn(day).some(({ kind }) => kind === 'regular'))

  it('has the same holidays of US equities from 2000 to 2028', () => {
    const holidays = new Set(table('usa').holidays.map(dateOf))
    const days = weekdays(2000, 2028)
    expect(closedOn(us, days)).toEqual(days.filter((day) => holidays.has(day)))
  })

  it('has the same early closes of US equities from 2000 to 2026', () => {
    const early = new Set(Object.keys(table('usa').earlyCloses).map(dateOf))
    const isShort = (day: string) =>
      us.sessionsOn(day).some(({ kind, start, end }) => kind === 'regular' && end - start < 2.34e7)
    const days = weekdays(2000, 2026)
    expect(days.filter(isShort)).toEqual(days.filter((day) => early.has(day)))
  })

  it('has the same holidays of Indian equities from 2015 to 2021, but for days of Diwali', () => {
    const holidays = new Set(table('india').holidays.map(dateOf))
    const days = weekdays(2015, 2021)
    // Closed by day, and open for an hour of the evening: the table has them as whole days of trading.
    const diwali = ['2015-11-11', '2017-10-19', '2018-11-07']
    const closed = closedOn(india, days).filter((day) => !diwali.includes(day))
    expect(closed).toEqual(days.filter((day) => holidays.has(day)))
  })
})
