// Bars of a minute, built from the trades of a recording that has no bars of the venue's.
import { BarBuilder } from '../feeds/bar-builder.ts'
import { utcGrid } from '../feeds/bar-grid.ts'
import type { BarEvent, MarketEvent } from '../feeds/market-event.ts'
import { BUILT_MS } from './played-feeds.ts'

/** What comes later than that by the venue's clock is left out. */
const GRACE_MS = 1000

export class MinuteBars {
  readonly #builder: BarBuilder
  #ended = Number.NEGATIVE_INFINITY
  #bars: Omit<BarEvent, 'receiveTime'>[] = []

  /** Bars that open before `from` are not whole, and not handed out. */
  constructor(symbol: string, from: number) {
    this.#builder = new BarBuilder({
      grid: utcGrid(BUILT_MS),
      graceMs: GRACE_MS,
      listener: {
        bar: ({ openTime, open, high, low, close, volume }) => {
          if (openTime < from) return
          const bar = { openTime, open, high, low, close, volume, intervalMs: BUILT_MS }
          // Not stamped: a bar of one's own making is not late.
          const stamp = { symbol, exchangeTime: Number.NaN }
          this.#bars.push({ type: 'bar', ...stamp, ...bar, isClosed: true })
        },
        refused: () => {},
      },
    })
  }

  /** Anything of the symbol that the gate has found good. */
  take(event: MarketEvent): void {
    const { exchangeTime, receiveTime } = event
    const time = Number.isNaN(exchangeTime) ? receiveTime : exchangeTime
    this.#ended = Math.max(this.#ended, time)
    if (event.type !== 'trade') return
    const { price, quantity } = event
    this.#builder.take({ time, price, quantity })
  }

  /** The bars that have closed since it was last asked, as if they had come at `receiveTime`. */
  drain(receiveTime: number): BarEvent[] {
    if (this.#bars.length === 0) return []
    const bars = this.#bars.map((bar) => ({ ...bar, receiveTime }))
    this.#bars = []
    return bars
  }

  /** Nothing more comes: what is whole by the last event is handed out. */
  end(): void {
    this.#builder.pass(this.#ended + GRACE_MS)
  }
}
