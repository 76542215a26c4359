// Bars of several symbols → instants. The bars of one instant are handed on together; who is still
// missing is waited for, and who stays away does not hold up the others for long: its bars come
// later, in order, in instants of their own.
import type { FeedBar, Instant } from '../feed.ts'
import type { Lane } from './lane.ts'

export interface AssemblerOptions {
  readonly lanes: readonly Lane[]
  /** Ms that an instant waits for symbols that are missing. */
  readonly holdMs: number
  /** Ms after its end from which on a bar is no base for an entry any more. */
  readonly staleMs: number
  /** The market's time before the first instant. */
  readonly time: number
}

export class Assembler {
  readonly #options: AssemblerOptions
  /** Lanes that an instant has waited for in vain, until they have caught up. */
  readonly #laggards = new Set<Lane>()
  #time: number

  constructor(options: AssemblerOptions) {
    this.#options = options
    this.#time = options.time
  }

  /** Nobody waits for a lane that has only come and has yet to catch up. */
  excuse(lane: Lane): void {
    this.#laggards.add(lane)
  }

  /** The next instant that is complete, or has waited long enough; null: none yet. */
  take(now: number): Instant | null {
    for (;;) {
      const first = this.#first()
      if (first === null) return null
      const missing = this.#options.lanes.filter((lane) => isBehind(lane, first.time))
      for (const lane of this.#laggards) if (!missing.includes(lane)) this.#laggards.delete(lane)
      const isHeld = missing.some((lane) => !this.#laggards.has(lane))
      if (isHeld && now - first.at < this.#options.holdMs) return null
      for (const lane of missing) this.#laggards.add(lane)
      const instant = this.#assemble(first.time, now)
      // Where no symbol has a bar, nothing happens.
      if (instant.bars.length > 0) return instant
    }
  }

  /** The earliest end among the intervals that are settled, and since when. */
  #first(): { readonly time: number; readonly at: number } | null {
    let first: { time: number; at: number } | null = null
    for (const { settled, info } of this.#options.lanes) {
      const head = settled[0]
      if (head === undefined) continue
      const time = head.openTime + info.intervalMs
      if (first === null || time < first.time) first = { time, at: head.at }
      else if (time === first.time) first.at = Math.min(first.at, head.at)
    }
    return first
  }

  #assemble(time: number, now: number): Instant {
    const bars: FeedBar[] = []
    const silent: number[] = []
    const stale: number[] = []
    for (const lane of this.#options.lanes) {
      const { settled, feed, info } = lane
      const head = settled[0]
      if (head === undefined || head.openTime + info.intervalMs !== time) continue
      settled.shift()
      if (head.bar === null) silent.push(feed)
      else bars.push(head.bar)
      if (head.isStale || now - time > this.#options.staleMs) stale.push(feed)
    }
    // A laggard's bars are of a time that has passed for the others.
    this.#time = Math.max(this.#time, time)
    return { time: this.#time, bars, silent, stale }
  }
}

/** It may still have something for that time. */
const isBehind = ({ settled, next, info }: Lane, time: number): boolean =>
  settled.length === 0 && next + info.intervalMs <= time
