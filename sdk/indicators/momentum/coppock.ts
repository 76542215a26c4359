// Coppock curve: a weighted average of two rates of change.

import { Wma } from '../averages/wma.ts'
import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RateOfChange } from './rate-of-change.ts'

export const coppock: SourceIndicatorSpec = {
  name: 'coppock',
  title: 'Coppock curve',
  input: 'source',
  args: [
    lengthArgument('length', 'sums averaged', { default: 10, min: 1 }),
    lengthArgument('long', 'bars of the long rate of change', { default: 14, min: 1 }),
    lengthArgument('short', 'bars of the short rate of change', { default: 11, min: 1 }),
  ],
  outputs: ['value'],
  warmup: (length: number, long: number, short: number) => Math.max(long, short) + length,
  create: (length: number, long: number, short: number) => new Coppock(length, long, short),
  definition: 'WMA(length) of ROC(long) + ROC(short), both in percent.',
  source: 'Edwin S. Coppock, https://en.wikipedia.org/wiki/Coppock_curve',
}

class Coppock implements SourceIndicator {
  readonly out: Float64Array
  readonly #long: RateOfChange
  readonly #short: RateOfChange
  readonly #average: Wma

  constructor(length: number, long: number, short: number) {
    this.#long = new RateOfChange(long)
    this.#short = new RateOfChange(short)
    this.#average = new Wma(length)
    this.out = this.#average.out
  }

  update(value: number): void {
    this.#long.update(value)
    this.#short.update(value)
    const sum = this.#long.out[0]! + this.#short.out[0]!
    if (!Number.isNaN(sum)) this.#average.update(sum)
  }
}
