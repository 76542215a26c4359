// Simple moving average. Equal window means compare equal; rolling-moments.ts has the tie rule.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const sma: SourceIndicatorSpec = {
  name: 'sma',
  title: 'Simple moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars to average', { default: null, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Sma(length),
  definition: 'The arithmetic mean of the last `length` values.',
  source: 'TA-Lib SMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_SMA.c',
}

class Sma implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingMoments

  constructor(length: number) {
    this.#window = new RollingMoments(length)
  }

  update(value: number): void {
    this.#window.push(value)
    this.out[0] = this.#window.mean
  }
}
