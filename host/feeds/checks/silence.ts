// Whether a symbol is stale: nothing good has come for too long, the connection is lost, or the
// venue has halted trading. Only good data ends it.
import type { MarketEvent, StatusEvent } from '../market-event.ts'

interface Bars {
  readonly hasVolume: boolean
}

export class Silence {
  /** Nothing has come at all yet. */
  isStale = true
  readonly #silentMs: number
  /** When it will have been silent for too long. */
  #due = Number.POSITIVE_INFINITY
  #lastGood = Number.NaN
  #isHalted = false
  /** Something comes more often than bars do. */
  #hasTicks = false

  constructor(silentMs: number) {
    this.#silentMs = silentMs
  }

  /** From now on nothing comes more often than bars do. */
  forgetTicks(): void {
    this.#hasTicks = false
  }

  /** Returns why the symbol is stale from now on; null where nothing changes. */
  pass(now: number): string | null {
    if (now < this.#due || this.isStale) return null
    this.isStale = true
    return `no good data for ${Math.round((now - this.#lastGood) / 1000)} s`
  }

  /**
   * An event has passed; returns what changes by it, in words, or null. A silence that nobody noticed
   * while it lasted is none.
   */
  hear(event: MarketEvent, bars: ReadonlyMap<number, Bars>): string | null {
    if (event.type === 'status') return this.#hearStatus(event)
    if (event.type !== 'bar' || !event.isClosed) this.#hasTicks = true
    // Venues fill minutes without trades with bars of volume 0: no sign of life.
    else if (event.volume === 0 && bars.get(event.intervalMs)?.hasVolume === true) return null
    const allowance = event.type === 'bar' && !this.#hasTicks ? event.intervalMs : 0
    this.#due = event.receiveTime + allowance + this.#silentMs
    const wasStale = this.isStale
    const isFirst = Number.isNaN(this.#lastGood)
    const silentFor = event.receiveTime - this.#lastGood
    this.#lastGood = event.receiveTime
    this.isStale = this.#isHalted
    if (!wasStale || this.isStale || isFirst) return null
    return `good data after ${Math.round(silentFor / 1000)} s`
  }

  #hearStatus({ status, detail }: StatusEvent): string | null {
    if (status === 'connected') return null
    if (status === 'trading') {
      this.#isHalted = false
      return null
    }
    if (status === 'halted') this.#isHalted = true
    const wasStale = this.isStale
    this.isStale = true
    const why = status === 'halted' ? 'the venue has halted trading' : 'the connection is lost'
    return wasStale ? null : detail === '' ? why : `${why}: ${detail}`
  }
}
