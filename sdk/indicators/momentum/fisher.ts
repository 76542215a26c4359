// Fisher transform, by Ehlers: stretches where a price lies in its range so that turns stand out.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingRange } from '../windows/rolling-range.ts'

export const fisher: BarIndicatorSpec = {
  name: 'fisher',
  title: 'Fisher transform',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the range', { default: 9, min: 1 })],
  outputs: ['fisher', 'trigger'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Fisher(length),
  definition:
    'With p the place of (high + low) / 2 between its lowest and highest of `length` bars (0 to ' +
    '1, 0.5 where those are equal): x = 0.66 · (p − 0.5) + 0.67 · previous x, beyond ±0.99 taken ' +
    'as ±0.999; fisher = 0.5 · ln((1 + x) / (1 − x)) + 0.5 · previous fisher; trigger = previous ' +
    'fisher. Both start from 0 at the first full range.',
  source:
    'TradingView, Fisher Transform, ' +
    'https://www.tradingview.com/support/solutions/43000589141-fisher-transform/',
}

class Fisher implements BarIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #range: RollingRange
  #left: number
  #place = 0
  #fisher = 0

  constructor(length: number) {
    this.#range = new RollingRange(length)
    this.#left = length + 1
  }

  update(_open: number, high: number, low: number): void {
    const middle = (high + low) / 2
    const range = this.#range
    range.push(middle, middle)
    if (this.#left > 0 && --this.#left > 1) return
    const { highest, lowest } = range
    const centred = highest > lowest ? (middle - lowest) / (highest - lowest) - 0.5 : 0
    const place = limited(0.66 * centred + 0.67 * this.#place)
    const trigger = this.#fisher
    const fisher = 0.5 * Math.log((1 + place) / (1 - place)) + 0.5 * trigger
    this.#place = place
    this.#fisher = fisher
    if (this.#left > 0) return // The trigger is one bar behind.
    this.out[0] = fisher
    this.out[1] = trigger
  }
}

/** Near ±1 the logarithm would run away. */
function limited(place: number): number {
  if (place > 0.99) return 0.999
  return place < -0.99 ? -0.999 : place
}
