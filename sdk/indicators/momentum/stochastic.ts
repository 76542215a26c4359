// Stochastic oscillator: the slow one, whose %K is smoothed before %D averages it, and the fast one.

import { averageArgument, averageWarmup, createAverage } from '../averages/kinds.ts'
import type { BarIndicator, BarIndicatorSpec, SourceIndicator } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'

const RAW =
  '100 · (close − lowest low) / (highest high − lowest low) over `length` bars, 0 where those are ' +
  'equal'

export const stochastic: BarIndicatorSpec = {
  name: 'stochastic',
  title: 'Stochastic oscillator',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the highest high and lowest low', { default: 14, min: 1 }),
    lengthArgument('k_smoothing', 'bars averaged into k', { default: 3, min: 1 }),
    lengthArgument('d_smoothing', 'values of k averaged into d', { default: 3, min: 1 }),
    averageArgument('k_average', 'the average that makes k'),
    averageArgument('d_average', 'the average that makes d'),
  ],
  outputs: ['k', 'd'],
  warmup: (length: number, kSmoothing: number, dSmoothing: number, kKind = 0, dKind = 0) =>
    length + averageWarmup(kKind, kSmoothing) + averageWarmup(dKind, dSmoothing) - 2,
  create: (length: number, kSmoothing: number, dSmoothing: number, kKind = 0, dKind = 0) =>
    new Stochastic(length, createAverage(kKind, kSmoothing), createAverage(dKind, dSmoothing)),
  definition: `k = the average of k_smoothing values of ${RAW}; d = that of d_smoothing values of k.`,
  source: 'TA-Lib STOCH, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_STOCH.c',
}

export const stochf: BarIndicatorSpec = {
  name: 'stochf',
  title: 'Fast stochastic oscillator',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the highest high and lowest low', { default: 5, min: 1 }),
    lengthArgument('d_smoothing', 'values of k averaged into d', { default: 3, min: 1 }),
    averageArgument('d_average', 'the average that makes d'),
  ],
  outputs: ['k', 'd'],
  warmup: (length: number, dSmoothing: number, dKind = 0) =>
    length + averageWarmup(dKind, dSmoothing) - 1,
  create: (length: number, dSmoothing: number, dKind = 0) =>
    new Stochastic(length, createAverage(0, 1), createAverage(dKind, dSmoothing)),
  definition: `k = ${RAW}; d = the average of d_smoothing values of k.`,
  source: 'TA-Lib STOCHF, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_STOCHF.c',
}

class Stochastic implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #range: RollingRange
  readonly #k: SourceIndicator
  readonly #d: SourceIndicator
  #left: number

  constructor(length: number, k: SourceIndicator, d: SourceIndicator) {
    this.#range = new RollingRange(length)
    this.#k = k
    this.#d = d
    this.#left = length
  }

  update(_open: number, high: number, low: number, close: number): void {
    const range = this.#range
    range.push(high, low)
    if (this.#left > 0 && --this.#left > 0) return
    const { highest, lowest } = range
    this.#k.update(highest > lowest ? 100 * ((close - lowest) / (highest - lowest)) : 0)
    const k = this.#k.out[0]!
    if (Number.isNaN(k)) return
    this.#d.update(k)
    const d = this.#d.out[0]!
    if (Number.isNaN(d)) return
    this.out[0] = k
    this.out[1] = d
  }
}
