// Ease of movement.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const eom: BarIndicatorSpec = {
  name: 'eom',
  title: 'Ease of movement',
  input: 'bar',
  args: [
    lengthArgument('length', 'bars of the average', { default: 14, min: 1 }),
    {
      name: 'divisor',
      description: 'unit of volume, chosen so that the values are handy',
      integer: false,
      default: 10_000,
      min: 1e-9,
      max: 1e15,
    },
  ],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number, divisor: number) => new Eom(length, divisor),
  definition:
    'SMA(length) of divisor · (hl2 − previous hl2) · (high − low) / volume, 0 for bars without ' +
    'volume; hl2 = (high + low) / 2.',
  source:
    'TradingView, Ease of Movement, ' +
    'https://www.tradingview.com/support/solutions/43000502256-ease-of-movement-eom/',
}

class Eom implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingMoments
  readonly #divisor: number
  #previousMiddle = NaN

  constructor(length: number, divisor: number) {
    this.#window = new RollingMoments(length)
    this.#divisor = divisor
  }

  update(_open: number, high: number, low: number, _close: number, volume: number): void {
    const middle = (high + low) / 2
    const move = middle - this.#previousMiddle
    this.#previousMiddle = middle
    if (Number.isNaN(move)) return
    this.#window.push(volume > 0 ? (this.#divisor * move * (high - low)) / volume : 0)
    this.out[0] = this.#window.mean
  }
}
