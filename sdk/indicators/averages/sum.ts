// Rolling sum. Equal windows have equal sums, as means have: rolling-moments.ts has the tie rule.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const sum: SourceIndicatorSpec = {
  name: 'sum',
  title: 'Rolling sum',
  input: 'source',
  args: [lengthArgument('length', 'bars to add up', { default: 30, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Sum(length),
  definition: 'The sum of the last `length` values.',
  source: 'TA-Lib SUM, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_SUM.c',
}

class Sum implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #window: RollingMoments

  constructor(length: number) {
    this.#length = length
    this.#window = new RollingMoments(length)
  }

  update(value: number): void {
    this.#window.push(value)
    this.out[0] = this.#window.mean * this.#length
  }
}
