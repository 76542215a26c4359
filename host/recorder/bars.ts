// The bars of a recording as a session over it sees them: for charts, for scripts, and for a backtest
// that knows ahead how much there is.
import { asBars, type BarSeries, type TimeRange, toSeries } from '../data/series.ts'
import { HostError } from '../errors.ts'
import { type PlayedFeed, playedFeeds, streamsOf } from './played-feeds.ts'
import { Player } from './player.ts'

export interface RecordedBars {
  readonly feed: PlayedFeed
  readonly series: BarSeries
  /** Events of the symbol that the quality gate turned away. */
  readonly refused: number
}

/**
 * In the order of the symbols; `range` cuts by open time. Throws a HostError where the recording has no
 * bars of one.
 */
export function recordedBars(
  folder: string,
  symbols: readonly string[],
  range: TimeRange = {},
): RecordedBars[] {
  const feeds = playedFeeds(folder, symbols)
  const player = new Player({ folder, feeds, range })
  const rows = feeds.map((): number[][] => [])
  for (const { bars } of player.instants(null)) {
    for (const { feed, openTime, open, high, low, close, volume } of bars) {
      rows[feed]!.push([openTime, open, high, low, close, volume])
    }
  }
  return feeds.map((feed, i) => {
    const own = rows[i]!
    if (own.length === 0) throw noBars(folder, feed)
    const columns = asBars([0, 1, 2, 3, 4, 5].map((k) => Float64Array.from(own, (row) => row[k]!)))
    const series = { ...toSeries(columns, folder, {}), intervalMs: feed.intervalMs }
    return { feed, series, refused: player.rejected(i) }
  })
}

function noBars(folder: string, { symbol }: PlayedFeed): HostError {
  const kinds = streamsOf(folder).filter((stream) => stream.symbol === symbol)
  const there = kinds.map(({ type, count }) => `${count} ${type}`).join(', ')
  return new HostError('no-data', `no bar of ${symbol} can be made of this recording (${there})`, {
    file: folder,
    hint: 'it takes closed bars, or trades over more than a whole minute',
  })
}
