// Elder's force index.

import { Ema } from '../averages/ema.ts'
import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

export const forceIndex: BarIndicatorSpec = {
  name: 'force_index',
  title: 'Elder force index',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the average', { default: 13, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new ForceIndex(length),
  definition:
    'EMA(length) of (close − previous close) · volume, seeded with the mean of its first ' +
    '`length` values.',
  source:
    'TradingView, Elder Force Index, ' +
    'https://www.tradingview.com/support/solutions/43000502259-elder-s-force-index-efi/',
}

class ForceIndex implements BarIndicator {
  readonly #average: Ema
  readonly out: Float64Array
  #previousClose = NaN

  constructor(length: number) {
    this.#average = new Ema(length)
    this.out = this.#average.out
  }

  update(_open: number, _high: number, _low: number, close: number, volume: number): void {
    const move = close - this.#previousClose
    this.#previousClose = close
    if (!Number.isNaN(move)) this.#average.update(move * volume)
  }
}
