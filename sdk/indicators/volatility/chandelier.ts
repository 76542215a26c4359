// Chandelier exit: stops that hang some average true ranges from the highest high or lowest low.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'
import { Atr } from './atr.ts'
import { multipleArgument } from './multiple-argument.ts'

export const chandelier: BarIndicatorSpec = {
  name: 'chandelier',
  title: 'Chandelier exit',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the range and the average true range', {
      default: 22,
      min: 1,
    }),
    multipleArgument('multiplier', 'average true ranges from the extreme to the stop', 3),
  ],
  outputs: ['long', 'short'],
  warmup: (length: number) => length + 1,
  create: (length: number, multiplier: number) => new Chandelier(length, multiplier),
  definition:
    'long = highest high − multiplier · atr(length), the stop of a long position; short = lowest ' +
    'low + multiplier · atr(length); both extremes over `length` bars.',
  source:
    'Charles Le Beau, Chandelier Exit, https://chartschool.stockcharts.com/table-of-contents/' +
    'technical-indicators-and-overlays/technical-overlays/chandelier-exit',
}

class Chandelier implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #range: RollingRange
  readonly #atr: Atr
  readonly #multiplier: number

  constructor(length: number, multiplier: number) {
    this.#range = new RollingRange(length)
    this.#atr = new Atr(length)
    this.#multiplier = multiplier
  }

  update(open: number, high: number, low: number, close: number): void {
    this.#range.push(high, low)
    this.#atr.update(open, high, low, close)
    const reach = this.#multiplier * this.#atr.out[0]!
    this.out[0] = this.#range.highest - reach
    this.out[1] = this.#range.lowest + reach
  }
}
