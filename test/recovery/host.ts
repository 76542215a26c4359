// The host as a process that is killed: what it leaves on the disk is all that the next one has.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, onTestFinished } from 'vitest'
import { pageFiles } from '#host/faces/http/page-files.ts'
import type { NumberedEntry } from '#host/journal/entry.ts'
import { findSession, listSessions } from '#host/journal/sessions.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'
import { finished, isRunning, startWatchfire } from '../cli/watchfire.ts'
import { readJournal } from '../paper/support/journal.ts'

// A first start builds the page and says so: here that is over before anything is looked at.
beforeAll(async () => {
  await pageFiles(() => {})
})

export interface Place {
  readonly folder: string
  readonly sessions: string
}

/** The starter scripts on the first days of the bundled recording. */
export function makePlace(days: number): Place {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-recovery-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(new URL('../../scripts', import.meta.url), join(folder, 'scripts'), { recursive: true })
  const to = new Date(Date.UTC(2025, 4, 5 + days)).toISOString().slice(0, 10)
  writeFileSync(join(folder, 'watchfire.toml'), `[data]\nfrom = 2025-05-05\nto = ${to}\n`)
  return { folder, sessions: join(folder, '.watchfire/sessions') }
}

/** Runs to the recording's end. */
export async function runToEnd({ folder }: Place, ...options: string[]) {
  const child = startWatchfire(['run', '--port', '0', '--once', ...options], folder)
  onTestFinished(() => void child.kill('SIGKILL'))
  return finished(child)
}

/** What so many days come to where nothing happens to the host; enough for a difference to show. */
export async function undisturbed(days: number): Promise<readonly NumberedEntry[]> {
  const place = makePlace(days)
  expect(await runToEnd(place, '--speed', 'max')).toMatchObject({ code: 0, stderr: '' })
  const entries = theJournal(place)
  expect(entries.filter(({ type }) => type === 'fact').length).toBeGreaterThan(30)
  return entries
}

/**
 * Runs until it is killed, so many ms after it said that it runs, with its runners or without; whether
 * it was still there.
 */
export async function runAndKill(
  { folder }: Place,
  afterMs: number,
  withRunners = false,
): Promise<boolean> {
  const child = startWatchfire(['run', '--port', '0', '--once', '--speed', 'max'], folder)
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = finished(child)
  await isRunning(child)
  await sleep(afterMs)
  if (withRunners) for (const pid of childrenOf(child.pid!)) process.kill(pid, 'SIGKILL')
  const wasAlive = child.kill('SIGKILL')
  await ended
  return wasAlive
}

/** None where it is over, or where the system does not say. */
function childrenOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return children.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** The journal of the place's one session. */
export function theJournal(place: Place): NumberedEntry[] {
  return readJournal(theSession(place))
}

/** Whether the place's session, if there is one yet, has come to its end. */
export function hasEnded(place: Place): boolean {
  if (listSessions(place.sessions).length === 0) return false
  const reader = openReader(theSession(place))
  try {
    return reader.lastOf(['end']) !== null
  } finally {
    reader.close()
  }
}

export function theSession({ sessions }: Place): string {
  const names = listSessions(sessions)
  if (names.length !== 1) throw new Error(`there are ${names.length} sessions`)
  return findSession(sessions, names[0])
}

/** All that was taken in and decided, without what tells of the host itself. */
export function story(entries: readonly NumberedEntry[]): unknown[] {
  const own = new Set(['session', 'script', 'runner-lost', 'checkpoint', 'resumed', 'end'])
  return entries.flatMap(({ seq: _, ...entry }) => (own.has(entry.type) ? [] : [entry]))
}
