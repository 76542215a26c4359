// Swing highs and lows: bars that stand out from those on both sides. One is told only once all bars
// to its right have closed, and never taken back.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Delay } from '../windows/delay.ts'
import { RollingRange } from '../windows/rolling-range.ts'

const args = [
  lengthArgument('left', 'bars before it that it stands out from', { default: 10, min: 1 }),
  lengthArgument('right', 'bars after it, which confirm it', { default: 10, min: 1 }),
]

const SOURCE =
  'TradingView, Pivot Points High Low, ' +
  'https://www.tradingview.com/support/solutions/43000589195-pivot-points-high-low/'

export const pivotHigh: BarIndicatorSpec = {
  name: 'pivot_high',
  title: 'Swing high',
  input: 'bar',
  args,
  outputs: ['price', 'bars_since'],
  warmup: (left: number, right: number) => left + right + 1,
  create: (left: number, right: number) => new Swing(left, right, 1),
  definition:
    'The high of the latest confirmed swing high, and how many bars ago it was: a bar whose high ' +
    'no bar of the `left` before exceeds and none of the `right` after reaches. bars_since is ' +
    '`right` on the bar that confirms it. NaN before the first, which may come any time after ' +
    'the warm-up.',
  source: SOURCE,
}

export const pivotLow: BarIndicatorSpec = {
  name: 'pivot_low',
  title: 'Swing low',
  input: 'bar',
  args,
  outputs: ['price', 'bars_since'],
  warmup: (left: number, right: number) => left + right + 1,
  create: (left: number, right: number) => new Swing(left, right, -1),
  definition:
    'The low of the latest confirmed swing low, and how many bars ago it was: a bar whose low no ' +
    'bar of the `left` before undercuts and none of the `right` after reaches. bars_since is ' +
    '`right` on the bar that confirms it. NaN before the first, which may come any time after ' +
    'the warm-up.',
  source: SOURCE,
}

class Swing implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #side: number
  readonly #right: number
  /** Of a bar and the `left` before it, and of the last `right` bars. */
  readonly #before: RollingRange
  readonly #after: RollingRange
  /** Heights, NaN for bars that are lower than one to their left. */
  readonly #candidates: Delay
  #left: number

  /** `side`: 1 for highs; −1 for lows, which are highs upside down. */
  constructor(left: number, right: number, side: number) {
    this.#side = side
    this.#right = right
    this.#before = new RollingRange(left + 1)
    this.#after = new RollingRange(right)
    this.#candidates = new Delay(right)
    this.#left = left
  }

  update(_open: number, high: number, low: number): void {
    const height = this.#side > 0 ? high : -low
    this.#before.push(height, height)
    this.#after.push(height, height)
    const stands = this.#left === 0 && height === this.#before.highest
    if (this.#left > 0) this.#left--
    const candidate = this.#candidates.push(stands ? height : NaN)
    const out = this.out
    if (candidate > this.#after.highest) {
      out[0] = this.#side * candidate
      out[1] = this.#right
    } else {
      out[1]! += 1
    }
  }
}
