// Recorded bars of several symbols, merged in time and played at a chosen speed.
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { CalendarId } from '../calendar/market-calendar.ts'
import type { BarSeries } from '../data/series.ts'
import type { FeedBar, Instant, Market } from './feed.ts'

export interface ReplayOptions {
  readonly series: readonly {
    readonly symbol: string
    readonly bars: BarSeries
    readonly calendar?: CalendarId
  }[]
  /** Market time per wall time, or as fast as whoever listens can take it. */
  readonly speed: number | 'max'
  readonly clock?: Clock
}

export interface Clock {
  /** Ms from any fixed moment. */
  now(): number
  /** Returns early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal }).catch(() => {})
  },
}

export function createReplay({ series, speed, clock = SYSTEM_CLOCK }: ReplayOptions): Market {
  const all = series.map(({ bars }) => bars)
  const from = Math.min(...all.map((bars) => bars.columns.openTime[0]!))
  const to = Math.max(...all.map((bars) => endOf(bars, bars.count - 1)))
  const total = all.reduce((sum, bars) => sum + bars.count, 0)
  return {
    feeds: series.map(({ bars: { intervalMs }, symbol, calendar }) =>
      calendar === undefined ? { symbol, intervalMs } : { symbol, intervalMs, calendar },
    ),
    recording: { from, to, bars: total, speed },
    past: [],
    instants: (signal, after) => paced(mergeBars(all, after), { speed, clock, signal }),
  }
}

/** The bars that end later than `after`, in that order; those that end together as one instant. */
export function* mergeBars(all: readonly BarSeries[], after: number): Generator<Instant> {
  const next = all.map((bars) => firstAfter(bars, after))
  for (;;) {
    let time = Number.POSITIVE_INFINITY
    for (const [feed, bars] of all.entries()) {
      if (next[feed]! < bars.count) time = Math.min(time, endOf(bars, next[feed]!))
    }
    if (time === Number.POSITIVE_INFINITY) return
    const together: FeedBar[] = []
    const silent: number[] = []
    for (const [feed, bars] of all.entries()) {
      const i = next[feed]!
      if (i >= bars.count) continue
      if (endOf(bars, i) !== time) {
        silent.push(feed)
        continue
      }
      together.push(barAt(bars, i, feed))
      next[feed] = i + 1
    }
    yield { time, bars: together, silent, stale: [] }
  }
}

function firstAfter(bars: BarSeries, after: number): number {
  let i = 0
  while (i < bars.count && endOf(bars, i) <= after) i++
  return i
}

/** When a data bar ends, on the grid of its interval. */
function endOf({ columns, intervalMs }: BarSeries, i: number): number {
  return (Math.floor(columns.openTime[i]! / intervalMs) + 1) * intervalMs
}

export function barAt({ columns }: BarSeries, i: number, feed: number): FeedBar {
  return {
    feed,
    openTime: columns.openTime[i]!,
    open: columns.open[i]!,
    high: columns.high[i]!,
    low: columns.low[i]!,
    close: columns.close[i]!,
    volume: columns.volume[i]!,
  }
}

/** At full speed the event loop still gets its turn after so many instants. */
const INSTANTS_PER_BREATH = 64
/** Whoever listens has fallen behind: go on from here rather than race through what was missed. */
const LAG_MS_MAX = 1000

interface Pace {
  readonly speed: number | 'max'
  readonly clock: Clock
  readonly signal: AbortSignal
}

export async function* paced(
  instants: Iterable<Instant>,
  { speed, clock, signal }: Pace,
): AsyncGenerator<Instant> {
  let anchor: { readonly wall: number; readonly market: number } | null = null
  let sinceBreath = 0
  for (const instant of instants) {
    if (speed === 'max') {
      if (++sinceBreath % INSTANTS_PER_BREATH === 0) await setImmediate()
    } else {
      anchor ??= { wall: clock.now(), market: instant.time }
      const due = anchor.wall + (instant.time - anchor.market) / speed
      const early = due - clock.now()
      if (early > 0) await clock.sleep(early, signal)
      else if (early < -LAG_MS_MAX) anchor = { wall: clock.now(), market: instant.time }
    }
    if (signal.aborted) return
    yield instant
  }
}
