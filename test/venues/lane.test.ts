// The bars of one symbol put in order: early, late, twice, missing, refused.
import { describe, expect, it } from 'vitest'
import type { OpenHours } from '#host/feeds/bar-grid.ts'
import { ClockSkew } from '#host/feeds/clock-skew.ts'
import type { GateRecord } from '#host/feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '#host/feeds/gate-rules.ts'
import { Lane } from '#host/feeds/live/lane.ts'
import { beginOfLast } from '#host/feeds/live/trading-time.ts'
import { VenueTime } from '#host/feeds/live/venue-time.ts'
import type { BarEvent } from '#host/feeds/market-event.ts'

const MINUTE = 60_000
const START = 1_735_689_600_000
const GRACE = 2000

/** The bar of minute `i`; its close tells it from others. */
const figures = (i: number, close = 100 + i / 100) => ({
  openTime: START + i * MINUTE,
  ...{ open: close, high: close + 1, low: close - 1, close, volume: 1 },
})

function closed(i: number, changes: Partial<BarEvent> = {}): BarEvent {
  const end = START + (i + 1) * MINUTE
  const times = { exchangeTime: end + 10, receiveTime: end + 50 }
  const kind = { type: 'bar', symbol: 'X', intervalMs: MINUTE, isClosed: true } as const
  return { ...kind, ...times, ...figures(i), ...changes }
}

function openLane(hours: OpenHours | null = null) {
  const records: GateRecord[] = []
  const venueTime = new VenueTime()
  const lane = new Lane({
    feed: 0,
    info: { symbol: 'X', intervalMs: MINUTE },
    from: START,
    rules: DEFAULT_GATE_RULES,
    skew: new ClockSkew(DEFAULT_GATE_RULES.skewMsMax),
    venueTime,
    isSnapshotAsked: true,
    isBuilt: false,
    hours,
    graceMs: GRACE,
    record: (record) => records.push(record),
  })
  /** Minutes with their bars' closes; "-" where there is none. */
  const settled = () =>
    lane.settled.map(({ openTime, bar }) => `${(openTime - START) / MINUTE} ${bar?.close ?? '-'}`)
  /** `ms` after the end of minute `i`. */
  const past = (i: number, ms: number) => START + (i + 1) * MINUTE + ms
  /** The history answers; it was asked when it was `askedAt` by our clock, and so much by the venue's. */
  const take = (bars: Parameters<Lane['takeHistory']>[0], askedAt: number) =>
    lane.takeHistory(bars, { askedAt, venueTime: venueTime.latest })
  return { lane, settled, records, past, take }
}

describe('a lane of a market that closes', () => {
  // Open from minute 0 to 3, and from minute 10 on.
  const minutes = (time: number) => (time - START) / MINUTE
  const session = { start: 0, end: 0 }
  const hours: OpenHours = (time) => (minutes(time) < 3 || minutes(time) >= 10 ? session : null)

  it('misses no bar while it is closed, and the first of the next session at once', () => {
    const { lane, settled, past } = openLane(hours)
    for (const i of [0, 1, 2]) lane.hear(closed(i))
    for (let i = 3; i < 10; i++) {
      lane.pass(past(i, GRACE))
      expect(lane.isMissing(past(i, GRACE))).toBe(false)
    }
    expect(settled()).toEqual([
      '0 100',
      '1 100.01',
      '2 100.02',
      ...[3, 4, 5, 6, 7, 8, 9].map((i) => `${i} -`),
    ])
    lane.pass(past(10, GRACE))
    expect(lane.isMissing(past(10, GRACE))).toBe(true)
  })

  it('takes one that comes all the same', () => {
    const { lane, settled, past } = openLane(hours)
    for (const i of [0, 1, 2, 3]) lane.hear(closed(i))
    lane.pass(past(4, GRACE))
    expect(settled().slice(3)).toEqual(['3 100.03', '4 -'])
  })

  it('counts its past in minutes of trading', () => {
    const count = (bars: number, to: number) =>
      minutes(beginOfLast(bars, { to: START + to * MINUTE, intervalMs: MINUTE, hours }))
    expect([count(2, 12), count(3, 12), count(5, 12), count(5, 9)]).toEqual([10, 2, 0, -2])
  })
})

