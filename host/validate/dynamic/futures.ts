// The same past with another future: bars up to an instant as they are, and after it either none
// or noise. Whoever decides otherwise before that instant has seen what came after it.
import type { FeedData } from '#host/runner/protocol.ts'
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { createRandom } from '#sdk/runtime/random.ts'
import { columnsOf } from './sample.ts'

export const FUTURES = ['truncated', 'noise'] as const
export type Future = (typeof FUTURES)[number]

/** Feeds that agree with the given ones on every bar that opens before `cut`. */
export function withFuture(feeds: readonly FeedData[], cut: number, future: Future): FeedData[] {
  return feeds.map((feed, i) =>
    future === 'truncated' ? truncated(feed, cut) : withNoise(feed, cut, i),
  )
}

const pastOf = ({ columns, count }: FeedData, cut: number): number => {
  const { openTime } = columnsOf(columns, count)
  const first = openTime.findIndex((time) => time >= cut)
  return first < 0 ? count : first
}

function truncated(feed: FeedData, cut: number): FeedData {
  const past = pastOf(feed, cut)
  const columns = new ArrayBuffer(BAR_COLUMNS.length * past * 8)
  const from = columnsOf(feed.columns, feed.count)
  const to = columnsOf(columns, past)
  for (const name of BAR_COLUMNS) to[name].set(from[name].subarray(0, past))
  return { ...feed, count: past, columns }
}

/** Jumps by as much as a third from bar to bar: no rule could mistake it for the recording. */
function withNoise(feed: FeedData, cut: number, seed: number): FeedData {
  const past = pastOf(feed, cut)
  const columns = feed.columns.slice(0)
  const bars = columnsOf(columns, feed.count)
  const random = createRandom(seed, 'noise')
  random.reseed(cut, 0)
  const price = bars.close[past - 1] ?? bars.open[0]!
  const volume = bars.volume[past - 1] ?? 1
  for (let i = past; i < feed.count; i++) {
    writeBar(bars, i, { price, volume, next: () => random.next() })
  }
  return { ...feed, columns }
}

function writeBar(
  bars: BarColumns,
  i: number,
  { price, volume, next }: { price: number; volume: number; next: () => number },
): void {
  const open = price * (0.85 + 0.3 * next())
  const close = price * (0.85 + 0.3 * next())
  bars.open[i] = open
  bars.close[i] = close
  bars.high[i] = Math.max(open, close) * (1 + 0.05 * next())
  bars.low[i] = Math.min(open, close) * (1 - 0.05 * next())
  bars.volume[i] = volume * 2 * next()
}
