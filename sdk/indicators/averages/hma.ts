// Hull moving average.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Wma } from './wma.ts'

const smoothing = (length: number) => Math.floor(Math.sqrt(length))

export const hma: SourceIndicatorSpec = {
  name: 'hma',
  title: 'Hull moving average',
  input: 'source',
  args: [lengthArgument('length', 'bars of the longest average', { default: 9, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length + smoothing(length) - 1,
  create: (length: number) => new Hma(length),
  definition:
    'WMA(⌊√length⌋) of 2 · WMA(⌊length / 2⌋) − WMA(length), of the last values each. (Some ' +
    'round the square root and the half instead.)',
  source: 'TradingView ta.hma, https://www.tradingview.com/pine-script-reference/v5/#fun_ta.hma',
}

class Hma implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #half: Wma
  readonly #whole: Wma
  readonly #smooth: Wma

  constructor(length: number) {
    this.#half = new Wma(Math.floor(length / 2))
    this.#whole = new Wma(length)
    this.#smooth = new Wma(smoothing(length))
  }

  update(value: number): void {
    this.#half.update(value)
    this.#whole.update(value)
    const whole = this.#whole.out[0]!
    if (Number.isNaN(whole)) return
    const half = this.#half.out[0]!
    this.#smooth.update(half + (half - whole))
    this.out[0] = this.#smooth.out[0]!
  }
}
