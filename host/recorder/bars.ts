// The bars of a recording as a session over it sees them: for charts, for scripts, and for a backtest
// that knows ahead how much there is.
import { BAR_COLUMNS } from '#sdk/domain.ts'
import { allocateColumns, type BarSeries, type TimeRange } from '../data/series.ts'
import { HostError } from '../errors.ts'
import { type PlayedFeed, streamsOf } from './played-feeds.ts'
import { Player } from './player.ts'

export interface RecordedBars {
  /** In the order of BAR_COLUMNS. */
  readonly rows: readonly (readonly number[])[]
  /** Events of the symbol that the quality gate turned away. */
  readonly refused: number
}

/**
 * In the order of the feeds; `range` cuts by open time. Throws a HostError where the recording has no
 * bars of one.
 */
export function recordedBars(
  folder: string,
  feeds: readonly PlayedFeed[],
  range: TimeRange = {},
): RecordedBars[] {
  const player = new Player({ folder, feeds, range })
  const rows = feeds.map((): number[][] => [])
  for (const { bars } of player.instants(null)) {
    for (const { feed, openTime, open, high, low, close, volume } of bars) {
      rows[feed]!.push([openTime, open, high, low, close, volume])
    }
  }
  return feeds.map((feed, i) => {
    if (rows[i]!.length === 0) throw noBars(folder, feed)
    return { rows: rows[i]!, refused: player.rejected(i) }
  })
}

/** Bars of a recording, or from before it, as a series. */
export function seriesOf(
  folder: string,
  { intervalMs }: PlayedFeed,
  rows: readonly (readonly number[])[],
): BarSeries {
  const columns = allocateColumns(rows.length)
  for (const [i, row] of rows.entries()) {
    for (const [k, name] of BAR_COLUMNS.entries()) columns[name][i] = row[k]!
  }
  return { columns, count: rows.length, intervalMs, path: folder }
}

function noBars(folder: string, { symbol }: PlayedFeed): HostError {
  const kinds = streamsOf(folder).filter((stream) => stream.symbol === symbol)
  const there = kinds.map(({ type, count }) => `${count} ${type}`).join(', ')
  return new HostError('no-data', `no bar of ${symbol} can be made of this recording (${there})`, {
    file: folder,
    hint: 'it takes closed bars, or trades over more than a whole minute',
  })
}
