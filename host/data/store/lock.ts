// One writer at a time per symbol of the store.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { HostError } from '../../errors.ts'
import { type FileLock, tryLock } from '../../file-lock.ts'
import { unwritable } from '../write-parquet.ts'

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
  let began: number | null = null
  for (;;) {
    const lock = lockIn(folder)
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

function lockIn(folder: string): FileLock | null {
  try {
    return tryLock(join(folder, '.lock'))
  } catch (cause) {
    throw unwritable(folder, cause)
  }
}
