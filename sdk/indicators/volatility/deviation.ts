// Standard deviation and variance, both of the population: a constant series has exactly 0.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'
import { multipleArgument } from './multiple-argument.ts'

export const stddev: SourceIndicatorSpec = {
  name: 'stddev',
  title: 'Standard deviation',
  input: 'source',
  args: [
    lengthArgument('length', 'bars of the deviation', { default: 5, min: 2 }),
    multipleArgument('deviations', 'how many standard deviations to give', 1),
  ],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number, deviations: number) => new Deviation(length, deviations),
  definition:
    '`deviations` · √ of the mean squared distance of the last `length` values from their mean ' +
    '(divisor `length`).',
  source: 'TA-Lib STDDEV, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_STDDEV.c',
}

export const variance: SourceIndicatorSpec = {
  name: 'var',
  title: 'Variance',
  input: 'source',
  args: [lengthArgument('length', 'bars of the variance', { default: 5, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Variance(length),
  definition:
    'The mean squared distance of the last `length` values from their mean (divisor `length`).',
  source: 'TA-Lib VAR, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_VAR.c',
}

class Deviation implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingMoments
  readonly #deviations: number

  constructor(length: number, deviations: number) {
    this.#window = new RollingMoments(length)
    this.#deviations = deviations
  }

  update(value: number): void {
    this.#window.push(value)
    this.out[0] = this.#deviations * Math.sqrt(this.#window.variance)
  }
}

class Variance implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingMoments

  constructor(length: number) {
    this.#window = new RollingMoments(length)
  }

  update(value: number): void {
    this.#window.push(value)
    this.out[0] = this.#window.variance
  }
}
