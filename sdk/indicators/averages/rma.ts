// Wilder's moving average, the one inside the rsi and the atr.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

export const rma: SourceIndicatorSpec = {
  name: 'rma',
  title: 'Wilder’s moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars; the smoothing is 1 / length', { default: null, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Rma(length),
  definition:
    '(previous · (length − 1) + value) / length, from the mean of the first `length` values ' +
    'on; also called smoothed moving average, SMMA.',
  source: 'TradingView ta.rma, https://www.tradingview.com/pine-script-reference/v5/#fun_ta.rma',
}

export class Rma implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #kept: number
  #seen = 0
  #average = 0

  constructor(length: number) {
    this.#length = length
    this.#kept = (length - 1) / length
  }

  update(value: number): void {
    if (this.#seen < this.#length) {
      this.#seen++
      this.#average += (value - this.#average) / this.#seen
      if (this.#seen < this.#length) return
    } else {
      this.#average = value + this.#kept * (this.#average - value)
    }
    this.out[0] = this.#average
  }
}
