// Volume-weighted average price, since the session's open, which for venues that never close is
// 00:00 UTC, or since a chosen instant, and bands around it.

import type { Argument, BarIndicator, BarIndicatorSpec, SessionRule } from '../indicator.ts'
import { WeightedMean } from '../windows/weighted-mean.ts'

const DAY_MS = 86_400_000

/** The last instant that has a date. */
const TIME_MS_MAX = 8.64e15

const SOURCE =
  'B. M. Berkowitz, D. E. Logue, E. A. Noser, "The Total Cost of Transactions on the ' +
  'NYSE", Journal of Finance 43 (1988), ' +
  'https://doi.org/10.1111/j.1540-6261.1988.tb02591.x'

export const vwap: BarIndicatorSpec = {
  name: 'vwap',
  title: 'Volume-weighted average price',
  input: 'bar',
  args: [],
  outputs: ['value'],
  warmup: () => 1,
  create: () => new Vwap(),
  definition:
    'Σ(hlc3 · volume) / Σ volume over the bars since the session’s open (00:00 UTC of the bar’s day for ' +
    'a market that never closes), hlc3 = (high + low + close) / 3; NaN while no volume has traded.',
  source: SOURCE,
}

const anchorTime: Argument = {
  name: 'anchor_time',
  description: 'ms UTC; bars that open earlier do not count',
  integer: true,
  default: null,
  min: 0,
  max: TIME_MS_MAX,
}

export const anchoredVwap: BarIndicatorSpec = {
  name: 'anchored_vwap',
  title: 'Anchored volume-weighted average price',
  input: 'bar',
  args: [anchorTime],
  outputs: ['value'],
  warmup: () => 1,
  create: (from: number) => new AnchoredVwap(from),
  definition:
    'Σ(hlc3 · volume) / Σ volume over the bars that open at `anchor_time` or later, hlc3 = ' +
    '(high + low + close) / 3; NaN before, and while no volume has traded since.',
  source:
    'TradingView, Anchored VWAP drawing tool, ' +
    'https://www.tradingview.com/support/solutions/43000669764-anchored-vwap-drawing-tool/',
}

export const vwapBands: BarIndicatorSpec = {
  name: 'vwap_bands',
  title: 'Bands around the volume-weighted average price',
  input: 'bar',
  args: [
    {
      name: 'deviations',
      description: 'standard deviations from the average to each band',
      integer: false,
      default: 1,
      min: 0.001,
      max: 1000,
    },
  ],
  outputs: ['upper', 'vwap', 'lower'],
  warmup: () => 1,
  create: (deviations: number) => new VwapBands(deviations),
  definition:
    'vwap as of that name; upper and lower = vwap ± deviations · √(Σ volume · (hlc3 − vwap)² / ' +
    'Σ volume) over the same bars of the session.',
  source:
    'TradingView, Volume Weighted Average Price, ' +
    'https://www.tradingview.com/support/solutions/43000502018-volume-weighted-average-price-vwap/',
}

/** A market that never closes; a bar is as good as its open. */
const UTC_DAYS: SessionRule = {
  nextOpen: (time) => (Math.floor(time / DAY_MS) + 1) * DAY_MS,
  barMs: 1,
}

/** The mean of the running session's bars. */
class Session {
  readonly average = new WeightedMean()
  rule = UTC_DAYS
  /** The open that ends the running session. */
  #end = -Infinity

  push(price: number, volume: number, openTime: number): void {
    const closeTime = openTime + this.rule.barMs
    if (closeTime > this.#end) {
      this.#end = this.rule.nextOpen(closeTime - 1)
      this.average.clear()
    }
    this.average.push(price, volume)
  }
}

class Vwap implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #session = new Session()

  follow(sessions: SessionRule): void {
    this.#session.rule = sessions
  }

  update(_: number, high: number, low: number, close: number, volume: number, time: number): void {
    this.#session.push((high + low + close) / 3, volume, time)
    this.out[0] = this.#session.average.mean
  }
}

class VwapBands implements BarIndicator {
  readonly out = new Float64Array(3).fill(NaN)
  readonly #session = new Session()
  readonly #deviations: number

  constructor(deviations: number) {
    this.#deviations = deviations
  }

  follow(sessions: SessionRule): void {
    this.#session.rule = sessions
  }

  update(_: number, high: number, low: number, close: number, volume: number, time: number): void {
    this.#session.push((high + low + close) / 3, volume, time)
    const { mean, variance } = this.#session.average
    const reach = this.#deviations * Math.sqrt(variance)
    const out = this.out
    out[0] = mean + reach
    out[1] = mean
    out[2] = mean - reach
  }
}

class AnchoredVwap implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #from: number
  readonly #average = new WeightedMean()

  constructor(from: number) {
    this.#from = from
  }

  update(_: number, high: number, low: number, close: number, volume: number, time: number): void {
    if (time < this.#from) return
    this.#average.push((high + low + close) / 3, volume)
    this.out[0] = this.#average.mean
  }
}
