// Triple exponential moving average. Written so that a constant series stays exactly as it is.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Ema } from './ema.ts'

export const tema: SourceIndicatorSpec = {
  name: 'tema',
  title: 'Triple exponential moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars of each average', { default: 30, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => 3 * length - 2,
  create: (length: number) => new Tema(length),
  definition:
    '3 · e1 − 3 · e2 + e3, where e1 is the EMA, e2 the EMA of e1 and e3 the EMA of e2, each ' +
    'seeded with the mean of its first `length` values.',
  source: 'TA-Lib TEMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_TEMA.c',
}

class Tema implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #once: Ema
  readonly #twice: Ema
  readonly #thrice: Ema

  constructor(length: number) {
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
    this.out[0] = this.#thrice.out[0]! + 3 * (once - twice)
  }
}
