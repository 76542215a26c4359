// The sessions of a folder, in a line each.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { EndReason } from '../journal/entry.ts'
import { listSessions, sessionStatus } from '../journal/sessions.ts'
import { openReader } from '../journal/sqlite-reader.ts'

export interface JournalRow {
  readonly name: string
  /** How it ended; null where it is running, or its host died. */
  readonly end: EndReason | null
  readonly symbols: readonly string[]
  /** Market time of the last instant (ms UTC); null before the first. */
  readonly time: number | null
  readonly entries: number
  /** Of the file. */
  readonly bytes: number
}

/** The oldest first. */
export function listJournals(sessions: string): JournalRow[] {
  return listSessions(sessions).flatMap((name) => {
    const reader = openReader(join(sessions, name))
    try {
      const status = sessionStatus(reader)
      if (status === null) return []
      const last = reader.lastOf(['bars'])
      const row = {
        ...{ name, end: status.end, symbols: status.feeds.map(({ symbol }) => symbol) },
        ...{ time: last?.type === 'bars' ? last.time : null },
        ...{ entries: reader.length, bytes: statSync(reader.path).size },
      }
      return [row]
    } finally {
      reader.close()
    }
  })
}
