// How a recording is played: paused, at some speed, or in a hurry to some time. It says when an instant is
// due, never which one comes: what a session makes of a recording does not depend on it.
import { setImmediate, setTimeout } from 'node:timers/promises'
import { isoTime } from '../data/series.ts'
import { HostError } from '../errors.ts'

export interface PlaybackState {
  /** Market time per wall time, or as fast as whoever listens can take it. */
  readonly speed: number | 'max'
  readonly isPaused: boolean
  /** Until then (ms UTC) it is played at full speed, paused or not; null: no such wish. */
  readonly until: number | null
}

export type PlaybackChange = {
  readonly [K in keyof PlaybackState]?: PlaybackState[K] | undefined
}

export interface Clock {
  /** Ms from any fixed moment. */
  now(): number
  /** Returns early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal }).catch(() => {})
  },
}

export interface PlaybackOptions {
  readonly speed: number | 'max'
  /** Where the recording begins and ends (ms UTC). */
  readonly from: number
  readonly to: number
  readonly clock?: Clock | undefined
}

/** At full speed the event loop still gets its turn after so many instants. */
const INSTANTS_PER_BREATH = 64
/** Whoever listens has fallen behind: go on from here rather than race through what was missed. */
const LAG_MS_MAX = 1000

export class Playback {
  readonly #options: Omit<PlaybackOptions, 'speed'>
  readonly #clock: Clock
  #state: PlaybackState
  /** Aborted when the state changes. */
  #change = new AbortController()
  #anchor: { readonly wall: number; readonly market: number } | null = null
  /** The market's, of the last instant that was due; 0 before the first. */
  #time = 0
  #sinceBreath = 0

  constructor({ speed, clock = SYSTEM_CLOCK, ...options }: PlaybackOptions) {
    this.#options = options
    this.#clock = clock
    this.#state = { speed, isPaused: false, until: null }
  }

  get state(): PlaybackState {
    return this.#state
  }

  /** Throws a HostError for a time that has passed or is not in the recording; then nothing changes. */
  change({ speed, isPaused, until }: PlaybackChange): void {
    if (until != null) this.#check(until)
    const { state } = this
    this.#state = {
      speed: speed ?? state.speed,
      isPaused: isPaused ?? state.isPaused,
      until: until === undefined ? state.until : until,
    }
    this.#anchor = null
    this.#change.abort()
    this.#change = new AbortController()
  }

  /** Resolves when the instant of that market time is due, or the signal is aborted. */
  async wait(time: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#state.until !== null && time > this.#state.until) this.change({ until: null })
      const { speed, isPaused, until } = this.#state
      if (until !== null || (speed === 'max' && !isPaused)) {
        if (++this.#sinceBreath % INSTANTS_PER_BREATH === 0) await setImmediate()
        break
      }
      const early = isPaused ? Number.POSITIVE_INFINITY : this.#early(time, speed as number)
      if (early <= 0) break
      const changed = this.#change.signal
      await this.#sleep(early, AbortSignal.any([signal, changed]))
      if (!changed.aborted) break
    }
    this.#time = time
  }

  #early(time: number, speed: number): number {
    const now = this.#clock.now()
    this.#anchor ??= { wall: now, market: this.#time || time }
    const early = this.#anchor.wall + (time - this.#anchor.market) / speed - now
    if (early < -LAG_MS_MAX) this.#anchor = { wall: now, market: time }
    return early
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms !== Number.POSITIVE_INFINITY) return this.#clock.sleep(ms, signal)
    const { promise, resolve } = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (!signal.aborted) await promise
  }

  #check(until: number): void {
    const { from, to } = this.#options
    if (until <= this.#time) {
      const what = `the recording is at ${isoTime(this.#time)}, past ${isoTime(until)}: it is not played backwards`
      const hint =
        'begin a new session with `watchfire run --fresh`, or look at what has been with `watchfire why` or the time travel of the page'
      throw new HostError('unavailable', what, { hint })
    }
    if (until > to) {
      const what = `the recording ends at ${isoTime(to)}, before ${isoTime(until)}`
      throw new HostError('unavailable', what, { hint: `it begins at ${isoTime(from)}` })
    }
  }
}
