// Bars → bars of a longer timeframe. One closes with the last bar that fits into it, or where that
// is missing: before a bar of a later interval is taken in, or by `pass` at its end plus a grace.
// One without any bar does not exist; one that is not over is never handed out.

import { type BuiltBar, gapBefore } from './bar-builder.ts'
import type { BarGrid, Interval } from './bar-grid.ts'

/** As much of a bar as a longer one is made of; `closeTime` exclusive. */
export type ShortBar = Omit<BuiltBar, 'count' | 'gapFrom'>

export interface BarMergerOptions {
  readonly grid: BarGrid
  /** Ms after its end that a bar waits for its last shorter one. */
  readonly graceMs: number
  readonly listener: BarMergerListener
}

export interface BarMergerListener {
  bar(bar: BuiltBar): void
  /** It belongs to a bar that has closed, or into no bar of the grid as a whole. */
  refused(bar: ShortBar, reason: 'late' | 'outside'): void
}

type Merged = { -readonly [K in keyof BuiltBar]: BuiltBar[K] }

export class BarMerger {
  readonly #options: BarMergerOptions
  #draft: Merged | null = null
  /** When the latest shorter bar, or the latest bar that was handed out, ended. */
  #takenUntil = Number.NEGATIVE_INFINITY
  #lastClose = Number.NaN

  constructor(options: BarMergerOptions) {
    this.#options = options
  }

  take(bar: ShortBar): void {
    const { grid, listener } = this.#options
    if (bar.openTime < this.#takenUntil) return listener.refused(bar, 'late')
    if (this.#draft !== null && bar.openTime >= this.#draft.closeTime) this.#close()
    const interval = grid(bar.openTime)
    if (interval === null || bar.closeTime > interval.end) return listener.refused(bar, 'outside')
    this.#takenUntil = bar.closeTime
    if (this.#draft === null) this.#draft = this.#begin(interval, bar)
    else extend(this.#draft, bar)
    if (bar.closeTime === interval.end) this.#close()
  }

  /** The venue's time has come to `time`. */
  pass(time: number): void {
    if (this.#draft !== null && this.#draft.closeTime + this.#options.graceMs <= time) this.#close()
  }

  #begin({ start, end }: Interval, { open, high, low, close, volume }: ShortBar): Merged {
    const gapFrom = gapBefore(start, this.#lastClose, this.#options.grid)
    return { openTime: start, closeTime: end, open, high, low, close, volume, count: 1, gapFrom }
  }

  #close(): void {
    const bar = this.#draft!
    this.#draft = null
    this.#takenUntil = Math.max(this.#takenUntil, bar.closeTime)
    this.#lastClose = bar.closeTime
    this.#options.listener.bar(bar)
  }
}

function extend(draft: Merged, { high, low, close, volume }: ShortBar): void {
  draft.high = Math.max(draft.high, high)
  draft.low = Math.min(draft.low, low)
  draft.close = close
  draft.volume += volume
  draft.count += 1
}
