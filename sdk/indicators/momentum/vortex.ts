// Vortex: how far highs reach from the low before them, and lows from the high before them.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { trueRange } from '../volatility/true-range.ts'
import { RollingSum } from '../windows/rolling-sum.ts'

export const vortex: BarIndicatorSpec = {
  name: 'vortex',
  title: 'Vortex indicator',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the sums', { default: 14, min: 1 })],
  outputs: ['plus', 'minus'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Vortex(length),
  definition:
    'plus = Σ |high − previous low| / Σ true range and minus = Σ |low − previous high| / Σ true ' +
    'range over `length` bars; both 0 where nothing moved.',
  source:
    'TradingView, Vortex Indicator, ' +
    'https://www.tradingview.com/support/solutions/43000591352-vortex-indicator/',
}

class Vortex implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #plus: RollingSum
  readonly #minus: RollingSum
  readonly #range: RollingSum
  #previousHigh = NaN
  #previousLow = 0
  #previousClose = 0

  constructor(length: number) {
    this.#plus = new RollingSum(length)
    this.#minus = new RollingSum(length)
    this.#range = new RollingSum(length)
  }

  update(_open: number, high: number, low: number, close: number): void {
    const plus = Math.abs(high - this.#previousLow)
    const minus = Math.abs(low - this.#previousHigh)
    const range = trueRange(high, low, this.#previousClose)
    this.#previousHigh = high
    this.#previousLow = low
    this.#previousClose = close
    if (Number.isNaN(minus)) return // The first bar has none before it.
    this.#plus.push(plus)
    this.#minus.push(minus)
    this.#range.push(range)
    const total = this.#range.sum
    this.out[0] = total === 0 ? 0 : this.#plus.sum / total
    this.out[1] = total === 0 ? 0 : this.#minus.sum / total
  }
}
