// The bars and ticks that followers of the board have not been told of yet: of bars the latest, of ticks
// the latest of each symbol.
import { toTick } from '../journal/tick-rows.ts'
import { FRESH_MAX, type SymbolBar, type SymbolTick } from './delta.ts'

/** Of the log: [feed, openTime, open, high, low, close, volume]. */
type BarRow = readonly [number, number, number, number, number, number, number]

export class FreshPrices {
  readonly #symbolOf: (feed: number) => string
  #bars: SymbolBar[] = []
  readonly #ticks = new Map<string, SymbolTick>()

  constructor(symbolOf: (feed: number) => string) {
    this.#symbolOf = symbolOf
  }

  hearBars(rows: readonly (readonly number[])[]): void {
    for (const [feed, openTime, open, high, low, close, volume] of rows as BarRow[]) {
      const symbol = this.#symbolOf(feed)
      this.#bars.push({ symbol, openTime, open, high, low, close, volume })
    }
    if (this.#bars.length > FRESH_MAX) this.#bars = this.#bars.slice(-FRESH_MAX)
  }

  hearTicks(rows: readonly (readonly number[])[]): void {
    for (const { feed, time, price, bid, ask, quantity } of rows.map(toTick)) {
      const symbol = this.#symbolOf(feed)
      const known = { bid: orNull(bid), ask: orNull(ask), quantity: orNull(quantity) }
      this.#ticks.set(symbol, { symbol, time, price, ...known })
    }
  }

  /** What there is, and from then on it is told. */
  take(): { bars: SymbolBar[]; ticks: SymbolTick[] } {
    const fresh = { bars: this.#bars, ticks: [...this.#ticks.values()] }
    this.clear()
    return fresh
  }

  clear(): void {
    this.#bars = []
    this.#ticks.clear()
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)
