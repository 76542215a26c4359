// The time of day, and waiting, as everything that deals with a venue has them: passed in, so that a
// test can be the one who says how late it is.
import { setTimeout } from 'node:timers/promises'

export interface Clock {
  /** Ms UTC. */
  now(): number
  /** Returns early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal }).catch(() => {})
  },
}
