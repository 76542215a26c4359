// Tillson's T3. Written in differences of its averages, so that a constant series stays exactly as
// it is; TA-Lib's coefficients add up to 1 only nearly.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Ema } from './ema.ts'

export const t3: SourceIndicatorSpec = {
  name: 't3',
  title: 'Tillson’s T3 moving average',
  input: 'source',
  args: [
    lengthArgument('length', 'bars of each average', { default: 5, min: 2 }),
    {
      name: 'volume_factor',
      description: 'how much of its lag is taken back, from 0 (an EMA of an EMA of an EMA) to 1',
      integer: false,
      default: 0.7,
      min: 0,
      max: 1,
    },
  ],
  outputs: ['value'],
  warmup: (length: number) => 6 * length - 5,
  create: (length: number, volumeFactor: number) => new T3(length, volumeFactor),
  definition:
    'GD of GD of GD, where GD(x) = (1 + v) · EMA(x) − v · EMA(EMA(x)); each of the six ' +
    'averages in a row is seeded with the mean of its first `length` values.',
  source: 'TA-Lib T3, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_T3.c',
}

class T3 implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #averages: readonly Ema[]
  readonly #factor: number

  constructor(length: number, volumeFactor: number) {
    this.#averages = Array.from({ length: 6 }, () => new Ema(length))
    this.#factor = volumeFactor
  }

  update(value: number): void {
    const averages = this.#averages
    let average = value
    for (let i = 0; i < 6; i++) {
      averages[i]!.update(average)
      average = averages[i]!.out[0]!
      if (Number.isNaN(average)) return
    }
    const e3 = averages[2]!.out[0]!
    const e4 = averages[3]!.out[0]!
    const e5 = averages[4]!.out[0]!
    const lag3 = e3 - e4
    const lag4 = e4 - e5
    const lag5 = e5 - average
    const v = this.#factor
    const bend = v * (lag3 - lag4)
    const twist = v * v * (lag3 - 2 * lag4 + lag5)
    this.out[0] = e3 + v * (3 * lag3 + 3 * bend + twist)
  }
}
