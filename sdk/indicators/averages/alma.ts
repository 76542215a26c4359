// Arnaud Legoux moving average. Gaussian weights follow no recursion, so each update weighs the
// whole window; its length is bounded accordingly.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'

/** So long a window still takes less than a microsecond. */
const LENGTH_BARS_MAX = 500

export const alma: SourceIndicatorSpec = {
  name: 'alma',
  title: 'Arnaud Legoux moving average',
  input: 'source',
  args: [
    {
      name: 'length',
      description: 'bars to average',
      integer: true,
      default: 9,
      min: 1,
      max: LENGTH_BARS_MAX,
    },
    {
      name: 'offset',
      description: 'where the weights are the greatest: 0 at the oldest value, 1 at the latest',
      integer: false,
      default: 0.85,
      min: 0,
      max: 1,
    },
    {
      name: 'sigma',
      description: 'how many standard deviations of the weights the window spans',
      integer: false,
      default: 6,
      min: 0.01,
      max: 1000,
    },
  ],
  outputs: ['value'],
  warmup: (length: number) => length,
  create: (length: number, offset: number, sigma: number) => new Alma(length, offset, sigma),
  definition:
    'The mean of the last `length` values with weights exp(−(i − m)² / (2 s²)), where i is 0 ' +
    'at the oldest, m = offset · (length − 1) and s = length / sigma.',
  source: 'TradingView ta.alma, https://www.tradingview.com/pine-script-reference/v5/#fun_ta.alma',
}

/** They add up to 1; the oldest value's comes first. */
function gaussianWeights(length: number, offset: number, sigma: number): Float64Array {
  const middle = offset * (length - 1)
  // From the place nearest the middle, lest a narrow bell leave no weight above zero.
  const peak = (Math.round(middle) - middle) ** 2
  const twoVariances = 2 * (length / sigma) ** 2
  const weights = Float64Array.from({ length }, (_, i) =>
    Math.exp((peak - (i - middle) ** 2) / twoVariances),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

class Alma implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #weights: Float64Array
  /** Each value twice, a length apart, so that any window lies in one piece. */
  readonly #values: Float64Array
  #index = 0
  #seen = 0

  constructor(length: number, offset: number, sigma: number) {
    this.#weights = gaussianWeights(length, offset, sigma)
    this.#values = new Float64Array(2 * length)
  }

  update(value: number): void {
    const weights = this.#weights
    const values = this.#values
    const length = weights.length
    values[this.#index] = value
    values[this.#index + length] = value
    const start = this.#index + 1
    this.#index = start === length ? 0 : start
    if (this.#seen < length && ++this.#seen < length) return
    let shift = 0
    for (let i = 0; i < length; i++) shift += weights[i]! * (values[start + i]! - value)
    this.out[0] = value + shift
  }
}
