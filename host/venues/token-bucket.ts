// Rate limits as venues set them: so much weight in so much time, per class of endpoint. Time is
// passed in, ms of any steady clock.

/** What a venue allows: `limit` units of weight in any `windowMs`. */
export interface RateLimit {
  readonly limit: number
  readonly windowMs: number
}

/** Far below what flows in within a ms. */
const ROUNDING = 1e-9

/**
 * Half of the limit may be used at once, and the other half flows in over the window: so no window,
 * wherever it begins, holds more than the limit.
 */
export class TokenBucket {
  readonly #capacity: number
  readonly #perMs: number
  #tokens: number
  #time = Number.NEGATIVE_INFINITY

  constructor({ limit, windowMs }: RateLimit) {
    this.#capacity = Math.max(1, limit / 2)
    // One at a time comes back as a whole, a window after it was taken.
    this.#perMs = Math.max(1, limit - this.#capacity) / windowMs
    this.#tokens = this.#capacity
  }

  /** Ms until `weight` can be taken; 0: now; Infinity: it is more than may ever be used at once. */
  waitMs(weight: number, now: number): number {
    this.#refill(now)
    if (weight > this.#capacity) return Number.POSITIVE_INFINITY
    // What rounding has taken away does not count.
    const missing = weight - this.#tokens - ROUNDING
    return missing <= 0 ? 0 : Math.ceil(missing / this.#perMs)
  }

  /** Only after `waitMs` said 0 for the same weight and time. */
  take(weight: number): void {
    this.#tokens -= weight
  }

  #refill(now: number): void {
    if (now > this.#time) {
      const flowed = (now - this.#time) * this.#perMs
      this.#tokens = Math.min(this.#capacity, this.#tokens + flowed)
      this.#time = now
    }
  }
}

/** The limits of one venue: every class has one or several, and all of them must allow a request. */
export class RateLimiter<Class extends string> {
  readonly #buckets: ReadonlyMap<Class, readonly TokenBucket[]>
  #blockedUntil = Number.NEGATIVE_INFINITY

  constructor(limits: Readonly<Record<Class, readonly RateLimit[]>>) {
    const classes = Object.entries(limits) as [Class, readonly RateLimit[]][]
    this.#buckets = new Map(
      classes.map(([name, list]) => [name, list.map((limit) => new TokenBucket(limit))]),
    )
  }

  /** Takes the weight and returns 0, or takes nothing and returns the ms after which to ask again. */
  take(name: Class, weight: number, now: number): number {
    const buckets = this.#buckets.get(name) ?? []
    let wait = Math.max(0, this.#blockedUntil - now)
    for (const bucket of buckets) wait = Math.max(wait, bucket.waitMs(weight, now))
    if (wait === 0) for (const bucket of buckets) bucket.take(weight)
    return wait
  }

  /** The venue said to come back later (HTTP 429 or 418 with Retry-After): for every class. */
  block(until: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until)
  }
}
