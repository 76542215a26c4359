// The time of day, and waiting, as everything that deals with a venue has them: passed in, so that a
// test can be the one who says how late it is.
import { setTimeout } from 'node:timers/promises'

export interface Clock {
  /** Ms UTC. */
  now(): number
  /** Returns early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** A venue says that it is `time`, far from `now()`. */
  doubt(time: number): void
}

/** What a machine has. */
interface TimeSources {
  /** Ms UTC; somebody may set it. */
  readonly wall: () => number
  /** Ms since some moment; nobody sets it, but it may stand still while the machine sleeps. */
  readonly monotonic: () => number
}

const MACHINE: TimeSources = { wall: () => Date.now(), monotonic: () => performance.now() }

/**
 * Goes on from the time of day at its making, whatever the machine's clock is set to meanwhile. Where
 * a venue doubts it (the machine slept, or its clock was wrong then), it takes the machine's time of
 * day if that is nearer to the venue's.
 */
export function steadyTime({ wall, monotonic }: TimeSources = MACHINE): Omit<Clock, 'sleep'> {
  let origin = wall() - monotonic()
  const now = () => origin + monotonic()
  return {
    now,
    doubt(time) {
      const ofDay = wall()
      if (Math.abs(ofDay - time) < Math.abs(now() - time)) origin = ofDay - monotonic()
    },
  }
}

export const SYSTEM_CLOCK: Clock = {
  ...steadyTime(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal }).catch(() => {})
  },
}
