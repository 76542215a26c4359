// One writer at a time per symbol of the store. The lock is SQLite's lock on an empty file: the
// operating system drops it with the process that holds it, however that ends.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { HostError } from '../../errors.ts'
import { unwritable } from '../write-parquet.ts'

const SQLITE_BUSY = 5
const POLL_MS = 50
const WAIT_MS = 10 * 60_000

export interface LockOptions {
  readonly waitMs?: number | undefined
  /** Told once, if another process holds the lock. */
  readonly onWait?: (() => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Makes `folder`, and runs `task` while no other process writes into it. */
export async function withLock<T>(
  folder: string,
  { waitMs = WAIT_MS, onWait, signal }: LockOptions,
  task: () => Promise<T>,
): Promise<T> {
  const path = join(folder, '.lock')
  let began: number | null = null
  for (;;) {
    const lock = tryLock(folder, path)
    if (lock !== null) {
      try {
        return await task()
      } finally {
        lock.close()
      }
    }
    if (began === null) onWait?.()
    began ??= performance.now()
    if (performance.now() - began >= waitMs) {
      throw new HostError('unavailable', 'another import has been writing here all the while', {
        file: folder,
        hint: 'try again when it is done',
      })
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}

function tryLock(folder: string, path: string): DatabaseSync | null {
  let lock: DatabaseSync | null = null
  try {
    mkdirSync(folder, { recursive: true })
    lock = new DatabaseSync(path, { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock?.close()
    if ((cause as { errcode?: number }).errcode === SQLITE_BUSY) return null
    throw unwritable(folder, cause)
  }
}
