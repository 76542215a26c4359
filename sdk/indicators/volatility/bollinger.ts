// Bollinger bands. The middle is the sma to the last bit; a constant series has bands on its value.

import { averageArgument, averageWarmup, createAverage } from '../averages/kinds.ts'
import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'
import { multipleArgument } from './multiple-argument.ts'

export const bollinger: SourceIndicatorSpec = {
  name: 'bollinger',
  title: 'Bollinger bands',
  input: 'source',
  args: [
    lengthArgument('length', 'bars of the mean and the deviation', { default: 20, min: 2 }),
    multipleArgument('deviations', 'standard deviations from the middle to each band', 2),
    averageArgument('average', 'the average in the middle'),
  ],
  outputs: ['upper', 'middle', 'lower'],
  warmup: (length: number, _deviations: number, kind = 0) =>
    Math.max(length, averageWarmup(kind, length)),
  create: (length: number, deviations: number, kind = 0) =>
    kind === 0
      ? new Bollinger(length, deviations)
      : new BollingerAround(length, deviations, createAverage(kind, length)),
  definition:
    'middle = the average of `length` values; upper and lower = middle ± deviations · the ' +
    'population standard deviation (divisor `length`) of these values, measured from their plain ' +
    'mean whatever the average.',
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

class BollingerAround implements SourceIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #window: RollingMoments
  readonly #deviations: number
  readonly #average: SourceIndicator

  constructor(length: number, deviations: number, average: SourceIndicator) {
    this.#window = new RollingMoments(length)
    this.#deviations = deviations
    this.#average = average
  }

  update(value: number): void {
    this.#window.push(value)
    this.#average.update(value)
    const middle = this.#average.out[0]!
    const reach = this.#deviations * Math.sqrt(this.#window.variance)
    if (Number.isNaN(middle + reach)) return
    const out = this.out
    out[0] = middle + reach
    out[1] = middle
    out[2] = middle - reach
  }
}
