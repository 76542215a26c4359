// Donchian channel. The bar itself belongs to it, so its close can touch a band but never break it:
// for a breakout compare with the channel of the bar before (offset=1).

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'

export const donchian: BarIndicatorSpec = {
  name: 'donchian',
  title: 'Donchian channel',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the channel', { default: 20, min: 1 })],
  outputs: ['upper', 'middle', 'lower'],
  warmup: (length: number) => length,
  create: (length: number) => new Donchian(length),
  definition:
    'upper = the highest high and lower = the lowest low of the last `length` bars, the latest ' +
    'included; middle = (upper + lower) / 2. A breakout is one of the channel at offset=1.',
  source:
    'TradingView, Donchian Channels, ' +
    'https://www.tradingview.com/support/solutions/43000502253-donchian-channels-dc/',
}

export const midprice: BarIndicatorSpec = {
  name: 'midprice',
  title: 'Midprice',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the range', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Midprice(length),
  definition: '(highest high + lowest low) / 2 over the last `length` bars.',
  source: 'TA-Lib MIDPRICE, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MIDPRICE.c',
}

class Donchian implements BarIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #range: RollingRange
  #left: number

  constructor(length: number) {
    this.#range = new RollingRange(length)
    this.#left = length
  }

  update(_open: number, high: number, low: number): void {
    const range = this.#range
    range.push(high, low)
    if (this.#left > 0 && --this.#left > 0) return
    const { highest, lowest } = range
    const out = this.out
    out[0] = highest
    out[1] = (highest + lowest) / 2
    out[2] = lowest
  }
}

class Midprice implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #range: RollingRange
  #left: number

  constructor(length: number) {
    this.#range = new RollingRange(length)
    this.#left = length
  }

  update(_open: number, high: number, low: number): void {
    const range = this.#range
    range.push(high, low)
    if (this.#left > 0 && --this.#left > 0) return
    this.out[0] = (range.highest + range.lowest) / 2
  }
}
