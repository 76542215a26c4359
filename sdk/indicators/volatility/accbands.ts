// Acceleration bands, by Price Headley: averages of highs and lows stretched by the bar's height.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const accbands: BarIndicatorSpec = {
  name: 'accbands',
  title: 'Acceleration bands',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the averages', { default: 20, min: 2 })],
  outputs: ['upper', 'middle', 'lower'],
  warmup: (length: number) => length,
  create: (length: number) => new AccelerationBands(length),
  definition:
    'With w = 4 · (high − low) / (high + low), 0 where those sum to 0: upper = SMA(length) of ' +
    'high · (1 + w), middle = SMA of the close, lower = SMA of low · (1 − w).',
  source: 'TA-Lib ACCBANDS, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_ACCBANDS.c',
}

class AccelerationBands implements BarIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #upper: RollingMoments
  readonly #middle: RollingMoments
  readonly #lower: RollingMoments

  constructor(length: number) {
    this.#upper = new RollingMoments(length)
    this.#middle = new RollingMoments(length)
    this.#lower = new RollingMoments(length)
  }

  update(_open: number, high: number, low: number, close: number): void {
    const sum = high + low
    const width = sum === 0 ? 0 : (4 * (high - low)) / sum
    this.#upper.push(high * (1 + width))
    this.#middle.push(close)
    this.#lower.push(low * (1 - width))
    const out = this.out
    out[0] = this.#upper.mean
    out[1] = this.#middle.mean
    out[2] = this.#lower.mean
  }
}
