// A backtest over a recording with its ticks: the recording is played here, and what comes of it goes to the
// runner piece by piece.
import type { Runner } from '#host/runner/client.ts'
import type { BacktestJob, BacktestReport } from '#host/runner/protocol.ts'
import { EVENT, EVENT_WIDTH, writeTick } from '#kernel/event-rows.ts'
import type { TimeRange } from '../data/series.ts'
import { HostError } from '../errors.ts'
import type { Instant, TickWish } from '../feeds/feed.ts'
import { Player } from '../recorder/player.ts'
import type { LoadedFeed } from './load-inputs.ts'

/** Rows in one message: a few ms of work for either side. */
const PIECE_ROWS = 8192

/** Whoever trades there says of which ticks something comes: here is nobody to ask. */
const ALL_TICKS: TickWish = {
  after: 0,
  needs: () => true,
  follows: () => false,
  readsBook: () => false,
}

export async function askTicked(
  ask: Runner['request'],
  job: BacktestJob,
  feeds: readonly LoadedFeed[],
  range: TimeRange,
): Promise<BacktestReport> {
  const { folder, played } = recordingOf(feeds)
  await ask({ type: 'ticked-begin', job, past: feeds.map(({ past = 0 }) => past) })
  const player = new Player({ folder, feeds: played, range })
  // The next piece is made while the runner is busy with the one before.
  let busy: Promise<{ readonly hasFailed: boolean }> | null = null
  for (const rows of pieces(player.instants(ALL_TICKS))) {
    if (busy !== null && (await busy).hasFailed) break
    busy = ask({ type: 'ticked-events', rows })
    // It is waited for at the next piece.
    busy.catch(() => {})
  }
  await busy
  return ask({ type: 'ticked-end' })
}

/** Ticks of several recordings, or ticks and bare bars, are not of one time. */
function recordingOf(feeds: readonly LoadedFeed[]) {
  const [folder, ...others] = new Set(feeds.map(({ series }) => series.path))
  const played = feeds.flatMap(({ recorded }) => recorded ?? [])
  if (others.length === 0) return { folder: folder!, played }
  const what = 'a recording with trades or quotes cannot be played together with other data'
  const hint = 'give one --data, the recording, for all symbols, or run the symbols one by one'
  throw new HostError('usage', `${what} (${[folder, ...others].join(', ')})`, { hint })
}

function* pieces(instants: Iterable<Instant>): Generator<Float64Array> {
  let rows = new Float64Array(PIECE_ROWS * EVENT_WIDTH)
  let at = 0
  for (const instant of instants) {
    const length = EVENT_WIDTH * rowsOf(instant)
    if (at + length > rows.length) {
      yield rows.subarray(0, at)
      rows = new Float64Array(Math.max(length, PIECE_ROWS * EVENT_WIDTH))
      at = 0
    }
    at = write(rows, at, instant)
  }
  if (at > 0) yield rows.subarray(0, at)
}

const rowsOf = ({ ticks, bars, silent }: Instant): number =>
  ticks === undefined ? 2 * bars.length + silent.length + 1 : ticks.length

function write(rows: Float64Array, begin: number, instant: Instant): number {
  const { time, ticks = [], bars, silent, stale } = instant
  let at = begin
  const head = (what: number, feed: number): number => {
    rows[at] = what
    rows[at + 1] = feed
    rows[at + 2] = stale.includes(feed) ? 1 : 0
    at += EVENT_WIDTH
    return at - EVENT_WIDTH + 3
  }
  for (const tick of ticks) writeTick(rows, head(EVENT.tick, tick.feed), tick)
  if (instant.ticks !== undefined) return at
  for (const { feed } of bars) head(EVENT.last, feed)
  const closing = new Set(bars.map(({ feed }) => feed))
  const all = [...closing, ...silent].sort((a, b) => a - b)
  for (const feed of all) {
    if (closing.has(feed)) head(EVENT.bar, feed)
    else rows[head(EVENT.silence, feed)] = time
  }
  rows[head(EVENT.instant, 0)] = time
  return at
}
