// A lock that one process holds at a time: SQLite's lock on an empty file. The operating system drops
// it with the process that holds it, however that ends.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

export interface FileLock {
  close(): void
}

/** Makes the file and its folder; null where another process holds the lock. */
export function tryLock(path: string): FileLock | null {
  let lock: DatabaseSync | null = null
  try {
    mkdirSync(dirname(path), { recursive: true })
    lock = new DatabaseSync(path, { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock?.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null
    throw error
  }
}
