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

/** What is gone on with; or else why the latest session, which is not over, is not. */
export interface Found {
  readonly unfinished: Unfinished | null
  readonly passedOver: string | null
}

export function findUnfinished(sessions: string, now: SessionEntry): Found {
  const nothing = { unfinished: null, passedOver: null }
  const name = listSessions(sessions).at(-1)
  if (name === undefined) return nothing
  const folder = join(sessions, name)
  const reader = new JournalReader(folder)
  try {
    const status = sessionStatus(reader)
    if (status === null || status.end === 'finished') return nothing
    const { session, end } = status
    const changes = changesOf(session, now)
    if (changes.length > 0) {
      const passedOver = `a new session begins: ${changes.join('; ')}. Session ${name} stays behind with all that it holds`
      return { unfinished: null, passedOver }
    }
    assertPlayable(session, reader.path)
    return {
      unfinished: { folder, session, after: end === null ? 'crash' : 'stop' },
      passedOver: null,
    }
  } finally {
    reader.close()
  }
}

/** By the configuration's keys, in words. */
function changesOf(was: SessionEntry, now: SessionEntry): string[] {
  const [before, after] = [wordsOf(was), wordsOf(now)]
  return Object.entries(before).flatMap(([key, text]) => {
    const other = after[key as keyof typeof after]
    return other === text ? [] : `${key} not ${text} any more but ${other}`
  })
}

const wordsOf = ({ source, feeds, cash, seed, from }: SessionEntry) => ({
  'the source': source,
  symbols: feeds.map(({ symbol }) => symbol).join(', '),
  timeframe: lengthsOf(feeds.map(({ intervalMs }) => `${intervalMs / 1000} s`)),
  cash: String(cash),
  seed: String(seed),
  from: from === null ? 'now' : new Date(from).toISOString(),
})

/** One word where they are all the same. */
const lengthsOf = (all: readonly string[]): string =>
  new Set(all).size === 1 ? all[0]! : all.join(', ')
