// Where the rsi stands between its own extremes: as TA-Lib has it, and as charts show it.

import { averageArgument, averageWarmup, createAverage } from '../averages/kinds.ts'
import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'
import { Rsi } from './rsi.ts'

const SMA = 0

const rsiLength = lengthArgument('length', 'bars of the rsi', { default: 14, min: 2 })

export const stochrsi: SourceIndicatorSpec = {
  name: 'stochrsi',
  title: 'Stochastic RSI, the fast one',
  input: 'source',
  args: [
    rsiLength,
    lengthArgument('k_length', 'values of the rsi for its extremes', { default: 5, min: 1 }),
    lengthArgument('d_smoothing', 'values of k averaged into d', { default: 3, min: 1 }),
    averageArgument('d_average', 'the kind of average d is'),
  ],
  outputs: ['k', 'd'],
  warmup: (length: number, kLength: number, dSmoothing: number, dKind: number) =>
    length + kLength + averageWarmup(dKind, dSmoothing) - 1,
  create: (length: number, kLength: number, dSmoothing: number, dKind: number) =>
    new StochasticRsi({ length, kLength }, createAverage(SMA, 1), createAverage(dKind, dSmoothing)),
  definition:
    'k = 100 · (RSI − lowest RSI) / (highest RSI − lowest RSI) over k_length values of ' +
    'RSI(length), 0 where those are equal; d = the average of k. TradingView’s is stochastic_rsi.',
  source: 'TA-Lib STOCHRSI, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_STOCHRSI.c',
}

export const stochasticRsi: SourceIndicatorSpec = {
  name: 'stochastic_rsi',
  title: 'Stochastic RSI, the slow one',
  input: 'source',
  args: [
    rsiLength,
    lengthArgument('k_length', 'values of the rsi for its extremes', { default: 14, min: 1 }),
    lengthArgument('k_smoothing', 'values averaged into k', { default: 3, min: 1 }),
    lengthArgument('d_smoothing', 'values of k averaged into d', { default: 3, min: 1 }),
  ],
  outputs: ['k', 'd'],
  warmup: (length: number, kLength: number, kSmoothing: number, dSmoothing: number) =>
    length + kLength + kSmoothing + dSmoothing - 2,
  create: (length: number, kLength: number, kSmoothing: number, dSmoothing: number) =>
    new StochasticRsi(
      { length, kLength },
      createAverage(SMA, kSmoothing),
      createAverage(SMA, dSmoothing),
    ),
  definition:
    'k = SMA(k_smoothing) of 100 · (RSI − lowest RSI) / (highest RSI − lowest RSI) over ' +
    'k_length values of RSI(length), 0 where those are equal; d = SMA(d_smoothing) of k. ' +
    'TA-Lib’s is stochrsi.',
  source: 'TradingView Stochastic RSI, https://www.tradingview.com/support/solutions/43000502333/',
}

class StochasticRsi implements SourceIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #rsi: Rsi
  readonly #range: RollingRange
  readonly #k: SourceIndicator
  readonly #d: SourceIndicator
  #left: number

  constructor(
    { length, kLength }: { readonly length: number; readonly kLength: number },
    k: SourceIndicator,
    d: SourceIndicator,
  ) {
    this.#rsi = new Rsi(length)
    this.#range = new RollingRange(kLength)
    this.#left = kLength
    this.#k = k
    this.#d = d
  }

  update(value: number): void {
    this.#rsi.update(value)
    const rsi = this.#rsi.out[0]!
    if (Number.isNaN(rsi)) return
    const range = this.#range
    range.push(rsi, rsi)
    if (this.#left > 0 && --this.#left > 0) return
    const height = range.highest - range.lowest
    this.#k.update(height > 0 ? 100 * ((rsi - range.lowest) / height) : 0)
    const k = this.#k.out[0]!
    if (Number.isNaN(k)) return
    this.#d.update(k)
    const d = this.#d.out[0]!
    if (Number.isNaN(d)) return
    this.out[0] = k
    this.out[1] = d
  }
}
