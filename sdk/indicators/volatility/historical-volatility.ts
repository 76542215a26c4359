// Historical volatility: the yearly standard deviation of logarithmic returns, in percent.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingMoments } from '../windows/rolling-moments.ts'

export const historicalVolatility: SourceIndicatorSpec = {
  name: 'historical_volatility',
  title: 'Historical volatility',
  input: 'source',
  args: [
    lengthArgument('length', 'returns of the deviation', { default: 10, min: 2 }),
    {
      name: 'periods_per_year',
      description: 'bars in a year: 365 for daily bars of a market that never closes',
      integer: false,
      default: 365,
      min: 1,
      max: 1e9,
    },
  ],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number, periodsPerYear: number) =>
    new HistoricalVolatility(length, periodsPerYear),
  definition:
    '100 · √periods_per_year · the population standard deviation of the last `length` values of ' +
    'ln(value / previous value). NaN while one of these is undefined, as for a price of 0. ' +
    'TradingView takes 365 periods for every timeframe below a week.',
  source:
    'TradingView, Historical Volatility, ' +
    'https://www.tradingview.com/support/solutions/43000594684-historical-volatility/',
}

class HistoricalVolatility implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #returns: RollingMoments
  readonly #length: number
  readonly #scale: number
  #previous = NaN
  /** Updates until the last undefined return leaves the window. */
  #undefinedLeft = 0

  constructor(length: number, periodsPerYear: number) {
    this.#returns = new RollingMoments(length)
    this.#length = length
    this.#scale = 100 * Math.sqrt(periodsPerYear)
  }

  update(value: number): void {
    const previous = this.#previous
    this.#previous = value
    if (Number.isNaN(previous)) return
    const ratio = value / previous
    const isDefined = value > 0 && ratio > 0 && ratio < Infinity
    this.#returns.push(isDefined ? Math.log(ratio) : 0)
    this.#undefinedLeft = isDefined ? Math.max(0, this.#undefinedLeft - 1) : this.#length
    this.out[0] = this.#undefinedLeft > 0 ? NaN : this.#scale * Math.sqrt(this.#returns.variance)
  }
}
