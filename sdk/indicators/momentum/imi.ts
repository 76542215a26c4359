// Intraday momentum index: the rsi of the moves within bars.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingSum } from '../windows/rolling-sum.ts'

export const imi: BarIndicatorSpec = {
  name: 'imi',
  title: 'Intraday momentum index',
  input: 'bar',
  args: [lengthArgument('length', 'bars of both sums', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new IntradayMomentumIndex(length),
  definition:
    '100 · G / (G + L) with the sums G of close − open over the rising bars and L of open − close ' +
    'over the falling ones among the last `length`; 0 where no bar moved, for which TA-Lib has no ' +
    'number.',
  source: 'TA-Lib IMI, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_IMI.c',
}

class IntradayMomentumIndex implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #gains: RollingSum
  readonly #losses: RollingSum

  constructor(length: number) {
    this.#gains = new RollingSum(length)
    this.#losses = new RollingSum(length)
  }

  update(open: number, _high: number, _low: number, close: number): void {
    const move = close - open
    this.#gains.push(move > 0 ? move : 0)
    this.#losses.push(move < 0 ? -move : 0)
    const gains = this.#gains.sum
    const total = gains + this.#losses.sum
    this.out[0] = total === 0 ? 0 : 100 * (gains / total)
  }
}
