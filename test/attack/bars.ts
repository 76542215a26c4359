// A short stretch of the bundled recording, as a market that moves one minute at a time.
import { resolveData } from '#host/data/dataset.ts'
import { type BarSeries, loadBars } from '#host/data/load.ts'
import type { Instant, Market } from '#host/feeds/feed.ts'
import { mergeBars } from '#host/feeds/replay.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'

export const SYMBOLS = ['BTCUSDT', 'ETHUSDT'] as const
const FROM = Date.UTC(2025, 4, 6)
const MINUTE = 60_000

export function loadStretch(minutes: number): Promise<BarSeries[]> {
  const range = { from: FROM, to: FROM + minutes * MINUTE }
  return Promise.all(SYMBOLS.map((symbol) => loadBars(resolveData('bundled', symbol), range)))
}

/** The first `count` bars, for a runner. */
export function toFeed(symbol: string, { columns, intervalMs }: BarSeries, count: number) {
  const all = new Float64Array(BAR_COLUMNS.length * count)
  for (const [k, name] of BAR_COLUMNS.entries()) {
    all.set(columns[name].subarray(0, count), k * count)
  }
  return { symbol, intervalMs, count, columns: all.buffer }
}

/** Its next minute comes when it is told to. */
export class SteppedMarket implements Market {
  readonly feeds
  readonly recording = null
  readonly past = []
  readonly #instants: Iterator<Instant>
  #due = Promise.withResolvers<boolean>()
  #through = Promise.withResolvers<void>()

  constructor(series: readonly BarSeries[]) {
    this.feeds = series.map(({ intervalMs }, i) => ({ symbol: SYMBOLS[i]!, intervalMs }))
    this.#instants = mergeBars(series, 0)
  }

  /** Resolves once the session is through with the minute. */
  async step(): Promise<void> {
    this.#through = Promise.withResolvers()
    this.#due.resolve(true)
    await this.#through.promise
  }

  async *instants(signal: AbortSignal): AsyncGenerator<Instant> {
    signal.addEventListener('abort', () => this.#due.resolve(false))
    while ((await this.#due.promise) && !signal.aborted) {
      this.#due = Promise.withResolvers()
      const { value, done } = this.#instants.next()
      if (done === true) throw new Error('the stretch of bars is over')
      yield value
      // Asked for the next one.
      this.#through.resolve()
    }
  }
}
