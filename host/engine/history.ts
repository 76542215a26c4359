// All bars that a session has seen, symbol by symbol: what a runner that starts late, or again,
// has to be given.
import { BAR_COLUMNS, type BarColumns } from '#sdk/domain.ts'
import { CALENDARS, sessionOpens } from '../calendar/market-calendar.ts'
import { asBars } from '../data/series.ts'
import type { FeedBar, FeedInfo, OrderRules } from '../feeds/feed.ts'
import { roomFor } from '../runner/bar-room.ts'
import type { FeedData } from '../runner/protocol.ts'

const WIDTH = BAR_COLUMNS.length
/** Longer than a runner lives. */
const RUN_MS_MAX = 400 * 86_400_000

/** Bars of one feed that open in a span, and where all of its bars begin and end (ms UTC). */
export interface Stretch {
  readonly columns: BarColumns
  readonly count: number
  readonly intervalMs: number
  readonly from: number
  readonly to: number
}

export class History {
  feeds: readonly FeedInfo[] = []
  /** Rows of six numbers in the order of BAR_COLUMNS, one array per feed, with room to grow. */
  readonly #rows: Float64Array[] = []
  readonly #counts: number[] = []

  constructor(feeds: readonly FeedInfo[]) {
    this.add(feeds)
  }

  /** More feeds, after those that there are. */
  add(feeds: readonly FeedInfo[]): void {
    this.feeds = [...this.feeds, ...feeds]
    for (const _ of feeds) {
      this.#rows.push(new Float64Array(0))
      this.#counts.push(0)
    }
  }

  /** What the venue asks of orders, in the feeds' order; null where it does not say. */
  get rules(): readonly (OrderRules | null)[] {
    return this.feeds.map(({ rules }) => rules ?? null)
  }

  set rules(rules: readonly (OrderRules | null)[]) {
    this.feeds = this.feeds.map(({ rules: _, ...info }, feed) => {
      const own = rules[feed] ?? null
      return own === null ? info : { ...info, rules: own }
    })
  }

  append({ feed, openTime, open, high, low, close, volume }: FeedBar): void {
    const at = this.#counts[feed]! * WIDTH
    if (at === this.#rows[feed]!.length) this.#makeRoom(feed)
    const rows = this.#rows[feed]!
    rows[at] = openTime
    rows[at + 1] = open
    rows[at + 2] = high
    rows[at + 3] = low
    rows[at + 4] = close
    rows[at + 5] = volume
    this.#counts[feed]! += 1
  }

  #makeRoom(feed: number): void {
    const room = roomFor(this.#counts[feed]!, this.feeds[feed]!.intervalMs)
    // Zeros are written, so that the system gives the memory now and not over the day.
    const larger = new Float64Array(room * WIDTH).fill(0)
    larger.set(this.#rows[feed]!)
    this.#rows[feed] = larger
  }

  /** When the last of all bars ended (ms UTC); 0 without one. */
  get end(): number {
    return Math.max(0, ...this.ends)
  }

  /** The same of each feed. */
  get ends(): number[] {
    return this.feeds.map(({ intervalMs }, feed) => {
      const row = this.#counts[feed]! - 1
      return row < 0 ? 0 : this.#rows[feed]![row * WIDTH]! + intervalMs
    })
  }

  count(feed: number): number {
    return this.#counts[feed]!
  }

  get counts(): readonly number[] {
    return this.#counts
  }

  /** The bars that have come since there were so many of each feed: its index, then the bar. */
  rowsSince(counts: readonly number[]): Float64Array {
    let news = 0
    for (let feed = 0; feed < counts.length; feed++) news += this.#counts[feed]! - counts[feed]!
    const rows = new Float64Array(news * (1 + WIDTH))
    let at = 0
    for (let feed = 0; feed < counts.length; feed++) {
      const all = this.#rows[feed]!
      const end = this.#counts[feed]! * WIDTH
      for (let i = counts[feed]! * WIDTH; i < end; i++) {
        if (i % WIDTH === 0) rows[at++] = feed
        rows[at++] = all[i]!
      }
    }
    return rows
  }

  *bars(feed: number): Generator<FeedBar> {
    const rows = this.#rows[feed]!
    for (let i = 0; i < this.#counts[feed]!; i++) {
      const [openTime, open, high, low, close, volume] = rows.subarray(i * WIDTH, (i + 1) * WIDTH)
      yield {
        feed,
        openTime: openTime!,
        open: open!,
        high: high!,
        low: low!,
        close: close!,
        volume: volume!,
      }
    }
  }

  /** `to` is exclusive; null where the symbol is not fed, or has no bar yet. */
  stretch(symbol: string, span: { readonly from: number; readonly to: number }): Stretch | null {
    const feed = this.feeds.findIndex((one) => one.symbol === symbol)
    const total = this.#counts[feed] ?? 0
    if (total === 0) return null
    const rows = this.#rows[feed]!
    const [first, end] = [span.from, span.to].map((time) => firstRow(rows, total, time)) as [
      number,
      number,
    ]
    const count = Math.max(end - first, 0)
    const columns = BAR_COLUMNS.map((_, k) =>
      Float64Array.from({ length: count }, (_, i) => rows[(first + i) * WIDTH + k]!),
    )
    const { intervalMs } = this.feeds[feed]!
    const to = rows[(total - 1) * WIDTH]! + intervalMs
    return { columns: asBars(columns), count, intervalMs, from: rows[0]!, to }
  }

  /** When the market's sessions open, as far back as there are bars and as far on as one may run. */
  #opens(feed: number): Float64Array | null {
    const { calendar = 'always', intervalMs } = this.feeds[feed]!
    const last = this.#counts[feed]! - 1
    if (last < 0) return sessionOpens(CALENDARS[calendar], { from: 0, to: 0 })
    const from = this.#rows[feed]![0]!
    const to = this.#rows[feed]![last * WIDTH]! + intervalMs + RUN_MS_MAX
    return sessionOpens(CALENDARS[calendar], { from, to })
  }

  /** The feeds from that place on with everything so far, as a runner wants it: column after column. */
  feedsFrom(first: number): FeedData[] {
    return this.feeds.slice(first).map((_, i) => this.feedData(first + i))
  }

  /** One of them. */
  feedData(feed: number): FeedData {
    const { symbol, intervalMs } = this.feeds[feed]!
    const count = this.#counts[feed]!
    const rows = this.#rows[feed]!
    const columns = new Float64Array(count * WIDTH)
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < WIDTH; k++) columns[k * count + i] = rows[i * WIDTH + k]!
    }
    return { symbol, intervalMs, count, columns: columns.buffer, opens: this.#opens(feed) }
  }
}

/** The first row that opens at or after `time`. */
function firstRow(rows: Float64Array, count: number, time: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle * WIDTH]! < time) low = middle + 1
    else high = middle
  }
  return low
}
