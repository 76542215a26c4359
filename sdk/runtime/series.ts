// Closed bars as a script sees them: the data's own, or aggregated to a longer timeframe, always
// up to the moment of the call and no further.
import { barEnd } from '#kernel/machine.ts'
import type { BarColumns } from '#sdk/domain.ts'
import type { Sessions } from './sessions.ts'

/** One symbol's data bars in memory that the host fills; only `visible` of them have happened. */
export interface Feed {
  readonly symbol: string
  readonly intervalMs: number
  columns: BarColumns
  /** How many bars the columns hold; in a backtest that is the future too. */
  count: number
  visible: number
  readonly sessions: Sessions
}

/** Lets another symbol's bars become visible: those that have ended by `now`. */
export function revealUntil(feed: Feed, now: number): void {
  const { openTime } = feed.columns
  while (feed.visible < feed.count && barEnd(openTime[feed.visible]!, feed.intervalMs) <= now) {
    feed.visible += 1
  }
}

export interface Series {
  readonly feed: Feed
  readonly timeframe: string
  readonly timeframeMs: number
  /** Closed bars so far; the columns are valid below it. */
  count: number
  /** Bars that lie in the columns, those to come in a backtest too; not for scripts' eyes. */
  readonly ahead: number
  columns: BarColumns
  /** Closes what has closed by `now`. */
  advance(now: number): void
  /** The feed's columns have moved. */
  follow(): void
}

export function createSeries(feed: Feed, timeframe: string, timeframeMs: number): Series {
  return timeframeMs === feed.intervalMs
    ? new OwnBars(feed, timeframe, timeframeMs)
    : new Aggregate(feed, timeframe, timeframeMs)
}

/** The timeframe of the data itself: no copy. */
class OwnBars implements Series {
  count = 0
  columns: BarColumns
  readonly feed: Feed
  readonly timeframe: string
  readonly timeframeMs: number

  constructor(feed: Feed, timeframe: string, timeframeMs: number) {
    this.feed = feed
    this.timeframe = timeframe
    this.timeframeMs = timeframeMs
    this.columns = feed.columns
  }

  get ahead(): number {
    return this.feed.count
  }

  advance(): void {
    this.count = this.feed.visible
  }

  follow(): void {
    this.columns = this.feed.columns
  }
}

const FIRST_CAPACITY = 256

class Aggregate implements Series {
  count = 0
  columns: BarColumns = emptyColumns(FIRST_CAPACITY)
  readonly feed: Feed
  readonly timeframe: string
  readonly timeframeMs: number
  #cursor = 0
  #isForming = false

  constructor(feed: Feed, timeframe: string, timeframeMs: number) {
    this.feed = feed
    this.timeframe = timeframe
    this.timeframeMs = timeframeMs
  }

  get ahead(): number {
    return this.count
  }

  advance(now: number): void {
    const { feed, timeframeMs } = this
    const { openTime } = feed.columns
    while (this.#cursor < feed.visible) {
      const i = this.#cursor
      const start = Math.floor(openTime[i]! / timeframeMs) * timeframeMs
      if (this.#isForming && start !== this.columns.openTime[this.count]) this.#close()
      this.#add(i, start)
      this.#cursor = i + 1
      if (barEnd(openTime[i]!, feed.intervalMs) >= start + timeframeMs) this.#close()
    }
    if (this.#isForming && this.columns.openTime[this.count]! + timeframeMs <= now) this.#close()
  }

  /** Its columns are its own. */
  follow(): void {}

  /** The bar that is forming lies at index `count`, where no reader looks. */
  #add(i: number, start: number): void {
    const from = this.feed.columns
    const to = this.columns
    const at = this.count
    if (!this.#isForming) {
      this.#isForming = true
      to.openTime[at] = start
      to.open[at] = from.open[i]!
      to.high[at] = from.high[i]!
      to.low[at] = from.low[i]!
      to.volume[at] = from.volume[i]!
    } else {
      to.high[at] = Math.max(to.high[at]!, from.high[i]!)
      to.low[at] = Math.min(to.low[at]!, from.low[i]!)
      to.volume[at] = to.volume[at]! + from.volume[i]!
    }
    to.close[at] = from.close[i]!
  }

  #close(): void {
    this.#isForming = false
    this.count += 1
    if (this.count === this.columns.openTime.length) this.columns = grown(this.columns)
  }
}

function emptyColumns(capacity: number): BarColumns {
  return {
    openTime: new Float64Array(capacity),
    open: new Float64Array(capacity),
    high: new Float64Array(capacity),
    low: new Float64Array(capacity),
    close: new Float64Array(capacity),
    volume: new Float64Array(capacity),
  }
}

function grown(columns: BarColumns): BarColumns {
  const next = emptyColumns(columns.openTime.length * 2)
  next.openTime.set(columns.openTime)
  next.open.set(columns.open)
  next.high.set(columns.high)
  next.low.set(columns.low)
  next.close.set(columns.close)
  next.volume.set(columns.volume)
  return next
}
