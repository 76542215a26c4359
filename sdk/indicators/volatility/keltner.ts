// Keltner channel: an average with bands some average true ranges away.

import { Ema } from '../averages/ema.ts'
import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Atr } from './atr.ts'
import { multipleArgument } from './multiple-argument.ts'

export const keltner: BarIndicatorSpec = {
  name: 'keltner',
  title: 'Keltner channel',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the average', { default: 20, min: 1 }),
    multipleArgument('multiplier', 'average true ranges from the middle to each band', 2),
    lengthArgument('atr_length', 'bars of the average true range', { default: 10, min: 1 }),
  ],
  outputs: ['upper', 'middle', 'lower'],
  warmup: (length: number, _multiplier: number, atrLength: number) =>
    Math.max(length, atrLength + 1),
  create: (length: number, multiplier: number, atrLength: number) =>
    new Keltner(length, multiplier, atrLength),
  definition:
    'middle = EMA(length) of the close; upper and lower = middle ± multiplier · atr(atr_length). ' +
    'TradingView’s differs at first only, as its atr counts the first bar too.',
  source:
    'TradingView, Keltner Channels, ' +
    'https://www.tradingview.com/support/solutions/43000502266-keltner-channels-kc/',
}

class Keltner implements BarIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #middle: Ema
  readonly #atr: Atr
  readonly #multiplier: number

  constructor(length: number, multiplier: number, atrLength: number) {
    this.#middle = new Ema(length)
    this.#atr = new Atr(atrLength)
    this.#multiplier = multiplier
  }

  update(open: number, high: number, low: number, close: number): void {
    this.#middle.update(close)
    this.#atr.update(open, high, low, close)
    const middle = this.#middle.out[0]!
    const reach = this.#multiplier * this.#atr.out[0]!
    if (Number.isNaN(middle + reach)) return
    const out = this.out
    out[0] = middle + reach
    out[1] = middle
    out[2] = middle - reach
  }
}
