// What each shadow has made since it began, and what the live strategy has made meanwhile.
import { equity, slotEquity } from '#kernel/account.ts'
import type { Engine } from './engine.ts'
import { liveIdOf } from './shadow.ts'

/** Market time (ms UTC), what the shadow has made, what the live one has made since then. */
export type ShadowPoint = [time: number, shadow: number, live: number]

export interface ShadowCurve {
  /** The shadow's id. */
  readonly strategy: string
  /** The strategy that it is held against; null where none of that name runs: the whole account. */
  readonly live: string | null
  /** One per strategy bar, thinned where they get many. */
  readonly points: readonly ShadowPoint[]
}

/** By the shadow's id: what the live one was worth when it began, and what came since. */
export type ShadowMemory = Readonly<
  Record<string, { readonly start: number; readonly points: readonly ShadowPoint[] }>
>

const POINTS_MAX = 2000

export class ShadowCurves {
  readonly #engine: Engine
  readonly #curves = new Map<string, { start: number; points: ShadowPoint[] }>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  get all(): ShadowCurve[] {
    return this.#engine.shadows.map(({ id }) => {
      const { live } = this.#liveOf(id)
      return { strategy: id, live, points: this.#curves.get(id)?.points ?? [] }
    })
  }

  /** Something is through: from where a shadow has begun, the live one is counted too. */
  begin(): void {
    for (const { id } of this.#engine.shadows) {
      if (this.#curves.has(id)) continue
      this.#curves.set(id, { start: this.#liveOf(id).worth, points: [] })
    }
  }

  /** A strategy bar has closed. */
  settled(time: number): void {
    const { shadows } = this.#engine
    for (const id of this.#curves.keys()) {
      if (!shadows.some((one) => one.id === id)) this.#curves.delete(id)
    }
    for (const { id, account } of shadows) {
      const { worth } = this.#liveOf(id)
      const curve = this.#curves.get(id)!
      if (curve.points.at(-1)?.[0] === time) curve.points.pop()
      curve.points.push([time, equity(account) - account.initialCash, worth - curve.start])
      if (curve.points.length > POINTS_MAX) {
        curve.points = curve.points.filter((_, i) => i % 2 === 0)
      }
    }
  }

  get memory(): ShadowMemory {
    return Object.fromEntries(this.#curves)
  }

  recall(memory: ShadowMemory): void {
    for (const [id, { start, points }] of Object.entries(memory)) {
      this.#curves.set(id, { start, points: [...points] })
    }
  }

  #liveOf(id: string): { readonly live: string | null; readonly worth: number } {
    const { account, slots } = this.#engine
    const own = slots.filter(({ script }) => script.id === liveIdOf(id))
    if (own.length === 0) return { live: null, worth: equity(account) }
    return {
      live: liveIdOf(id),
      worth: own.reduce((sum, { kernel }) => sum + slotEquity(kernel) - account.initialCash, 0),
    }
  }
}
