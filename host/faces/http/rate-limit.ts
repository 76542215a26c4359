// How often one client may ask: a bucket of tokens each, refilled steadily; who finds it empty waits.
import { LRUCache } from 'lru-cache'
import type { Caller } from './access.ts'

export interface Rate {
  /** Requests at once. */
  readonly burst: number
  readonly perSecond: number
}

export interface Rates {
  readonly caller: Rate
  /** Without a right token: few, or tokens could be guessed at leisure. */
  readonly stranger: Rate
}

/** A page takes a few dozen requests to open and a few a second in use. */
export const DEFAULT_RATES: Rates = {
  caller: { burst: 1000, perSecond: 200 },
  stranger: { burst: 60, perSecond: 2 },
}

interface Bucket {
  tokens: number
  filledAt: number
}

const CLIENTS_MAX = 10_000

export class RateLimit {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #buckets = new LRUCache<string, Bucket>({ max: CLIENTS_MAX })

  /** `now` in ms. */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate
    this.#now = now
  }

  /** Takes one; seconds to wait where there is none, else 0. */
  take(client: string): number {
    const { burst, perSecond } = this.#rate
    const now = this.#now()
    const bucket = this.#buckets.get(client) ?? { tokens: burst, filledAt: now }
    const gained = ((now - bucket.filledAt) / 1000) * perSecond
    bucket.tokens = Math.min(burst, bucket.tokens + gained)
    bucket.filledAt = now
    this.#buckets.set(client, bucket)
    if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond
    bucket.tokens -= 1
    return 0
  }
}

export interface Limiter {
  /** Counts a request; seconds that its sender has to wait where it is one too many, else 0. */
  take(caller: Caller | null, address: string): number
}

/** By caller; strangers by where they come from. */
export function createLimiter(rates: Rates): Limiter {
  const callers = new RateLimit(rates.caller)
  const strangers = new RateLimit(rates.stranger)
  return {
    take: (caller, address) =>
      caller === null ? strangers.take(address) : callers.take(caller.name),
  }
}
