// Supertrend: a stop that follows the price some average true ranges away and changes sides when the
// close passes it.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Atr } from './atr.ts'
import { multipleArgument } from './multiple-argument.ts'

export const supertrend: BarIndicatorSpec = {
  name: 'supertrend',
  title: 'Supertrend',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the average true range', { default: 10, min: 1 }),
    multipleArgument('multiplier', 'average true ranges from the middle to the stop', 3),
  ],
  outputs: ['value', 'direction'],
  warmup: (length: number) => length + 1,
  create: (length: number, multiplier: number) => new Supertrend(length, multiplier),
  definition:
    'Bands at (high + low) / 2 ± multiplier · atr(length). The lower one never falls while the ' +
    'close before was not below it, the upper one never rises while it was not above it. ' +
    'direction is 1 while the trend is up and value the lower band, −1 and the upper band while ' +
    'it is down; it changes when the close passes the band; the first is down. TradingView ' +
    'differs: its direction has the opposite sign (−1 is up), it names the multiplier first, and ' +
    'its atr counts the first bar too, which is lost after some ten lengths.',
  source:
    'TradingView ta.supertrend, ' +
    'https://www.tradingview.com/pine-script-reference/v6/#fun_ta.supertrend',
}

class Supertrend implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #atr: Atr
  readonly #multiplier: number
  #isUp = false
  #previousClose = 0
  #upper = Infinity
  #lower = -Infinity

  constructor(length: number, multiplier: number) {
    this.#atr = new Atr(length)
    this.#multiplier = multiplier
  }

  update(open: number, high: number, low: number, close: number): void {
    this.#atr.update(open, high, low, close)
    const reach = this.#multiplier * this.#atr.out[0]!
    const previousClose = this.#previousClose
    this.#previousClose = close
    if (Number.isNaN(reach)) return
    const middle = (high + low) / 2
    const lower = middle - reach
    const upper = middle + reach
    const isFirst = this.#upper === Infinity
    if (lower > this.#lower || previousClose < this.#lower) this.#lower = lower
    if (upper < this.#upper || previousClose > this.#upper) this.#upper = upper
    if (!isFirst) this.#isUp = this.#isUp ? close >= this.#lower : close > this.#upper
    this.out[0] = this.#isUp ? this.#lower : this.#upper
    this.out[1] = this.#isUp ? 1 : -1
  }
}
