// Symbols that are fed for what may be held there alone: one that the venue does not know any more keeps
// its place among the feeds, and nothing comes of it.
import { allocateColumns, type BarSeries } from '../../data/series.ts'
import { HostError } from '../../errors.ts'
import type { Venue } from '../../venues/venue.ts'
import type { FeedInfo } from '../feed.ts'

export interface Former {
  readonly venue: Venue
  readonly former?: readonly FeedInfo[]
  /** In one sentence. */
  readonly onTrouble?: (message: string) => void
}

/** By symbol, those that the venue does not know; rejects where it does not answer. */
export async function goneOf({
  venue,
  former = [],
  onTrouble = () => {},
}: Former): Promise<ReadonlyMap<string, FeedInfo>> {
  const gone = new Map<string, FeedInfo>()
  for (const info of former) {
    try {
      await venue.instruments([info.symbol])
    } catch (error) {
      if (!(error instanceof HostError) || error.code !== 'not-found') throw error
      onTrouble(`${error.message}: nothing comes of it any more, and what is held there stays`)
      gone.set(info.symbol, info)
    }
  }
  return gone
}

export const noBars = (intervalMs: number): BarSeries => ({
  ...{ columns: allocateColumns(0), count: 0, intervalMs, path: 'nowhere' },
})
