// Order books that are lacking: asked of the venue's REST interface, or of its stream, which then begins
// anew; again after a while where that does not help.
import { formatError } from '../../errors.ts'
import { backoffMs } from '../../venues/backoff.ts'
import type { Venue } from '../../venues/venue.ts'
import type { Wanted } from '../../venues/wanted.ts'
import type { Clock } from '../clock.ts'
import type { BookEvent } from '../market-event.ts'
import type { Lane } from './lane.ts'

export interface BookAskerOptions {
  readonly venue: Venue
  readonly wanted: Wanted
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  /** The book has come. */
  readonly hear: (event: BookEvent) => void
  /** In one sentence, once per failure that follows a success. */
  readonly onTrouble: (message: string) => void
}

/** Ms: what has just been asked for is on its way. */
const BACKOFF = { firstMs: 1000, msMax: 30_000 }

interface Asking {
  isUnderWay: boolean
  /** Since the book was last there. */
  tries: number
  /** By this host's clock. */
  notBefore: number
}

export class BookAsker {
  readonly #options: BookAskerOptions
  readonly #asking = new Map<Lane, Asking>()

  constructor(options: BookAskerOptions) {
    this.#options = options
  }

  look(lane: Lane, now: number): void {
    const asking = this.#asking.get(lane) ?? { isUnderWay: false, tries: 0, notBefore: now }
    this.#asking.set(lane, asking)
    if (!lane.book.isLacking) asking.tries = 0
    else if (!asking.isUnderWay && now >= asking.notBefore) void this.#ask(lane, asking)
  }

  async #ask({ info: { symbol } }: Lane, asking: Asking): Promise<void> {
    const { venue, wanted, clock, random, signal, hear, onTrouble } = this.#options
    asking.isUnderWay = true
    try {
      if (venue.book === null) wanted.again(symbol, 'book')
      else {
        const event = await venue.book(symbol, signal)
        if (wanted.has(symbol, 'book')) hear(event)
      }
    } catch (error) {
      if (!signal.aborted && asking.tries === 0) onTrouble(formatError(error))
    } finally {
      asking.isUnderWay = false
    }
    asking.tries += 1
    asking.notBefore = clock.now() + backoffMs(asking.tries, random(), BACKOFF)
  }
}
