// Normalized average true range: the atr in percent of the price.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Atr } from './atr.ts'

export const natr: BarIndicatorSpec = {
  name: 'natr',
  title: 'Normalized average true range',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the average', { default: 14, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new NormalizedAtr(length),
  definition:
    '100 · atr(length) / close, 0 where the close is 0. As in TA-Lib a length of 1 gives the true ' +
    'range itself, not percent.',
  source: 'TA-Lib NATR, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_NATR.c',
}

class NormalizedAtr implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #atr: Atr
  readonly #isPlain: boolean

  constructor(length: number) {
    this.#atr = new Atr(length)
    this.#isPlain = length === 1
  }

  update(open: number, high: number, low: number, close: number): void {
    this.#atr.update(open, high, low, close)
    const range = this.#atr.out[0]!
    if (this.#isPlain || Number.isNaN(range)) this.out[0] = range
    else this.out[0] = close === 0 ? 0 : 100 * (range / close)
  }
}
