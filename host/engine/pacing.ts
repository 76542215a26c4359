// Back-pressure: a slot whose ticks take more than its share of its runner is asked at the closes of
// bars alone, until it has been calm for a while. Bars are never dropped, and its orders and stops are
// held against every tick as before. Each change is an input of the session's.
import type { Engine } from './engine.ts'
import type { LiveSlot } from './live-slot.ts'
import type { Seat } from './seat.ts'

/** Of the wall's clock: what is measured over less is chance. */
const WINDOW_MS = 2000
/** Of its runner's time that a slot's turns may take, where it is not one of many. */
const SHARE_MAX = 0.25
/** What the turns of all slots on one runner may take, divided among them. */
const SHARE_OF_ALL = 0.5
/** Turns shorter than that hold nobody up, however many they are: ticks give way by themselves. */
const TURN_MS = 5
/** Until a slot is asked at ticks again: the first time, and at most. */
const CALM_MS = 60_000
const CALM_MS_MAX = 3_600_000

export interface PacingOptions {
  readonly engine: Pick<Engine, 'slots' | 'pace'>
  readonly runners: number
  /** Ms of a clock that never goes back. */
  readonly now: () => number
}

interface Watched {
  readonly seat: Seat
  /** When the stretch began that is measured now, and what the seat had had by then. */
  readonly at: number
  readonly turns: number
  readonly busyMs: number
}

export class Pacing {
  readonly #options: PacingOptions
  /** By the slot's key. */
  readonly #watched = new Map<string, Watched>()
  /** Those that are asked at bars alone: until when, and how long that was. */
  readonly #slowed = new Map<string, { readonly seat: Seat; until: number; calmMs: number }>()

  constructor(options: PacingOptions) {
    this.#options = options
  }

  /** To be called about once a second. */
  look(): void {
    const { engine, runners } = this.#options
    const quick = engine.slots.filter(hasTickCadence)
    const here = new Set(quick.map(({ key }) => key))
    for (const known of [this.#watched, this.#slowed]) {
      for (const key of known.keys()) if (!here.has(key)) known.delete(key)
    }
    const share = Math.min(SHARE_MAX, (SHARE_OF_ALL * runners) / quick.length)
    for (const slot of quick) {
      if (slot.kernel.state.isBarsOnly) this.#await(slot)
      else this.#measure(slot, share)
    }
  }

  #measure({ key, seat }: LiveSlot & { seat: Seat }, shareMax: number): void {
    const now = this.#options.now()
    const known = this.#watched.get(key)
    const { turns, busyMs } = seat
    if (known?.seat === seat && now - known.at < WINDOW_MS) return
    this.#watched.set(key, { seat, at: now, turns, busyMs })
    if (known?.seat !== seat) return
    const taken = busyMs - known.busyMs
    const each = taken / Math.max(1, turns - known.turns)
    const share = taken / (now - known.at)
    if (share <= shareMax || each <= TURN_MS) return
    const before = this.#slowed.get(key)
    const calmMs = before?.seat === seat ? Math.min(2 * before.calmMs, CALM_MS_MAX) : CALM_MS
    this.#slowed.set(key, { seat, until: now + calmMs, calmMs })
    this.#watched.delete(key)
    const figures = `its turns take ${each.toFixed(0)} ms each and ${percent(share)} of its runner's time, more than its share of ${percent(shareMax)}`
    void this.#options.engine.pace(key, true, figures).catch(() => {})
  }

  #await({ key, seat }: LiveSlot & { seat: Seat }): void {
    const now = this.#options.now()
    const slowed = this.#slowed.get(key)
    // A session that was gone on with.
    if (slowed === undefined) {
      this.#slowed.set(key, { seat, until: now + CALM_MS, calmMs: CALM_MS })
      return
    }
    if (now < slowed.until) return
    const why = `it has been calm for ${Math.round(slowed.calmMs / 1000)} s`
    void this.#options.engine.pace(key, false, why).catch(() => {})
  }
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`

function hasTickCadence(slot: LiveSlot): slot is LiveSlot & { seat: Seat } {
  const { strategy, state } = slot.kernel
  const isQuick = Object.values(strategy.cadence).includes('tick')
  return slot.seat !== null && isQuick && !state.isQuarantined
}
