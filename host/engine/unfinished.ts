// The latest session, where it can be gone on with: it has not come to its market's end, and the
// market, the account and the seed are what they were.
import { join } from 'node:path'
import type { SessionEntry } from '../journal/entry.ts'
import { JournalReader } from '../journal/journal.ts'
import { assertPlayable, listSessions, sessionStatus } from '../journal/sessions.ts'

export interface Unfinished {
  readonly folder: string
  readonly session: SessionEntry
  readonly after: 'stop' | 'crash'
}

export function findUnfinished(sessions: string, now: SessionEntry): Unfinished | null {
  const name = listSessions(sessions).at(-1)
  if (name === undefined) return null
  const folder = join(sessions, name)
  const reader = new JournalReader(folder)
  try {
    const status = sessionStatus(reader)
    if (status === null || status.end === 'finished' || !isSame(status.session, now)) return null
    assertPlayable(status.session, reader.path)
    return { folder, session: status.session, after: status.end === null ? 'crash' : 'stop' }
  } finally {
    reader.close()
  }
}

function isSame(was: SessionEntry, now: SessionEntry): boolean {
  const what = ({ source, feeds, cash, seed, from }: SessionEntry) => {
    const symbols = feeds.map(({ symbol, intervalMs }) => [symbol, intervalMs])
    return JSON.stringify([source, symbols, cash, seed, from])
  }
  return what(was) === what(now)
}
