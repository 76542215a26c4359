// Average deviation: how far values lie from their mean, from the values in order.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { OrderedWindow } from '../windows/ordered-window.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const avgdev: SourceIndicatorSpec = {
  name: 'avgdev',
  title: 'Average deviation',
  input: 'source',
  args: [lengthArgument('length', 'bars of the mean and the deviation', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new AverageDeviation(length),
  definition: 'The mean distance of the last `length` values from their mean.',
  source: 'TA-Lib AVGDEV, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_AVGDEV.c',
}

class AverageDeviation implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #window: RollingMoments
  readonly #ordered: OrderedWindow

  constructor(length: number) {
    this.#length = length
    this.#window = new RollingMoments(length)
    this.#ordered = new OrderedWindow(length)
  }

  update(value: number): void {
    this.#window.push(value)
    this.#ordered.push(value)
    const { mean, variance } = this.#window
    if (Number.isNaN(mean)) return
    // Equal values are 0 apart, to the last bit.
    this.out[0] = variance === 0 ? 0 : Math.max(0, this.#ordered.distanceFrom(mean) / this.#length)
  }
}
