// ZigZag, of confirmed turning points only: one is told when price has gone far enough away from it
// and never moves afterwards, unlike the last line on a chart, which is redrawn.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'

export const zigzag: BarIndicatorSpec = {
  name: 'zigzag',
  title: 'ZigZag, confirmed points',
  input: 'bar',
  args: [
    {
      name: 'deviation',
      description: 'percentage of its price that price must go away from a point to confirm it',
      integer: false,
      default: 5,
      min: 0.00001,
      max: 100,
    },
  ],
  outputs: ['price', 'direction', 'bars_since'],
  warmup: () => 2,
  create: (deviation: number) => new ZigZag(deviation / 100),
  definition:
    'The latest confirmed turning point: its price, direction 1 for a high and −1 for a low, and ' +
    'how many bars ago it was. The highest high since the last low is confirmed by the first later ' +
    'bar whose low is `deviation` percent or more below it, which is then the lowest so far; lows ' +
    'likewise. A bar that extends a leg does not also end it, as the order of its prices is not ' +
    'known. NaN before the first, which may come any time after the warm-up.',
  source:
    'TradingView, Zig Zag, https://www.tradingview.com/support/solutions/43000591664-zig-zag/',
}

class ZigZag implements BarIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #fall: number
  readonly #rise: number
  /** 1 while price goes up from the latest point, −1 down, 0 before the first. */
  #leg = 0
  #high = -Infinity
  #low = Infinity
  #barsSinceHigh = 0
  #barsSinceLow = 0

  constructor(deviation: number) {
    this.#fall = 1 - deviation
    this.#rise = 1 + deviation
  }

  update(_open: number, high: number, low: number): void {
    this.#barsSinceHigh++
    this.#barsSinceLow++
    this.out[2]! += 1
    const isHigher = this.#leg >= 0 && high > this.#high
    const isLower = this.#leg <= 0 && low < this.#low
    const ends = this.#leg >= 0 && !isHigher && low <= this.#high * this.#fall
    const begins = this.#leg <= 0 && !isLower && high >= this.#low * this.#rise
    if (ends !== begins) {
      if (ends) this.#confirmHigh(low)
      else this.#confirmLow(high)
      return
    }
    if (isHigher) {
      this.#high = high
      this.#barsSinceHigh = 0
    }
    if (isLower) {
      this.#low = low
      this.#barsSinceLow = 0
    }
  }

  #confirmHigh(low: number): void {
    this.#write(this.#high, 1, this.#barsSinceHigh)
    this.#leg = -1
    this.#low = low
    this.#barsSinceLow = 0
  }

  #confirmLow(high: number): void {
    this.#write(this.#low, -1, this.#barsSinceLow)
    this.#leg = 1
    this.#high = high
    this.#barsSinceHigh = 0
  }

  #write(price: number, direction: number, barsSince: number): void {
    const out = this.out
    out[0] = price
    out[1] = direction
    out[2] = barsSince
  }
}
