// Sessions that are older than they are kept are removed whole; never the latest.
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { JOURNAL_FILE } from './journal-file.ts'
import { listSessions } from './sessions.ts'

const DAY_MS = 86_400_000

/**
 * Those that nothing was written to for so many days, by this host's clock `now`; their names. One that
 * the disk does not let go stays for the next time.
 */
export function removeOldSessions(sessions: string, days: number, now: number): string[] {
  const old = listSessions(sessions)
    .slice(0, -1)
    .filter((name) => lastWritten(join(sessions, name)) < now - days * DAY_MS)
  return old.filter((name) => {
    try {
      rmSync(join(sessions, name), { recursive: true, force: true })
      return true
    } catch {
      return false
    }
  })
}

/** What is new may still lie in the log beside the database. */
function lastWritten(folder: string): number {
  const files = [JOURNAL_FILE, `${JOURNAL_FILE}-wal`].map((name) => join(folder, name))
  return Math.max(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}
