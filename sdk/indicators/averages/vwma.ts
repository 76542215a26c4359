// Volume-weighted moving average: the mean price paid over the last bars.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingWeightedMean } from '../windows/rolling-weighted-mean.ts'

export const vwma: BarIndicatorSpec = {
  name: 'vwma',
  title: 'Volume-weighted moving average',
  input: 'bar',
  args: [lengthArgument('length', 'bars to average', { default: 20, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Vwma(length),
  definition:
    'Σ (close · volume) / Σ volume over the last `length` bars; NaN where nothing was traded ' +
    'in any of them.',
  source: 'TradingView ta.vwma, https://www.tradingview.com/pine-script-reference/v5/#fun_ta.vwma',
}

class Vwma implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingWeightedMean

  constructor(length: number) {
    this.#window = new RollingWeightedMean(length)
  }

  update(_open: number, _high: number, _low: number, close: number, volume: number): void {
    this.#window.push(close, volume)
    this.out[0] = this.#window.mean
  }
}
