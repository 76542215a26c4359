// Ticks of several symbols → instants. Whoever listens is asked what it needs when it is through with
// what came before, so that one that is slow gets the latest tick of each symbol, and every bar.
import type { FeedTick, Instant, TickWish } from '../feed.ts'
import type { Lane } from './lane.ts'

/** The ticks of which something would come, of some of the lanes; null where there are none. */
export function neededTicks(lanes: readonly Lane[], wish: TickWish): Instant | null {
  const due: Due[] = []
  for (const lane of lanes) {
    const tick = lane.nextTick()
    if (tick === null || !wish.needs(tick)) continue
    lane.ticker.takeLeft()
    due.push({ tick, lane })
  }
  return instantOf(due)
}

/** The last ticks within the bars of an instant, where they were not needed before. `lanes`: all. */
export function lastTicks(
  { bars }: Instant,
  lanes: readonly Lane[],
  wish: TickWish,
): Instant | null {
  const byFeed = new Map(lanes.map((lane) => [lane.feed, lane]))
  return instantOf(
    bars.flatMap(({ feed, openTime }) => {
      const lane = byFeed.get(feed)!
      const tick = lane.ticker.takeLeft()
      if (tick === null || tick.time >= openTime + lane.info.intervalMs) return []
      return wish.follows(feed) ? [{ tick, lane }] : []
    }),
  )
}

interface Due {
  readonly tick: FeedTick
  readonly lane: Lane
}

function instantOf(due: readonly Due[]): Instant | null {
  if (due.length === 0) return null
  const ticks = due.map(({ tick }) => tick)
  const time = Math.max(...ticks.map((tick) => tick.time))
  const stale = due.flatMap(({ lane: { feed, isStale } }) => (isStale ? [feed] : []))
  return { time, bars: [], silent: [], ticks, stale }
}
