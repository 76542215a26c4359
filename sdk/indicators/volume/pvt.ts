// Price-volume trend.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { EndlessSum } from '../windows/endless-sum.ts'

export const pvt: BarIndicatorSpec = {
  name: 'pvt',
  title: 'Price-volume trend',
  input: 'bar',
  args: [],
  outputs: ['value'],
  warmup: () => 1,
  create: () => new Pvt(),
  definition:
    'Σ volume · (close − previous close) / previous close over all bars, from 0 on the first; ' +
    'bars after a close of 0 add nothing.',
  source:
    'TradingView, Price Volume Trend, ' +
    'https://www.tradingview.com/support/solutions/43000502345-price-volume-trend-pvt/',
}

class Pvt implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #sum = new EndlessSum()
  #previousClose = 0

  update(_open: number, _high: number, _low: number, close: number, volume: number): void {
    const previous = this.#previousClose
    this.#previousClose = close
    if (previous !== 0) this.#sum.add(((close - previous) / previous) * volume)
    this.out[0] = this.#sum.value
  }
}
