// Triangular moving average: a mean of means, so the middle of the window weighs the most.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const trima: SourceIndicatorSpec = {
  name: 'trima',
  title: 'Triangular moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars to average', { default: 30, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Trima(length),
  definition:
    'SMA(b) of SMA(a) with a = ⌈length / 2⌉ and b = ⌊length / 2⌋ + 1: weights rise to the ' +
    'middle of the last `length` values and fall again.',
  source: 'TA-Lib TRIMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_TRIMA.c',
}

class Trima implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #inner: RollingMoments
  readonly #outer: RollingMoments

  constructor(length: number) {
    this.#inner = new RollingMoments(Math.ceil(length / 2))
    this.#outer = new RollingMoments(Math.floor(length / 2) + 1)
  }

  update(value: number): void {
    this.#inner.push(value)
    const mean = this.#inner.mean
    if (Number.isNaN(mean)) return
    this.#outer.push(mean)
    this.out[0] = this.#outer.mean
  }
}
