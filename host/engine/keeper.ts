// Keeps the session: commits what each instant has brought, and now and then the state as a whole, so
// that going on from it takes a moment however long the session is.
import { setTimeout as sleep } from 'node:timers/promises'
import { formatError, HostError } from '../errors.ts'
import type { Journal } from '../journal/journal.ts'

/** Entries after which the state is kept: playing them again takes about a second. */
const ENTRIES_MAX = 20_000
/** So long a full disk is waited for before it is tried again. */
const RETRY_MS = 1000
/** And so long by a host that has been told to go. */
const LEAVE_MS = 10_000

export interface KeeperOptions {
  readonly journal: Journal
  /** The state that all entries have led to. */
  readonly state: () => string
  /** The market's time before which details are dropped (ms UTC); null: all are kept. */
  readonly detailsBefore: () => number | null
  /** The journal cannot be written from now on; null: it can be again. */
  readonly onWaiting: (waiting: Waiting | null, message: string) => void
}

/** Why the session stands still. */
export interface Waiting {
  /** By the host's clock (ms UTC). */
  readonly since: number
  readonly why: string
}

export class Keeper {
  readonly #options: KeeperOptions
  #kept: number
  /** By performance.now(). */
  #deadline = Number.POSITIVE_INFINITY
  #isWaiting = false
  /** The host went although not everything could be kept. */
  hasGivenUp = false

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
    const { journal, state, detailsBefore } = this.#options
    await this.#persist(() => journal.checkpoint(state()))
    this.#kept = journal.length
    const before = detailsBefore()
    if (before !== null) await this.#persist(() => journal.dropDetails(before))
  }

  /** A version's text has to be there before the version drives anything. */
  keepVersion(version: string, body: string): Promise<void> {
    return this.#persist(() => this.#options.journal.keepVersion(version, body))
  }

  /** The host is to go: from now on a full disk is waited for a while, and no longer. */
  hurry(): void {
    this.#deadline = Math.min(this.#deadline, performance.now() + LEAVE_MS)
  }

  async #persist(write: () => void): Promise<void> {
    for (;;) {
      try {
        write()
        return this.#turn(null)
      } catch (error) {
        if (!isPassing(error)) throw error
        this.#turn(error as Error)
        if (performance.now() > this.#deadline) throw this.#giveUp(error)
        await sleep(RETRY_MS)
      }
    }
  }

  #turn(error: Error | null): void {
    if (this.#isWaiting === (error !== null)) return
    this.#isWaiting = error !== null
    const { onWaiting } = this.#options
    if (error === null) onWaiting(null, '')
    else onWaiting({ since: Date.now(), why: error.message }, formatError(error))
  }

  #giveUp(cause: unknown): HostError {
    this.hasGivenUp = true
    const { pending } = this.#options.journal
    const what =
      pending === 0
        ? 'everything that happened is in it; only its checkpoint and its end are missing'
        : pending === 1
          ? 'the last entry is not in it: it has not happened'
          : `the last ${pending} entries are not in it: they have not happened`
    const message = `the journal could not be written for ${LEAVE_MS / 1000} s; ${what}`
    const hint = 'make room; the next start goes on from the last instant that is in the journal'
    return new HostError('unwritable', message, { file: this.#options.journal.path, hint, cause })
  }
}

/** SQLite's codes for what may get better: busy, an I/O error, a full disk. */
const PASSING = new Set([5, 10, 13])

function isPassing(error: unknown): boolean {
  const { errcode } = ((error as Error).cause ?? {}) as { errcode?: number }
  // The lower byte is the kind, the rest says more of it.
  return errcode !== undefined && PASSING.has(errcode & 0xff)
}
