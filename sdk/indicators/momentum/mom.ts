// Momentum: how far a value is from the one some bars before.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Delay } from '../windows/delay.ts'

export const mom: SourceIndicatorSpec = {
  name: 'mom',
  title: 'Momentum',
  input: 'source',
  args: [lengthArgument('length', 'bars back to compare with', { default: 10, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Momentum(length),
  definition: 'value − the value `length` bars back.',
  source: 'TA-Lib MOM, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MOM.c',
}

class Momentum implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #delay: Delay

  constructor(length: number) {
    this.#delay = new Delay(length)
  }

  update(value: number): void {
    this.out[0] = value - this.#delay.push(value)
  }
}
