// A manual market that takes in more symbols, as a live one does; their bars come with the next minutes.
import type { Extension, FeedInfo } from '#host/feeds/feed.ts'
import { noBars } from '#host/feeds/live/former.ts'
import { ManualMarket } from './session.ts'

export class GrowingMarket extends ManualMarket {
  /** What a look-up waits for. */
  answer: Promise<void> = Promise.resolve()

  readonly extend = async (symbols: readonly string[]): Promise<Extension> => {
    await this.answer
    const feeds = symbols.map((symbol) => ({ symbol, intervalMs: 60_000 }))
    const known = this.feeds as FeedInfo[]
    return { feeds, past: feeds.map(() => noBars(60_000)), begin: () => void known.push(...feeds) }
  }
}
