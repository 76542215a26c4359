// Chaikin's accumulation/distribution line, and its oscillator. The oscillator is the difference of
// two averages of the line, which do not depend on how high the line is: what is kept is how far
// each lags behind it.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { EndlessSum } from '../windows/endless-sum.ts'
import { moneyFlow } from './money-flow.ts'

export const ad: BarIndicatorSpec = {
  name: 'ad',
  title: 'Accumulation/distribution line',
  input: 'bar',
  args: [],
  outputs: ['value'],
  warmup: () => 1,
  create: () => new Ad(),
  definition:
    'Σ volume · ((close − low) − (high − close)) / (high − low) over all bars; bars without a ' +
    'range add nothing.',
  source: 'TA-Lib AD, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_AD.c',
}

export const adosc: BarIndicatorSpec = {
  name: 'adosc',
  title: 'Accumulation/distribution oscillator',
  input: 'bar',
  args: [
    lengthArgument('fast', 'bars of the fast average', { default: 3, min: 2 }),
    lengthArgument('slow', 'bars of the slow average', { default: 10, min: 2 }),
  ],
  outputs: ['value'],
  warmup: (fast: number, slow: number) => Math.max(fast, slow),
  create: (fast: number, slow: number) => new Adosc(fast, slow),
  definition:
    'EMA(fast) − EMA(slow) of the accumulation/distribution line, both beginning with its first ' +
    'value.',
  source: 'TA-Lib ADOSC, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_ADOSC.c',
}

class Ad implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #line = new EndlessSum()

  update(_open: number, high: number, low: number, close: number, volume: number): void {
    this.#line.add(moneyFlow(high, low, close, volume))
    this.out[0] = this.#line.value
  }
}

class Adosc implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #fastKept: number
  readonly #slowKept: number
  #left: number
  #isFirst = true
  /** The line minus its average. */
  #fastLag = 0
  #slowLag = 0

  constructor(fast: number, slow: number) {
    this.#fastKept = (fast - 1) / (fast + 1)
    this.#slowKept = (slow - 1) / (slow + 1)
    this.#left = Math.max(fast, slow) - 1
  }

  update(_open: number, high: number, low: number, close: number, volume: number): void {
    const step = this.#isFirst ? 0 : moneyFlow(high, low, close, volume)
    this.#isFirst = false
    this.#fastLag = this.#fastKept * (this.#fastLag + step)
    this.#slowLag = this.#slowKept * (this.#slowLag + step)
    if (this.#left > 0) this.#left--
    else this.out[0] = this.#slowLag - this.#fastLag
  }
}
