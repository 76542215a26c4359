// How long to wait before the next attempt: twice as long each time up to a bound, half of it left
// to chance, so that clients that were cut off together do not come back together.
// Source: M. Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015 ("equal jitter").

export interface BackoffRules {
  /** Ms before the first repetition, at the most. */
  readonly firstMs: number
  readonly msMax: number
}

export const DEFAULT_BACKOFF: BackoffRules = {
  // A dropped connection is mostly back at once.
  firstMs: 500,
  // Venues bar those that keep knocking; a minute is what most of their limits are counted by.
  msMax: 60_000,
}

/** After `failures` failures in a row (1 or more), in ms; `random` from 0 to below 1. */
export function backoffMs(failures: number, random: number, rules: BackoffRules): number {
  const { firstMs, msMax } = rules
  const full = Math.min(msMax, firstMs * 2 ** (failures - 1))
  return full / 2 + (full / 2) * random
}