describe('a lane', () => {
  it('settles bars in the order of time, whatever the order they come in', () => {
    const { lane, settled } = openLane()
    for (const i of [0, 2, 3, 1]) lane.hear(closed(i))
    expect(settled()).toEqual(['0 100', '1 100.01', '2 100.02', '3 100.03'])
  })

  it('takes no bar twice', () => {
    const { lane, settled, records } = openLane()
    for (const i of [0, 0, 1, 0]) lane.hear(closed(i))
    expect(settled()).toEqual(['0 100', '1 100.01'])
    expect(records.map(({ reason }) => reason)).toEqual(['duplicate', 'out-of-order'])
  })

  it('misses a bar when it is overdue, and one before another that is there', () => {
    const { lane, past } = openLane()
    expect(lane.isMissing(past(0, GRACE - 1))).toBe(false)
    expect(lane.isMissing(past(0, GRACE))).toBe(true)
    lane.hear(closed(0))
    lane.hear(closed(2, { exchangeTime: past(1, 10), receiveTime: past(1, 10) }))
    expect(lane.isMissing(past(1, 10))).toBe(false)
    expect(lane.isMissing(past(1, 10 + GRACE))).toBe(true)
  })

  it('goes on with what came early, once the history has what was missing', () => {
    const { lane, settled, past, take } = openLane()
    lane.hear(closed(0))
    lane.hear(closed(2))
    lane.hear(closed(3))
    // The history has one of those too.
    take([figures(1), figures(2)], past(3, GRACE))
    expect(settled()).toEqual(['0 100', '1 100.01', '2 100.02', '3 100.03'])
    lane.hear(closed(4))
    expect(settled().at(-1)).toBe('4 100.04')
    expect(lane.isMissing(past(4, 100))).toBe(false)
  })

  it('leaves out what the venue does not have: a later bar is there, or enough time has passed', () => {
    const { lane, settled, past, take } = openLane()
    take([figures(2)], past(2, 0))
    expect(settled()).toEqual(['0 -', '1 -', '2 100.02'])
    // Our clock has no say in it, the venue's has: by a stamp of this symbol or of another.
    take([], past(3, 3_600_000))
    expect(settled()).toHaveLength(3)
    lane.hear(closed(4, { isClosed: false, ...stamped(past(3, 4999)) }))
    take([], past(3, 5100))
    expect(settled()).toHaveLength(3)
    lane.hear(closed(4, { isClosed: false, ...stamped(past(3, 5000)) }))
    take([], past(3, 5100))
    expect(settled().at(-1)).toBe('3 -')
  })

  it('does not take a bar for which it has given up waiting', () => {
    const { lane, settled, records, past, take } = openLane()
    lane.hear(closed(0))
    lane.hear(closed(2, { isClosed: false, ...stamped(past(1, 6000)) }))
    take([], past(1, 6000))
    lane.hear(closed(1, stamped(past(1, 6500))))
    expect(settled()).toEqual(['0 100', '1 -'])
    expect(records.at(-1)).toMatchObject({ verdict: 'rejected', reason: 'out-of-order' })
  })

  it('asks the history when what came is no good, and lets it have the last word', () => {
    const { lane, settled, past, take } = openLane()
    lane.hear(closed(0))
    lane.hear(closed(1, { high: 1 }))
    expect(settled()).toEqual(['0 100'])
    expect(lane.isMissing(past(1, 60))).toBe(true)
    take([figures(1)], past(1, 500))
    expect(settled()).toEqual(['0 100', '1 100.01'])
    take([{ ...figures(2), low: -1 }], past(2, 500))
    expect(settled().at(-1)).toBe('2 -')
    expect(lane.isMissing(past(2, 600))).toBe(false)
  })

  it('waits for a bar that by the clocks is not over yet', () => {
    const { settled, past, take } = openLane()
    take([figures(0)], past(0, -3000))
    expect(settled()).toEqual([])
    take([figures(0)], past(0, 100))
    expect(settled()).toEqual(['0 100'])
  })

  it('pays no heed to bars off the grid, of another length and far ahead', () => {
    const { lane, settled, past } = openLane()
    lane.hear(closed(0, { openTime: START + 1 }))
    lane.hear(closed(0, { intervalMs: 5 * MINUTE }))
    for (let i = 0; i < 2000; i++) lane.hear(closed(10 + i, stamped(past(0, 10))))
    lane.hear(closed(0))
    expect(settled()).toEqual(['0 100'])
  })
})

const stamped = (time: number) => ({ exchangeTime: time, receiveTime: time })
