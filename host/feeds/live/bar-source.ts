// Where a market's bars come from: the venue's own of that length; or, below a minute, its trades, and for
// the past the shorter bars of its history, where it has any.
import { spellInterval } from '#sdk/timeframe.ts'
import { HostError } from '../../errors.ts'
import type { HistoryBar, HistoryRequest, Venue } from '../../venues/venue.ts'
import { utcGrid } from '../bar-grid.ts'
import { BarMerger } from '../bar-merger.ts'

export interface BarSource {
  /** They are made of trades. */
  readonly isBuilt: boolean
  /** Something is known of the past. */
  readonly hasPast: boolean
  /** As that of a venue. */
  readonly history: Venue['history']
}

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Of the bars that others are made of, the longest first. */
const SHORTER = [30, 15, 10, 5, 1].map((seconds) => seconds * SECOND)

/** Rejects, as the venue itself does, a length that is neither sent nor can be built. */
export function barSource(venue: Venue, intervalMs: number): BarSource {
  if (venue.hasBars(intervalMs) || intervalMs >= MINUTE) {
    return { isBuilt: false, hasPast: true, history: (request) => venue.history(request) }
  }
  if (!venue.channels.has('trades')) {
    const length = spellInterval(intervalMs)
    throw new HostError(
      'bad-config',
      `${venue.id} has no bars of ${length}, nor trades to build them from`,
      {
        hint: 'set data.timeframe to "1m" or longer',
      },
    )
  }
  const shorter = SHORTER.find(
    (ms) => ms < intervalMs && intervalMs % ms === 0 && venue.hasBars(ms),
  )
  if (shorter === undefined) return { isBuilt: true, hasPast: false, history: nothing }
  return {
    isBuilt: true,
    hasPast: true,
    history: (request) => merged(venue, shorter, request),
  }
}

async function* nothing(): AsyncGenerator<readonly HistoryBar[]> {}

async function* merged(
  venue: Venue,
  shorterMs: number,
  request: HistoryRequest,
): AsyncGenerator<readonly HistoryBar[]> {
  let bars: HistoryBar[] = []
  const merger = new BarMerger({
    grid: utcGrid(request.intervalMs),
    graceMs: 0,
    listener: {
      bar: ({ openTime, open, high, low, close, volume }) => {
        bars.push({ openTime, open, high, low, close, volume })
      },
      refused: () => {},
    },
  })
  for await (const page of venue.history({ ...request, intervalMs: shorterMs })) {
    for (const bar of page) merger.take({ ...bar, closeTime: bar.openTime + shorterMs })
    if (bars.length > 0) yield bars
    bars = []
  }
}
