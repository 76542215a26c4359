// Exponential moving average. Written as value + (1 − k)(previous − value), which leaves a constant
// series exactly as it is and makes ema(1) the value itself.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

export const ema: SourceIndicatorSpec = {
  name: 'ema',
  title: 'Exponential moving average',
  input: 'source',
  args: [
    lengthArgument('length', 'bars; the smoothing is 2 / (length + 1)', { default: null, min: 1 }),
  ],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Ema(length),
  definition:
    'previous + k · (value − previous) with k = 2 / (length + 1), from the mean of the ' +
    'first `length` values on.',
  source: 'TA-Lib EMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_EMA.c',
}

export class Ema implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #kept: number
  #seen = 0
  #average = 0

  constructor(length: number) {
    this.#length = length
    this.#kept = (length - 1) / (length + 1)
  }

  update(value: number): void {
    if (this.#seen < this.#length) {
      this.#seed(value)
      return
    }
    const average = value + this.#kept * (this.#average - value)
    this.#average = average
    this.out[0] = average
  }

  #seed(value: number): void {
    this.#seen++
    this.#average += (value - this.#average) / this.#seen
    if (this.#seen === this.#length) this.out[0] = this.#average
  }
}
