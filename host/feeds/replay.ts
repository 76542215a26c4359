// Recorded bars of several symbols, merged in time and played at a chosen speed.
import type { CalendarId } from '../calendar/market-calendar.ts'
import type { BarSeries } from '../data/series.ts'
import type { FeedBar, Instant, Market } from './feed.ts'
import { type Clock, Playback } from './playback.ts'

const DAY_MS = 86_400_000

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

export function createReplay({ series, speed, clock }: ReplayOptions): Market {
  const all = series.map(({ bars }) => bars)
  const from = Math.min(...all.map((bars) => bars.columns.openTime[0]!))
  const to = Math.max(...all.map((bars) => endOf(bars, bars.count - 1)))
  const total = all.reduce((sum, bars) => sum + bars.count, 0)
  const playback = new Playback({ speed, from, to, clock })
  return {
    feeds: series.map(({ bars: { intervalMs }, symbol, calendar }) =>
      calendar === undefined ? { symbol, intervalMs } : { symbol, intervalMs, calendar },
    ),
    recording: { from, to, bars: total },
    playback,
    past: [],
    before: (after) => until(mergeBars(all, after - DAY_MS), after),
    instants: (signal, after) => paced(mergeBars(all, after), playback, signal),
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

function* until(instants: Iterable<Instant>, last: number): Generator<Instant> {
  for (const instant of instants) {
    if (instant.time > last) return
    yield instant
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

/** The instants, each when it is due. */
export async function* paced(
  instants: Iterable<Instant>,
  playback: Playback,
  signal: AbortSignal,
): AsyncGenerator<Instant> {
  for (const instant of instants) {
    await playback.wait(instant.time, signal)
    if (signal.aborted) return
    yield instant
  }
}
