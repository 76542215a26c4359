// What the journal beside a recording knows of its session: what the venue asked of orders, when the
// market trades, and the bars that indicators had warmed up on.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FeedInfo } from '../feeds/feed.ts'
import { JOURNAL_FILE } from './journal-file.ts'
import { sessionStatus } from './sessions.ts'
import { openReader } from './sqlite-reader.ts'

export interface RecordedFeed extends FeedInfo {
  /** Rows of [openTime, open, high, low, close, volume], from before the session. */
  readonly past: readonly (readonly number[])[]
  /** The session's time when it was known (ms UTC); 0 where there was none at its beginning. */
  readonly since: number
}

/** By symbol; empty where the recording lies by itself. */
export function recordedSession(recording: string): ReadonlyMap<string, RecordedFeed> {
  const folder = dirname(recording)
  if (!existsSync(join(folder, JOURNAL_FILE))) return new Map()
  const reader = openReader(folder)
  try {
    const feeds = sessionStatus(reader)?.feeds ?? []
    const past = feeds.map((): (readonly number[])[] => [])
    const since: number[] = []
    for (const entry of reader.ofTypes(['session', 'past', 'feeds'])) {
      if (entry.type === 'session') since.push(...entry.feeds.map(() => 0))
      if (!('bars' in entry)) continue
      for (const [feed, ...bar] of entry.bars) past[feed!]!.push(bar)
      if (entry.type === 'feeds') since.push(...entry.feeds.map(() => entry.time))
      else since.fill(endOf(entry.bars, feeds))
    }
    return new Map(
      feeds.map((info, feed) => {
        return [info.symbol, { ...info, past: past[feed]!, since: since[feed]! }]
      }),
    )
  } finally {
    reader.close()
  }
}

/** Of rows with their feeds before them. */
function endOf(rows: readonly (readonly number[])[], feeds: readonly FeedInfo[]): number {
  let end = 0
  for (const [feed, openTime] of rows) end = Math.max(end, openTime! + feeds[feed!]!.intervalMs)
  return end
}
