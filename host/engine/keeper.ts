// Keeps the session: commits what each instant has brought, and now and then the state as a whole, so
// that going on from it takes a moment however long the session is.
import { setTimeout as sleep } from 'node:timers/promises'
import { formatError } from '../errors.ts'
import type { Journal } from '../journal/journal.ts'

/** Entries after which the state is kept: playing them again takes about a second. */
const ENTRIES_MAX = 20_000
/** So long a full disk is waited for before it is tried again. */
const RETRY_MS = 1000

export interface KeeperOptions {
  readonly journal: Journal
  /** The state that all entries have led to. */
  readonly state: () => string
  /** The journal cannot be written: once for each time that it begins. */
  readonly onStuck: (message: string) => void
}

export class Keeper {
  readonly #options: KeeperOptions
  #kept: number

  constructor(options: KeeperOptions) {
    this.#options = options
    this.#kept = options.journal.length
  }

  /**
   * Resolves once everything appended so far is kept. While it cannot be (a full disk), the session
   * stands still: what is not in the journal has not happened.
   */
  async settle(): Promise<void> {
    const { journal } = this.#options
    await this.#persist(() => journal.commit())
    if (journal.length - this.#kept >= ENTRIES_MAX) await this.checkpoint()
  }

  async checkpoint(): Promise<void> {
    const { journal, state } = this.#options
    await this.#persist(() => journal.checkpoint(state()))
    this.#kept = journal.length
  }

  async #persist(write: () => void): Promise<void> {
    for (let isTold = false; ; isTold = true) {
      try {
        return write()
      } catch (error) {
        if (!isPassing(error)) throw error
        if (!isTold) this.#options.onStuck(formatError(error))
        await sleep(RETRY_MS)
      }
    }
  }
}

/** SQLite's codes for what may get better: busy, an I/O error, a full disk. */
const PASSING = new Set([5, 10, 13])

function isPassing(error: unknown): boolean {
  const { errcode } = ((error as Error).cause ?? {}) as { errcode?: number }
  // The lower byte is the kind, the rest says more of it.
  return errcode !== undefined && PASSING.has(errcode & 0xff)
}
