// The folder of sessions: one folder each, named by the moment at which it began.
import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import type { FeedInfo } from '../feeds/feed.ts'
import { type EndReason, JOURNAL_FORMAT, type SessionEntry } from './entry.ts'
import type { JournalReader } from './journal.ts'
import { JOURNAL_FILE } from './journal-file.ts'

/** For a session that begins now. */
export const newSession = (sessions: string): string =>
  join(sessions, new Date().toISOString().replaceAll(':', '-'))

/** Names of the sessions, the oldest first. */
export function listSessions(sessions: string): string[] {
  if (!existsSync(sessions)) return []
  return readdirSync(sessions)
    .filter((name) => existsSync(join(sessions, name, JOURNAL_FILE)))
    .sort()
}

/** The folder of the session that is named, by its name or a path; without a name, the latest. */
export function findSession(sessions: string, name: string | undefined): string {
  const names = listSessions(sessions)
  const last = names.at(-1)
  if (name === undefined) {
    if (last !== undefined) return join(sessions, last)
    throw new HostError('not-found', 'there is no session yet', {
      file: sessions,
      hint: '`watchfire run` begins one',
    })
  }
  const path = isAbsolute(name) || name.includes('/') ? resolve(name) : join(sessions, name)
  if (existsSync(join(path, JOURNAL_FILE))) return path
  const nearest = didYouMean(name, names) ?? last
  throw new HostError('not-found', `there is no session "${name}"`, {
    hint: nearest === undefined ? '`watchfire run` begins one' : `did you mean "${nearest}"?`,
  })
}

export interface SessionStatus {
  readonly session: SessionEntry
  /** Those that it began with, and those that came later. */
  readonly feeds: readonly FeedInfo[]
  /** How it ended; null where it is running, or its host died. */
  readonly end: EndReason | null
}

/** How a journal begins and ends; null where it has no beginning. */
export function sessionStatus(reader: JournalReader): SessionStatus | null {
  const [first] = reader.ofTypes(['session'])
  if (first?.type !== 'session') return null
  const last = reader.lastOf(['end', 'resumed'])
  return {
    session: first,
    feeds: [...first.feeds, ...laterFeeds(reader)],
    end: last?.type === 'end' ? last.reason : null,
  }
}

/** Those that a session took in as it went, in their order. */
export function laterFeeds(reader: JournalReader): FeedInfo[] {
  return [...reader.ofTypes(['feeds'])].flatMap((one) => (one.type === 'feeds' ? one.feeds : []))
}

/** How the session began that a journal holds, where it can be played again; throws else. */
export function playableSession(reader: JournalReader): SessionEntry {
  const status = sessionStatus(reader)
  if (status === null) {
    throw new HostError('no-data', 'the journal holds nothing to play', { file: reader.path })
  }
  assertPlayable(status.session, reader.path)
  return status.session
}

/** Throws where another version's entries would be taken for ours. */
export function assertPlayable({ engine, format = 1 }: SessionEntry, file: string): void {
  if (format === JOURNAL_FORMAT) return
  const what = `the session was written by ${engine} in format ${format}; this one plays format ${JOURNAL_FORMAT}`
  const hint =
    'play it with the version that wrote it; `watchfire run --fresh` begins a new session'
  throw new HostError('bad-format', what, { file, hint })
}
