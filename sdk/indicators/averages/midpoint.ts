// The middle between the highest and the lowest value of the last bars.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'

export const midpoint: SourceIndicatorSpec = {
  name: 'midpoint',
  title: 'Midpoint',
  input: 'source',
  args: [lengthArgument('length', 'bars of the range', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Midpoint(length),
  definition: '(highest value + lowest value) / 2 over the last `length` values.',
  source: 'TA-Lib MIDPOINT, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MIDPOINT.c',
}

class Midpoint implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #range: RollingRange
  readonly #length: number
  #seen = 0

  constructor(length: number) {
    this.#range = new RollingRange(length)
    this.#length = length
  }

  update(value: number): void {
    const range = this.#range
    range.push(value, value)
    if (this.#seen < this.#length && ++this.#seen < this.#length) return
    this.out[0] = (range.highest + range.lowest) / 2
  }
}
