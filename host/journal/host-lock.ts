// One host at a time per folder of sessions; and where to reach the one that has it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostError } from '../errors.ts'
import { tryLock } from '../file-lock.ts'

/** What a running host says of itself. */
export interface HostCard {
  readonly pid: number
  /** ISO 8601. */
  readonly since: string
  /** The page and API, once they are served. */
  readonly url: string | null
}

export interface HostLock {
  /** Tells others where the host is to be reached. */
  announce(url: string): void
  release(): void
}

const LOCK_FILE = 'host.lock'
const CARD_FILE = 'host.json'

/** Takes the folder for this process; throws where another host has it, and names that one. */
export function lockSessions(folder: string): HostLock {
  const lock = lockIn(folder)
  if (lock === null) {
    const other = readCard(folder)
    const who = other === null ? 'another host' : `the host with process id ${other.pid}`
    const where = other?.url ? ` at ${other.url}` : ''
    throw new HostError('unavailable', `${who}${where} is running on this folder of sessions`, {
      file: folder,
      hint: 'stop that one first (watchfire stop), or name another folder as `sessions`',
    })
  }
  const since = new Date().toISOString()
  const card = join(folder, CARD_FILE)
  const write = (url: string | null) => {
    writeFileSync(card, `${JSON.stringify({ pid: process.pid, since, url })}\n`)
  }
  write(null)
  return {
    announce: write,
    release: () => {
      rmSync(card, { force: true })
      lock.close()
    },
  }
}

/** The host that runs on the folder of sessions, or null where none does. */
export function findHost(folder: string): HostCard | null {
  // Looking leaves nothing behind.
  if (!existsSync(folder)) return null
  const lock = lockIn(folder)
  lock?.close()
  return lock === null ? readCard(folder) : null
}

function lockIn(folder: string) {
  try {
    return tryLock(join(folder, LOCK_FILE))
  } catch (cause) {
    throw new HostError('unwritable', `the folder of sessions: ${(cause as Error).message}`, {
      file: folder,
      hint: '`sessions` in watchfire.toml names the folder for journals',
      cause,
    })
  }
}

function readCard(folder: string): HostCard | null {
  try {
    return JSON.parse(readFileSync(join(folder, CARD_FILE), 'utf8')) as HostCard
  } catch {
    return null
  }
}
