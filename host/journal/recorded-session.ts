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
}

/** By symbol; empty where the recording lies by itself. */
export function recordedSession(recording: string): ReadonlyMap<string, RecordedFeed> {
  const folder = dirname(recording)
  if (!existsSync(join(folder, JOURNAL_FILE))) return new Map()
  const reader = openReader(folder)
  try {
    const feeds = sessionStatus(reader)?.feeds ?? []
    const past = feeds.map((): (readonly number[])[] => [])
    for (const entry of reader.ofTypes(['past', 'feeds'])) {
      if (!('bars' in entry)) continue
      for (const [feed, ...bar] of entry.bars) past[feed!]!.push(bar)
    }
    return new Map(feeds.map((info, feed) => [info.symbol, { ...info, past: past[feed]! }]))
  } finally {
    reader.close()
  }
}
