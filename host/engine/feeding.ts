// Which symbols a session is fed: those of its market may become more while it runs. One that is not wanted
// any more is fed on, as something may be held there; scripts leave it.
import { HostError } from '../errors.ts'
import type { FeedBar, FeedInfo, Market } from '../feeds/feed.ts'
import { pastOf } from './beginning.ts'
import type { Engine } from './engine.ts'

export interface Feeding {
  readonly engine: Engine
  readonly extend: NonNullable<Market['extend']>
  /** The session is being ended. */
  readonly signal: AbortSignal
}

/** From now on these are fed; rejects where the market has no such symbol, and nothing changes. */
export async function feed(
  symbols: readonly string[],
  { engine, extend, signal }: Feeding,
): Promise<readonly FeedInfo[]> {
  const known = engine.feeds.map(({ symbol }) => symbol)
  const fresh = symbols.filter((symbol) => !known.includes(symbol))
  if (fresh.length > 0) {
    const extension = await extend(fresh, engine.barTime)
    if (signal.aborted) throw new HostError('unavailable', 'the session is being ended')
    await takeFeeds(engine, extension)
    extension.begin()
  }
  return wantedFeeds(engine, symbols)
}

/** Those of the engine's feeds that scripts are to drive. */
export const wantedFeeds = ({ feeds }: Engine, symbols: readonly string[]): FeedInfo[] =>
  feeds.filter(({ symbol }) => symbols.includes(symbol))

/** What the market has beside what the session knew when it was gone on with. */
export async function takeNewFeeds(engine: Engine, { feeds, past }: Market): Promise<void> {
  const count = engine.feeds.length
  if (feeds.length === count) return
  await takeFeeds(engine, { feeds: feeds.slice(count), past: past.slice(count) })
}

/** What has ended since the latest instant comes as the market goes on. */
function takeFeeds(engine: Engine, { feeds, past }: Pick<Market, 'feeds' | 'past'>): Promise<void> {
  const { barTime } = engine
  const first = engine.feeds.length
  const bars = pastOf({ past }).flatMap((bar): FeedBar[] => {
    const { intervalMs } = feeds[bar.feed]!
    const isBefore = bar.openTime + intervalMs <= barTime || barTime === 0
    return isBefore ? [{ ...bar, feed: first + bar.feed }] : []
  })
  return engine.takeFeeds(feeds, bars)
}
