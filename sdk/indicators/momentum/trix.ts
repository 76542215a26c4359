// TRIX: the rate of change of a triple-smoothed average.

import { Ema } from '../averages/ema.ts'
import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RateOfChange } from './rate-of-change.ts'

export const trix: SourceIndicatorSpec = {
  name: 'trix',
  title: 'TRIX, rate of change of a triple EMA',
  input: 'source',
  args: [lengthArgument('length', 'bars of each average', { default: 30, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => 3 * length - 1,
  create: (length: number) => new Trix(length),
  definition:
    'The change in percent from bar to bar of EMA of EMA of EMA, each seeded with the mean ' +
    'of its first `length` values. (TradingView’s is 10000 · the change of the same average ' +
    'of the logarithm.)',
  source: 'TA-Lib TRIX, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_TRIX.c',
}

class Trix implements SourceIndicator {
  readonly out: Float64Array
  readonly #once: Ema
  readonly #twice: Ema
  readonly #thrice: Ema
  readonly #rate = new RateOfChange(1)

  constructor(length: number) {
    this.out = this.#rate.out
    this.#once = new Ema(length)
    this.#twice = new Ema(length)
    this.#thrice = new Ema(length)
  }

  update(value: number): void {
    this.#once.update(value)
    const once = this.#once.out[0]!
    if (Number.isNaN(once)) return
    this.#twice.update(once)
    const twice = this.#twice.out[0]!
    if (Number.isNaN(twice)) return
    this.#thrice.update(twice)
    const thrice = this.#thrice.out[0]!
    if (!Number.isNaN(thrice)) this.#rate.update(thrice)
  }
}
