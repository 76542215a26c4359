// Stochastic oscillator, the slow one: %K is smoothed before %D averages it.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'
import { RollingRange } from '../windows/rolling-range.ts'

export const stochastic: BarIndicatorSpec = {
  name: 'stochastic',
  title: 'Stochastic oscillator',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the highest high and lowest low', { default: 14, min: 1 }),
    lengthArgument('k_smoothing', 'bars averaged into k', { default: 3, min: 1 }),
    lengthArgument('d_smoothing', 'values of k averaged into d', { default: 3, min: 1 }),
  ],
  outputs: ['k', 'd'],
  warmup: (length: number, kSmoothing: number, dSmoothing: number) =>
    length + kSmoothing + dSmoothing - 2,
  create: (length: number, kSmoothing: number, dSmoothing: number) =>
    new Stochastic(length, kSmoothing, dSmoothing),
  definition:
    'k = SMA(k_smoothing) of 100 · (close − lowest low) / (highest high − lowest low) ' +
    'over `length` bars, 0 where those are equal; d = SMA(d_smoothing) of k.',
  source: 'TA-Lib STOCH, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_STOCH.c',
}

class Stochastic implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #range: RollingRange
  readonly #kWindow: RollingMoments
  readonly #dWindow: RollingMoments
  readonly #length: number
  #seen = 0

  constructor(length: number, kSmoothing: number, dSmoothing: number) {
    this.#range = new RollingRange(length)
    this.#kWindow = new RollingMoments(kSmoothing)
    this.#dWindow = new RollingMoments(dSmoothing)
    this.#length = length
  }

  update(_open: number, high: number, low: number, close: number): void {
    const range = this.#range
    range.push(high, low)
    if (this.#seen < this.#length && ++this.#seen < this.#length) return
    const { highest, lowest } = range
    const raw = highest > lowest ? 100 * ((close - lowest) / (highest - lowest)) : 0
    this.#kWindow.push(raw)
    const k = this.#kWindow.mean
    if (Number.isNaN(k)) return
    this.#dWindow.push(k)
    const d = this.#dWindow.mean
    if (Number.isNaN(d)) return
    this.out[0] = k
    this.out[1] = d
  }
}
