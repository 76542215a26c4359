// Kaufman's adaptive moving average. TA-Lib takes the path for none below an absolute threshold
// (1e-8, newer 1e-14); here only a path of nothing is none, as for the rsi.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Delay } from '../windows/delay.ts'
import { RollingSum } from '../windows/rolling-sum.ts'

/** Those of exponential averages of 30 and of 2 bars. */
const SLOWEST = 2 / 31
const FASTEST = 2 / 3

export const kama: SourceIndicatorSpec = {
  name: 'kama',
  title: 'Kaufman’s adaptive moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars of the efficiency ratio', { default: 30, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Kama(length),
  definition:
    'previous + c² · (value − previous) with c = ER · (2/3 − 2/31) + 2/31, from the value ' +
    'at bar `length` on. ER = |value − value `length` bars before| / the sum of the moves ' +
    'between them, 1 where nothing moved.',
  source: 'TA-Lib KAMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_KAMA.c',
}

class Kama implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #delay: Delay
  readonly #moves: RollingSum
  #previous = NaN
  #average = 0

  constructor(length: number) {
    this.#delay = new Delay(length)
    this.#moves = new RollingSum(length)
  }

  update(value: number): void {
    const before = this.#delay.push(value)
    const move = Math.abs(value - this.#previous)
    this.#previous = value
    if (!Number.isNaN(move)) this.#moves.push(move)
    if (Number.isNaN(before)) {
      this.#average = value
      return
    }
    const path = this.#moves.sum
    const efficiency = path > 0 ? Math.min(1, Math.abs(value - before) / path) : 1
    const constant = efficiency * (FASTEST - SLOWEST) + SLOWEST
    this.#average += constant * constant * (value - this.#average)
    this.out[0] = this.#average
  }
}
