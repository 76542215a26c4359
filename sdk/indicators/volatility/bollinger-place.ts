// Where a value lies between its Bollinger bands, and how far apart these are.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'
import { multipleArgument } from './multiple-argument.ts'

const args = [
  lengthArgument('length', 'bars of the mean and the deviation', { default: 20, min: 2 }),
  multipleArgument('deviations', 'standard deviations from the middle to each band', 2),
]

export const percentB: SourceIndicatorSpec = {
  name: 'percent_b',
  title: 'Bollinger %B',
  input: 'source',
  args,
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number, deviations: number) => new PercentB(length, deviations),
  definition:
    '(value − lower) / (upper − lower) of bollinger(length, deviations): 0 on the lower band, 1 ' +
    'on the upper one, 0.5 where both are equal.',
  source: 'John Bollinger, %b, https://www.bollingerbands.com/bollinger-band-rules',
}

export const bbw: SourceIndicatorSpec = {
  name: 'bbw',
  title: 'Bollinger bandwidth',
  input: 'source',
  args,
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number, deviations: number) => new Bandwidth(length, deviations),
  definition:
    '100 · (upper − lower) / middle of bollinger(length, deviations), 0 where the middle is 0.',
  source: 'TradingView ta.bbw, https://www.tradingview.com/pine-script-reference/v6/#fun_ta.bbw',
}

class PercentB implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingMoments
  readonly #deviations: number

  constructor(length: number, deviations: number) {
    this.#window = new RollingMoments(length)
    this.#deviations = deviations
  }

  update(value: number): void {
    const window = this.#window
    window.push(value)
    const reach = this.#deviations * Math.sqrt(window.variance)
    // Half a band, as an offset from the middle: nothing large cancels.
    this.out[0] = reach === 0 ? 0.5 : 0.5 + (value - window.mean) / (2 * reach)
  }
}

class Bandwidth implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingMoments
  readonly #deviations: number

  constructor(length: number, deviations: number) {
    this.#window = new RollingMoments(length)
    this.#deviations = deviations
  }

  update(value: number): void {
    const window = this.#window
    window.push(value)
    const reach = this.#deviations * Math.sqrt(window.variance)
    this.out[0] = window.mean === 0 ? 0 : 100 * ((2 * reach) / window.mean)
  }
}
