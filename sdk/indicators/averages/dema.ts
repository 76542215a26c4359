// Double exponential moving average. Written so that a constant series stays exactly as it is.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Ema } from './ema.ts'

export const dema: SourceIndicatorSpec = {
  name: 'dema',
  title: 'Double exponential moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars of each average', { default: 30, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => 2 * length - 1,
  create: (length: number) => new Dema(length),
  definition:
    '2 · EMA − EMA of EMA, each average seeded with the mean of its first `length` values.',
  source: 'TA-Lib DEMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_DEMA.c',
}

class Dema implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #once: Ema
  readonly #twice: Ema

  constructor(length: number) {
    this.#once = new Ema(length)
    this.#twice = new Ema(length)
  }

  update(value: number): void {
    this.#once.update(value)
    const once = this.#once.out[0]!
    if (Number.isNaN(once)) return
    this.#twice.update(once)
    this.out[0] = once + (once - this.#twice.out[0]!)
  }
}
