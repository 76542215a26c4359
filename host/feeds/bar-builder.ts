// Trades → bars. A bar closes once, when the venue's time has come to its end plus a grace for
// trades that arrive late: by a trade that is that late, or by `pass` where no trade comes. A trade
// for a bar that has closed is handed out as late and changes nothing. The first and the last trade
// of a bar are so by the venue's time, then by arrival. An interval without trades gives no bar.
import type { BarGrid, Interval } from './bar-grid.ts'

export interface BuiltBar {
  readonly openTime: number
  /** Exclusive. */
  readonly closeTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  /** How many trades (from bars: bars) it is made of. */
  readonly count: number
  /**
   * When the bar before it closed, where intervals without a bar lie between; else NaN. Closed hours
   * are no such interval.
   */
  readonly gapFrom: number
}

/** As much of a trade as a bar is made of; prices and quantities > 0, `time` by the venue's clock. */
export interface Print {
  readonly time: number
  readonly price: number
  readonly quantity: number
}

export interface BarBuilderOptions {
  readonly grid: BarGrid
  /** Ms after its end that a bar waits for late trades. */
  readonly graceMs: number
  readonly listener: BarBuilderListener
}

export interface BarBuilderListener {
  bar(bar: BuiltBar): void
  /** It belongs to a bar that has closed, or to no bar of the grid. */
  refused(print: Print, reason: 'late' | 'outside'): void
}

/** A bar in the making. */
interface Draft {
  readonly start: number
  readonly end: number
  open: number
  high: number
  low: number
  close: number
  volume: number
  count: number
  firstTime: number
  lastTime: number
}

export class BarBuilder {
  readonly #options: BarBuilderOptions
  /** In order of time; more than one only within the grace after an end. */
  readonly #drafts: Draft[] = []
  /** The latest instant of the venue that is known to have passed. */
  #time = Number.NEGATIVE_INFINITY
  /** No trade before it makes a bar any more. */
  #closedUntil = Number.NEGATIVE_INFINITY
  /** The end of the interval that begins there; NaN before the first. */
  #openUntil = Number.NaN
  #lastClose = Number.NaN

  constructor(options: BarBuilderOptions) {
    this.#options = options
  }

  take(print: Print): void {
    const { time } = print
    if (time > this.#time) this.pass(time)
    if (time < this.#closedUntil) return this.#options.listener.refused(print, 'late')
    const draft = this.#draftAt(time)
    if (draft === null) return this.#options.listener.refused(print, 'outside')
    add(draft, print)
  }

  /** The venue's time has come to `time`: bars that are due close. */
  pass(time: number): void {
    if (time <= this.#time) return
    this.#time = time
    const { graceMs } = this.#options
    while (this.#drafts.length > 0 && this.#drafts[0]!.end + graceMs <= time) this.#closeFirst()
    // Also an interval without trades is over.
    const past = time - graceMs
    if (past < this.#openUntil) return
    const interval = this.#options.grid(past)
    if (interval === null) return
    this.#closedUntil = Math.max(this.#closedUntil, interval.start)
    this.#openUntil = interval.end
  }

  /** The bar that the latest trades make, so far; null where there is none. */
  get forming(): BuiltBar | null {
    const draft = this.#drafts.at(-1)
    return draft === undefined ? null : this.#built(draft)
  }

  #draftAt(time: number): Draft | null {
    const last = this.#drafts.at(-1)
    if (last !== undefined && last.start <= time && time < last.end) return last
    const known = this.#drafts.find(({ start, end }) => start <= time && time < end)
    if (known !== undefined) return known
    const interval = this.#options.grid(time)
    if (interval === null) return null
    const draft = emptyDraft(interval)
    const at = this.#drafts.findIndex(({ start }) => start > time)
    this.#drafts.splice(at < 0 ? this.#drafts.length : at, 0, draft)
    return draft
  }

  #closeFirst(): void {
    const draft = this.#drafts.shift()!
    const bar = this.#built(draft)
    this.#lastClose = draft.end
    this.#closedUntil = Math.max(this.#closedUntil, draft.end)
    this.#options.listener.bar(bar)
  }

  #built({ start, end, open, high, low, close, volume, count }: Draft): BuiltBar {
    const gapFrom = gapBefore(start, this.#lastClose, this.#options.grid)
    return { openTime: start, closeTime: end, open, high, low, close, volume, count, gapFrom }
  }
}

/** `lastClose`, where an interval of the grid lies between it and `start`; else NaN. */
export function gapBefore(start: number, lastClose: number, grid: BarGrid): number {
  if (Number.isNaN(lastClose)) return Number.NaN
  const after = grid(lastClose)
  const before = grid(start - 1)
  const hasGap =
    (after !== null && after.start < start) || (before !== null && before.start >= lastClose)
  return hasGap ? lastClose : Number.NaN
}

function emptyDraft({ start, end }: Interval): Draft {
  return {
    start,
    end,
    open: Number.NaN,
    high: Number.NEGATIVE_INFINITY,
    low: Number.POSITIVE_INFINITY,
    close: Number.NaN,
    volume: 0,
    count: 0,
    firstTime: Number.POSITIVE_INFINITY,
    lastTime: Number.NEGATIVE_INFINITY,
  }
}

function add(draft: Draft, { time, price, quantity }: Print): void {
  if (time < draft.firstTime) {
    draft.firstTime = time
    draft.open = price
  }
  if (time >= draft.lastTime) {
    draft.lastTime = time
    draft.close = price
  }
  if (price > draft.high) draft.high = price
  if (price < draft.low) draft.low = price
  draft.volume += quantity
  draft.count += 1
}
