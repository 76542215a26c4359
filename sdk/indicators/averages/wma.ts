// Weighted moving average: the latest value weighs the most.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingLine } from '../windows/rolling-line.ts'

export const wma: SourceIndicatorSpec = {
  name: 'wma',
  title: 'Weighted moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars to average', { default: 30, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Wma(length),
  definition:
    'The mean of the last `length` values, the oldest with weight 1, the next with 2, the ' +
    'latest with `length`.',
  source: 'TA-Lib WMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_WMA.c',
}

export class Wma implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #line: RollingLine
  readonly #weights: number

  constructor(length: number) {
    this.#line = new RollingLine(length)
    this.#weights = (length * (length + 1)) / 2
  }

  update(value: number): void {
    const line = this.#line
    line.push(value)
    this.out[0] = line.reference + line.weightedSum / (this.#weights * line.scale)
  }
}
