// How a series moves with that of another symbol.

import type { PairIndicator, PairIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingCovariance } from '../windows/rolling-covariance.ts'

export const correl: PairIndicatorSpec = {
  name: 'correl',
  title: 'Pearson’s correlation coefficient',
  input: 'pair',
  args: [lengthArgument('length', 'bars to look at', { default: 30, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number) => new Correl(length),
  definition:
    'covariance / √(variance · variance) of the last `length` values of both symbols, 0 where one ' +
    'of them did not move. TA-Lib calls variances none below an absolute threshold; here only ' +
    'those of nothing are.',
  source: 'TA-Lib CORREL, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_CORREL.c',
}

export const beta: PairIndicatorSpec = {
  name: 'beta',
  title: 'Beta',
  input: 'pair',
  args: [lengthArgument('length', 'returns to look at', { default: 5, min: 1 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Beta(length),
  definition:
    'The slope of this symbol’s returns over the other’s: covariance / variance of the other’s, of ' +
    'the last `length` returns from bar to bar (0 after a price of 0); 0 where the other did not ' +
    'move. That is TA-Lib’s BETA with the other symbol, the market, as its first series.',
  source: 'TA-Lib BETA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_BETA.c',
}

class Correl implements PairIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingCovariance

  constructor(length: number) {
    this.#window = new RollingCovariance(length)
  }

  update(value: number, other: number): void {
    const window = this.#window
    window.push(value, other)
    const deviations = Math.sqrt(window.varianceX) * Math.sqrt(window.varianceY)
    this.out[0] = deviations === 0 ? 0 : Math.max(-1, Math.min(1, window.covariance / deviations))
  }
}

class Beta implements PairIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #window: RollingCovariance
  #isFirst = true
  #previous = 0
  #previousOther = 0

  constructor(length: number) {
    this.#window = new RollingCovariance(length)
  }

  update(value: number, other: number): void {
    const own = this.#previous === 0 ? 0 : (value - this.#previous) / this.#previous
    const market =
      this.#previousOther === 0 ? 0 : (other - this.#previousOther) / this.#previousOther
    this.#previous = value
    this.#previousOther = other
    if (this.#isFirst) {
      this.#isFirst = false
      return
    }
    const window = this.#window
    window.push(market, own)
    this.out[0] = window.varianceX === 0 ? 0 : window.covariance / window.varianceX
  }
}
