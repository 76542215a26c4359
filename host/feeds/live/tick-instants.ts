// Ticks of several symbols → instants. Whoever listens is asked what it needs when it is through with
// what came before, so that one that is slow gets the latest tick of each symbol, and every bar.
import type { FeedTick, Instant, TickWish } from '../feed.ts'
import type { Lane } from './lane.ts'

/** The ticks of which something would come; null where there are none. */
export function neededTicks(lanes: readonly Lane[], wish: TickWish): Instant | null {
  const ticks: FeedTick[] = []
  for (const lane of lanes) {
    const tick = lane.nextTick()
    if (tick === null || !wish.needs(tick)) continue
    lane.ticker.takeLeft()
    ticks.push(tick)
  }
  return instantOf(ticks, lanes)
}

/** The last ticks within the bars of an instant, where they were not needed before. */
export function lastTicks(
  { bars }: Instant,
  lanes: readonly Lane[],
  wish: TickWish,
): Instant | null {
  const ticks = bars.flatMap(({ feed, openTime }) => {
    const { ticker, info } = lanes[feed]!
    const left = ticker.takeLeft()
    if (left === null || left.time >= openTime + info.intervalMs) return []
    return wish.follows(feed) ? [left] : []
  })
  return instantOf(ticks, lanes)
}

function instantOf(ticks: readonly FeedTick[], lanes: readonly Lane[]): Instant | null {
  if (ticks.length === 0) return null
  const time = Math.max(...ticks.map((tick) => tick.time))
  const stale = ticks.flatMap(({ feed }) => (lanes[feed]!.isStale ? [feed] : []))
  return { time, bars: [], silent: [], ticks, stale }
}
