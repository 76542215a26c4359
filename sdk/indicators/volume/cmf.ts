// Chaikin money flow.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingSum } from '../windows/rolling-sum.ts'
import { moneyFlow } from './money-flow.ts'

export const cmf: BarIndicatorSpec = {
  name: 'cmf',
  title: 'Chaikin money flow',
  input: 'bar',
  args: [lengthArgument('length', 'bars of both sums', { default: 20, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Cmf(length),
  definition:
    'Σ volume · ((close − low) − (high − close)) / (high − low), divided by Σ volume, over the ' +
    'last `length` bars; bars without a range add nothing above. NaN where none of them has volume.',
  source:
    'TradingView, Chaikin Money Flow, ' +
    'https://www.tradingview.com/support/solutions/43000501974-chaikin-money-flow-cmf/',
}

class Cmf implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #flow: RollingSum
  readonly #volume: RollingSum

  constructor(length: number) {
    this.#flow = new RollingSum(length)
    this.#volume = new RollingSum(length)
  }

  update(_open: number, high: number, low: number, close: number, volume: number): void {
    this.#flow.push(moneyFlow(high, low, close, volume))
    this.#volume.push(volume)
    this.out[0] = this.#flow.sum / this.#volume.sum
  }
}
