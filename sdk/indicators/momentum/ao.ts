// Awesome oscillator. On hl2 both averages are the sma to the last bit, so equal ones give 0.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const ao: BarIndicatorSpec = {
  name: 'ao',
  title: 'Awesome oscillator',
  input: 'bar',
  args: [
    lengthArgument('fast', 'bars of the fast average', { default: 5, min: 1 }),
    lengthArgument('slow', 'bars of the slow average', { default: 34, min: 1 }),
  ],
  outputs: ['value'],
  warmup: (fast: number, slow: number) => Math.max(fast, slow),
  create: (fast: number, slow: number) => new AwesomeOscillator(fast, slow),
  definition: 'SMA(fast) − SMA(slow) of (high + low) / 2.',
  source:
    'TradingView, Awesome Oscillator, ' +
    'https://www.tradingview.com/support/solutions/43000501826-awesome-oscillator-ao/',
}

class AwesomeOscillator implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #fast: RollingMoments
  readonly #slow: RollingMoments

  constructor(fast: number, slow: number) {
    this.#fast = new RollingMoments(fast)
    this.#slow = new RollingMoments(slow)
  }

  update(_open: number, high: number, low: number): void {
    const middle = (high + low) / 2
    this.#fast.push(middle)
    this.#slow.push(middle)
    this.out[0] = this.#fast.mean - this.#slow.mean
  }
}
