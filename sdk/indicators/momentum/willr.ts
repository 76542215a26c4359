// Williams %R: where the close lies below the highest high, in percent of the range.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'

export const willr: BarIndicatorSpec = {
  name: 'willr',
  title: 'Williams %R',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the highest high and lowest low', { default: 14, min: 2 }),
  ],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new WilliamsR(length),
  definition:
    '−100 · (highest high − close) / (highest high − lowest low) over `length` bars, from −100 to ' +
    '0; 0 where those are equal.',
  source: 'TA-Lib WILLR, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_WILLR.c',
}

class WilliamsR implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #range: RollingRange
  #left: number

  constructor(length: number) {
    this.#range = new RollingRange(length)
    this.#left = length
  }

  update(_open: number, high: number, low: number, close: number): void {
    const range = this.#range
    range.push(high, low)
    if (this.#left > 0 && --this.#left > 0) return
    const { highest, lowest } = range
    this.out[0] = highest > lowest ? 100 * ((close - highest) / (highest - lowest)) : 0
  }
}
