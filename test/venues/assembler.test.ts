// Instants from the bars of several symbols: who waits for whom, and for how long.
import { describe, expect, it } from 'vitest'
import type { FeedBar } from '#host/feeds/feed.ts'
import { Assembler } from '#host/feeds/live/assembler.ts'
import type { Settled } from '#host/feeds/live/lane.ts'

const MINUTE = 60_000
const HOLD = 30_000
const STALE = 60_000

/** As much of a lane as is looked at. */
class SettledBars {
  next = 0
  readonly settled: Settled[] = []
  readonly info = { symbol: 'X', intervalMs: MINUTE }
  readonly feed: number

  constructor(feed: number) {
    this.feed = feed
  }

  /** The next minute's bar is settled at `at`; or that there is none. */
  settle(at: number, { isThere = true, isStale = false } = {}): void {
    const { feed, next: openTime } = this
    const bar: FeedBar = { feed, openTime, open: 1, high: 1, low: 1, close: 1, volume: 1 }
    this.settled.push({ openTime, bar: isThere ? bar : null, at, isStale })
    this.next += MINUTE
  }
}

function open(count: number) {
  const lanes = Array.from({ length: count }, (_, feed) => new SettledBars(feed))
  const assembler = new Assembler({
    lanes: lanes as never,
    holdMs: HOLD,
    staleMs: STALE,
    time: 0,
  })
  const take = (now: number) => {
    const instant = assembler.take(now)
    if (instant === null) return null
    const minutes = instant.bars.map(({ feed, openTime }) => `${feed}:${openTime / MINUTE}`)
    return { ...instant, time: instant.time / MINUTE, bars: minutes.join(' ') }
  }
  return { lanes: lanes as [SettledBars, SettledBars, SettledBars], take }
}

const good = { silent: [], stale: [] }

describe('instants', () => {
  it('have the bars of all symbols that end together', () => {
    const { lanes, take } = open(2)
    lanes[0].settle(60_100)
    expect(take(60_100)).toBeNull()
    lanes[1].settle(61_000)
    expect(take(61_000)).toEqual({ time: 1, bars: '0:0 1:0', ...good })
    expect(take(61_000)).toBeNull()
  })

  it('say for whom only time passes', () => {
    const { lanes, take } = open(2)
    lanes[0].settle(60_100)
    lanes[1].settle(65_000, { isThere: false })
    expect(take(65_000)).toEqual({ time: 1, bars: '0:0', silent: [1], stale: [] })
  })

  it('are none where no symbol has a bar', () => {
    const { lanes, take } = open(2)
    for (const lane of lanes) lane.settle(66_000, { isThere: false })
    expect(take(66_000)).toBeNull()
    for (const lane of lanes) lane.settle(120_100)
    expect(take(120_100)).toEqual({ time: 2, bars: '0:1 1:1', ...good })
  })

  it('wait for a symbol for half a minute, once; its bars come later, none is lost', () => {
    const { lanes, take } = open(2)
    lanes[0].settle(60_100)
    expect(take(60_100 + HOLD - 1)).toBeNull()
    expect(take(60_100 + HOLD)).toEqual({ time: 1, bars: '0:0', ...good })
    lanes[0].settle(120_100)
    expect(take(120_100)).toEqual({ time: 2, bars: '0:1', ...good })
    // Time does not go back for the session; the bars have their own times.
    lanes[1].settle(121_000)
    lanes[1].settle(121_000)
    expect(take(121_000)).toEqual({ time: 2, bars: '1:0', ...good, stale: [1] })
    expect(take(121_000)).toEqual({ time: 2, bars: '1:1', ...good })
    // It has caught up: it is waited for again.
    lanes[0].settle(180_100)
    expect(take(180_100)).toBeNull()
  })

  it('say of whom nothing good has come: old bars, and halted symbols', () => {
    const { lanes, take } = open(3)
    lanes[0].settle(60_100)
    lanes[1].settle(60_100, { isStale: true })
    lanes[2].settle(60_100, { isThere: false, isStale: true })
    expect(take(60_100)).toEqual({ time: 1, bars: '0:0 1:0', silent: [2], stale: [1, 2] })
    for (const lane of lanes) lane.settle(120_000 + STALE + 1)
    expect(take(120_000 + STALE + 1)).toMatchObject({ time: 2, stale: [0, 1, 2] })
  })
})
