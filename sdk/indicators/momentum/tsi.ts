// True strength index: double-smoothed moves against the double-smoothed sizes of them.

import { Ema } from '../averages/ema.ts'
import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

/** Below the smallest normal double averages cannot decay any further. */
const AVERAGE_MOVE_MIN = 2 ** -1022

export const tsi: SourceIndicatorSpec = {
  name: 'tsi',
  title: 'True strength index',
  input: 'source',
  args: [
    lengthArgument('long', 'bars of the first smoothing', { default: 25, min: 1 }),
    lengthArgument('short', 'bars of the second smoothing', { default: 13, min: 1 }),
    lengthArgument('signal', 'values of tsi averaged into signal', { default: 13, min: 1 }),
  ],
  outputs: ['tsi', 'signal'],
  warmup: (long: number, short: number, signal: number) => long + short + signal - 1,
  create: (long: number, short: number, signal: number) => new Tsi(long, short, signal),
  definition:
    'tsi = 100 · EMA(short) of EMA(long) of the moves from value to value / the same of ' +
    'their sizes, 0 where nothing moved; signal = EMA(signal) of tsi. Each average is seeded ' +
    'with the mean of its first values.',
  source: 'TradingView ta.tsi, https://www.tradingview.com/pine-script-reference/v5/#fun_ta.tsi',
}

class Tsi implements SourceIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #moves: Smoothing
  readonly #sizes: Smoothing
  readonly #signal: Ema
  #previous = NaN

  constructor(long: number, short: number, signal: number) {
    this.#moves = new Smoothing(long, short)
    this.#sizes = new Smoothing(long, short)
    this.#signal = new Ema(signal)
  }

  update(value: number): void {
    const move = value - this.#previous
    this.#previous = value
    if (Number.isNaN(move)) return
    const moved = this.#moves.update(move)
    const size = this.#sizes.update(Math.abs(move))
    if (Number.isNaN(size)) return
    // What was rounded may make the whole a trifle less than its part.
    const strength = size >= AVERAGE_MOVE_MIN ? Math.max(-1, Math.min(1, moved / size)) : 0
    this.#signal.update(100 * strength)
    const signal = this.#signal.out[0]!
    if (Number.isNaN(signal)) return
    this.out[0] = 100 * strength
    this.out[1] = signal
  }
}

/** An average of an average. */
class Smoothing {
  readonly #long: Ema
  readonly #short: Ema

  constructor(long: number, short: number) {
    this.#long = new Ema(long)
    this.#short = new Ema(short)
  }

  update(value: number): number {
    this.#long.update(value)
    const once = this.#long.out[0]!
    if (Number.isNaN(once)) return NaN
    this.#short.update(once)
    return this.#short.out[0]!
  }
}
