// How many standard deviations a value is from the mean.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const zScore: SourceIndicatorSpec = {
  name: 'z_score',
  title: 'Z-score',
  input: 'source',
  args: [lengthArgument('length', 'bars of the mean and the deviation', { default: null, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new ZScore(length),
  definition:
    '(value − mean) / population standard deviation (divisor `length`) of the last `length` ' +
    'values, the latest included; 0 where they are all equal.',
  source: 'Statistics; https://en.wikipedia.org/wiki/Standard_score',
}

class ZScore implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingMoments

  constructor(length: number) {
    this.#window = new RollingMoments(length)
  }

  update(value: number): void {
    const window = this.#window
    window.push(value)
    const { mean, variance } = window
    this.out[0] = variance === 0 ? 0 : (value - mean) / Math.sqrt(variance)
  }
}
