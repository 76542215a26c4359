// Average true range. The first bar has no close before it, so it counts for nothing but its close.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { trueRange } from './true-range.ts'

export const atr: BarIndicatorSpec = {
  name: 'atr',
  title: 'Average true range',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the average', { default: 14, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Atr(length),
  definition:
    'The average of max(high − low, |high − previous close|, |low − previous close|): the' +
    ' mean of the first `length` from the second bar on, then (average · (length − 1) + ' +
    'range) / length.',
  source: 'TA-Lib ATR, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_ATR.c',
}

export class Atr implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #kept: number
  #ranges = -1
  #previousClose = 0
  #average = 0

  constructor(length: number) {
    this.#length = length
    this.#kept = (length - 1) / length
  }

  update(_open: number, high: number, low: number, close: number): void {
    const range = trueRange(high, low, this.#previousClose)
    this.#previousClose = close
    if (this.#ranges < this.#length) {
      this.#seed(range)
      return
    }
    const average = range + this.#kept * (this.#average - range)
    this.#average = average
    this.out[0] = average
  }

  #seed(range: number): void {
    this.#ranges++
    if (this.#ranges === 0) return
    this.#average += (range - this.#average) / this.#ranges
    if (this.#ranges === this.#length) this.out[0] = this.#average
  }
}
