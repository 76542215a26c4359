// Where values stand among the others of the window: median, quantile and percent rank.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { OrderedWindow } from '../windows/ordered-window.ts'

export const median: SourceIndicatorSpec = {
  name: 'median',
  title: 'Rolling median',
  input: 'source',
  args: [lengthArgument('length', 'bars to look at', { default: null, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Quantile(length, 0.5),
  definition: 'The middle one of the last `length` values, or the mean of the two middle ones.',
  source:
    'Statistics; as NumPy median, https://numpy.org/doc/stable/reference/generated/numpy.median.html',
}

export const quantile: SourceIndicatorSpec = {
  name: 'quantile',
  title: 'Rolling quantile',
  input: 'source',
  args: [
    lengthArgument('length', 'bars to look at', { default: null, min: 1 }),
    {
      name: 'fraction',
      description: 'of the values, those below: 0 gives the lowest, 0.5 the median, 1 the highest',
      integer: false,
      default: null,
      min: 0,
      max: 1,
    },
  ],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number, fraction: number) => new Quantile(length, fraction),
  definition:
    'The value at place fraction · (length − 1) of the last `length` values in order, counted ' +
    'from 0; between two places, that much of the way from one value to the next.',
  source:
    'R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician ' +
    '50 (1996), type 7; as NumPy quantile and Excel PERCENTILE.INC',
}

export const percentRank: SourceIndicatorSpec = {
  name: 'percent_rank',
  title: 'Percent rank',
  input: 'source',
  args: [lengthArgument('length', 'earlier bars to compare with', { default: null, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new PercentRank(length),
  definition:
    'The percentage of the `length` values before the latest that are at most the latest.',
  source:
    'TradingView, Pine Script reference, ' +
    'https://www.tradingview.com/pine-script-reference/v5/#fun_ta.percentrank',
}

class Quantile implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #window: OrderedWindow
  readonly #place: number
  readonly #part: number

  constructor(length: number, fraction: number) {
    const place = fraction * (length - 1)
    this.#length = length
    this.#window = new OrderedWindow(length)
    this.#place = Math.floor(place)
    this.#part = place - this.#place
  }

  update(value: number): void {
    const window = this.#window
    window.push(value)
    if (window.count < this.#length) return
    const below = window.at(this.#place)
    const part = this.#part
    this.out[0] = part === 0 ? below : below + part * (window.at(this.#place + 1) - below)
  }
}

class PercentRank implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #window: OrderedWindow

  constructor(length: number) {
    this.#length = length
    this.#window = new OrderedWindow(length)
  }

  update(value: number): void {
    const length = this.#length
    if (this.#window.count === length) {
      this.out[0] = (100 * this.#window.countUpTo(value)) / length
    }
    this.#window.push(value)
  }
}
