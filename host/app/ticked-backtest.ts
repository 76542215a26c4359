// A backtest over a recording with its ticks: the recording is played here, and what comes of it goes to the
// runner piece by piece.
import type { Runner } from '#host/runner/client.ts'
import type { BacktestJob, BacktestReport } from '#host/runner/protocol.ts'
import { EVENT, EVENT_WIDTH, HEAD_WIDTH, widthOf, writeTick } from '#kernel/event-rows.ts'
import type { Tick } from '#kernel/tick.ts'
import type { TimeRange } from '../data/series.ts'
import { HostError } from '../errors.ts'
import type { Instant, TickWish } from '../feeds/feed.ts'
import { Player } from '../recorder/player.ts'
import type { LoadedFeed } from './load-inputs.ts'

/** In one message: a few ms of work for either side. */
const PIECE_NUMBERS = 8192 * EVENT_WIDTH

/** Whoever trades there says of which ticks something comes: here is nobody to ask. */
const ALL_TICKS = { after: 0, needs: () => true, follows: () => false } as const

export interface TickedOptions {
  readonly range: TimeRange
  /** A script reads the order book: those of the recording are played, with the ticks that come of them. */
  readonly readsBook: boolean
}

export async function askTicked(
  ask: Runner['request'],
  job: BacktestJob,
  feeds: readonly LoadedFeed[],
  { range, readsBook }: TickedOptions,
): Promise<BacktestReport> {
  const { folder, played } = recordingOf(feeds)
  await ask({ type: 'ticked-begin', job, past: feeds.map(({ past = 0 }) => past) })
  const player = new Player({ folder, feeds: played, range })
  // The next piece is made while the runner is busy with the one before.
  let busy: Promise<{ readonly hasFailed: boolean }> | null = null
  const wish: TickWish = { ...ALL_TICKS, readsBook: () => readsBook }
  for (const rows of pieces(player.instants(wish))) {
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
  let rows = new Float64Array(PIECE_NUMBERS)
  let at = 0
  const books: Tick['book'][] = []
  for (const instant of instants) {
    const length = lengthMaxOf(instant)
    if (at + length > rows.length) {
      yield rows.subarray(0, at)
      rows = new Float64Array(Math.max(length, PIECE_NUMBERS))
      at = 0
    }
    at = write(rows, at, instant, books)
  }
  if (at > 0) yield rows.subarray(0, at)
}

function lengthMaxOf({ ticks, bars, silent }: Instant): number {
  if (ticks !== undefined) return ticks.length * (widthOf(EVENT.book) + EVENT_WIDTH)
  return (2 * bars.length + silent.length + 1) * EVENT_WIDTH
}

/** `books`: of each feed, the last that was written; changed by it. */
function write(rows: Float64Array, begin: number, instant: Instant, books: Tick['book'][]): number {
  const { time, ticks = [], bars, silent, stale } = instant
  let at = begin
  const head = (what: number, feed: number): number => {
    rows[at] = what
    rows[at + 1] = feed
    rows[at + 2] = stale.includes(feed) ? 1 : 0
    const own = at + HEAD_WIDTH
    at += widthOf(what)
    return own
  }
  for (const tick of ticks) {
    const { feed, book } = tick
    if (book !== (books[feed] ?? null)) {
      if (book === null) head(EVENT.noBook, feed)
      else rows.set(book, head(EVENT.book, feed))
      books[feed] = book
    }
    writeTick(rows, head(EVENT.tick, feed), tick)
  }
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
