// Choppiness index: how much of the way that prices went was in vain.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'
import { RollingSum } from '../windows/rolling-sum.ts'
import { trueRange } from './true-range.ts'

export const chop: BarIndicatorSpec = {
  name: 'chop',
  title: 'Choppiness index',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the sum and the range', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Choppiness(length),
  definition:
    '100 · log(Σ true range / (highest high − lowest low)) / log(length) over `length` bars; the ' +
    'true range of the first bar is high − low. 100 where highest and lowest are equal.',
  source:
    'TradingView, Choppiness Index, ' +
    'https://www.tradingview.com/support/solutions/43000501980-choppiness-index-chop/',
}

class Choppiness implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #ranges: RollingSum
  readonly #range: RollingRange
  readonly #scale: number
  #previousClose = NaN

  constructor(length: number) {
    this.#ranges = new RollingSum(length)
    this.#range = new RollingRange(length)
    this.#scale = 100 / Math.log(length)
  }

  update(_open: number, high: number, low: number, close: number): void {
    const range = this.#range
    range.push(high, low)
    this.#ranges.push(trueRange(high, low, this.#previousClose))
    this.#previousClose = close
    const way = this.#ranges.sum
    if (Number.isNaN(way)) return
    const height = range.highest - range.lowest
    this.out[0] = height > 0 ? this.#scale * Math.log(way / height) : 100
  }
}
