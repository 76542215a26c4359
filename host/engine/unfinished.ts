// The latest session, where it can be gone on with: it has not come to its market's end, and the
// market, the account and the seed are what they were. A live market may have come to more symbols.
import { join } from 'node:path'
import { TIMEFRAMES } from '#sdk/timeframe.ts'
import type { Config } from '../config/load.ts'
import type { FeedInfo } from '../feeds/feed.ts'
import type { SessionEntry } from '../journal/entry.ts'
import {
  assertPlayable,
  listSessions,
  type SessionStatus,
  sessionStatus,
} from '../journal/sessions.ts'
import { openReader } from '../journal/sqlite-reader.ts'

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
  const latest = latestUnfinished(sessions)
  if (latest === null) return { unfinished: null, passedOver: null }
  const { name, path, session, feeds, end } = latest
  const changes = changesOf({ ...session, feeds }, now)
  if (changes.length > 0) {
    const passedOver = `a new session begins: ${changes.join('; ')}. Session ${name} stays behind with all that it holds`
    return { unfinished: null, passedOver }
  }
  assertPlayable(session, path)
  const after = end === null ? 'crash' : 'stop'
  return { unfinished: { folder: join(sessions, name), session, after }, passedOver: null }
}

export interface Wanted {
  readonly symbols: readonly string[]
  /** Those among them that the session has, and nobody wants any more. */
  readonly former: readonly FeedInfo[]
}

/**
 * What the market is opened with: live, the symbols that the session has which would be gone on with, also
 * those that are not wanted any more and may be held, then the others that are wanted.
 */
export function symbolsToOpen({ live, symbols, sessions, cash, seed }: Config): Wanted {
  const latest = live === null ? null : latestUnfinished(sessions)
  if (live === null || latest === null) return { symbols, former: [] }
  const { session, feeds } = latest
  const intervalMs = TIMEFRAMES[live.timeframe]!
  const asNow = feeds.map((feed) => ({ ...feed, intervalMs }))
  const now = { ...session, source: live.source, feeds: asNow, cash, seed, from: null }
  if (changesOf({ ...session, feeds }, now).length > 0) return { symbols, former: [] }
  const known = feeds.map(({ symbol }) => symbol)
  return {
    symbols: [...known, ...symbols.filter((symbol) => !known.includes(symbol))],
    former: feeds.filter(({ symbol }) => !symbols.includes(symbol)),
  }
}

interface Latest extends SessionStatus {
  readonly name: string
  /** Of its journal. */
  readonly path: string
}

/** null where there is none, or it has come to its market's end. */
function latestUnfinished(sessions: string): Latest | null {
  const name = listSessions(sessions).at(-1)
  if (name === undefined) return null
  const reader = openReader(join(sessions, name))
  try {
    const status = sessionStatus(reader)
    if (status === null || status.end === 'finished') return null
    return { name, path: reader.path, ...status }
  } finally {
    reader.close()
  }
}

/** By the configuration's keys, in words. */
function changesOf(was: SessionEntry, now: SessionEntry): string[] {
  const [before, after] = [wordsOf(was), wordsOf({ ...now, feeds: comparableFeeds(was, now) })]
  return Object.entries(before).flatMap(([key, text]) => {
    const other = after[key as keyof typeof after]
    return other === text ? [] : `${key} not ${text} any more but ${other}`
  })
}

/** Those of a live market that come after all that the session has are new to it. */
function comparableFeeds({ feeds: before }: SessionEntry, { feeds, from }: SessionEntry) {
  const hasThemAll = before.every(({ symbol }, i) => feeds[i]?.symbol === symbol)
  return from === null && hasThemAll ? feeds.slice(0, before.length) : feeds
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
