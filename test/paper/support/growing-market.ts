// A manual market that takes in more symbols, as a live one does; their bars come with the next minutes.
import { allocateColumns } from '#host/data/series.ts'
import type { Extension, FeedInfo } from '#host/feeds/feed.ts'
import { ManualMarket } from './session.ts'

export class GrowingMarket extends ManualMarket {
  /** What a look-up waits for. */
  answer: Promise<void> = Promise.resolve()

  readonly extend = async (symbols: readonly string[]): Promise<Extension> => {
    await this.answer
    const feeds = symbols.map((symbol) => ({ symbol, intervalMs: 60_000 }))
    const none = { columns: allocateColumns(0), count: 0, intervalMs: 60_000, path: 'nowhere' }
    const known = this.feeds as FeedInfo[]
    return { feeds, past: feeds.map(() => none), begin: () => void known.push(...feeds) }
  }
}
