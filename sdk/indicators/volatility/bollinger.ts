// Bollinger bands. The middle is the sma to the last bit; a constant series has bands on its value.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const bollinger: SourceIndicatorSpec = {
  name: 'bollinger',
  title: 'Bollinger bands',
  input: 'source',
  args: [
    lengthArgument('length', 'bars of the mean and the deviation', { default: 20, min: 2 }),
    {
      name: 'deviations',
      description: 'standard deviations from the middle to each band',
      integer: false,
      default: 2,
      min: 0.001,
      max: 1000,
    },
  ],
  outputs: ['upper', 'middle', 'lower'],
  warmup: (length: number) => length,
  create: (length: number, deviations: number) => new Bollinger(length, deviations),
  definition:
    'middle = SMA(length); upper and lower = middle ± deviations · the population ' +
    'standard deviation (divisor `length`) of the same values.',
  source: 'TA-Lib BBANDS, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_BBANDS.c',
}

class Bollinger implements SourceIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #window: RollingMoments
  readonly #deviations: number

  constructor(length: number, deviations: number) {
    this.#window = new RollingMoments(length)
    this.#deviations = deviations
  }

  update(value: number): void {
    const window = this.#window
    window.push(value)
    const middle = window.mean
    const reach = this.#deviations * Math.sqrt(window.variance)
    const out = this.out
    out[0] = middle + reach
    out[1] = middle
    out[2] = middle - reach
  }
}
