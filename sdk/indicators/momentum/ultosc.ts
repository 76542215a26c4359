// Ultimate oscillator: buying pressure over three lengths, the shortest weighing most.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { trueRange } from '../volatility/true-range.ts'
import { RollingSum } from '../windows/rolling-sum.ts'

export const ultosc: BarIndicatorSpec = {
  name: 'ultosc',
  title: 'Ultimate oscillator',
  input: 'bar',
  args: [
    lengthArgument('short', 'bars of the sums that weigh 4', { default: 7, min: 1 }),
    lengthArgument('middle', 'bars of the sums that weigh 2', { default: 14, min: 1 }),
    lengthArgument('long', 'bars of the sums that weigh 1', { default: 28, min: 1 }),
  ],
  outputs: ['value'],
  warmup: (short: number, middle: number, long: number) => Math.max(short, middle, long) + 1,
  create: (short: number, middle: number, long: number) =>
    new UltimateOscillator([short, middle, long].sort((a, b) => a - b)),
  definition:
    '100 · (4 · A(short) + 2 · A(middle) + A(long)) / 7, where A(n) is the sum of close − ' +
    'min(low, previous close) over the last n bars / the sum of their true ranges, 0 where that ' +
    'is 0. Lengths in another order are sorted.',
  source: 'TA-Lib ULTOSC, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_ULTOSC.c',
}

class UltimateOscillator implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #short: Pressure
  readonly #middle: Pressure
  readonly #long: Pressure
  #previousClose = NaN

  constructor([short, middle, long]: number[]) {
    this.#short = new Pressure(short!)
    this.#middle = new Pressure(middle!)
    this.#long = new Pressure(long!)
  }

  update(_open: number, high: number, low: number, close: number): void {
    const previousClose = this.#previousClose
    this.#previousClose = close
    if (Number.isNaN(previousClose)) return
    const range = trueRange(high, low, previousClose)
    const pressure = close - (low < previousClose ? low : previousClose)
    const short = this.#short.push(pressure, range)
    const middle = this.#middle.push(pressure, range)
    const long = this.#long.push(pressure, range)
    this.out[0] = (100 * (4 * short + 2 * middle + long)) / 7
  }
}

class Pressure {
  readonly #pressure: RollingSum
  readonly #range: RollingSum

  constructor(length: number) {
    this.#pressure = new RollingSum(length)
    this.#range = new RollingSum(length)
  }

  /** NaN until there are as many bars as the length. */
  push(pressure: number, range: number): number {
    this.#pressure.push(pressure)
    this.#range.push(range)
    const total = this.#range.sum
    return total === 0 ? 0 : this.#pressure.sum / total
  }
}
