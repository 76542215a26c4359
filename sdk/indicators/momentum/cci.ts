// Commodity channel index, in units of the mean distance from the mean.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { createMeanDistances, type MeanDistances } from '../windows/mean-distances.ts'

/** A price closer to the mean than this, relative to it, differs from it by rounding only. */
const TIE = 1e-15

export const cci: BarIndicatorSpec = {
  name: 'cci',
  title: 'Commodity channel index',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the mean and the deviation', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new CommodityChannelIndex(length),
  definition:
    '(t − m) / (0.015 · d) with the typical price t = (high + low + close) / 3, m its mean over ' +
    '`length` bars and d the mean of |t − m| over the same bars; 0 where t = m.',
  source: 'TA-Lib CCI, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_CCI.c',
}

class CommodityChannelIndex implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #distances: MeanDistances

  constructor(length: number) {
    this.#length = length
    this.#distances = createMeanDistances(length)
  }

  update(_open: number, high: number, low: number, close: number): void {
    const price = (high + low + close) / 3
    const distances = this.#distances
    distances.push(price)
    const { latest, sum } = distances
    const isTie = Math.abs(latest) <= TIE * Math.abs(price)
    this.out[0] = isTie ? 0 : (latest * this.#length) / (0.015 * sum)
  }
}
