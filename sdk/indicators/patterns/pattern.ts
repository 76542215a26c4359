// What all candlestick patterns share: a look at the last candles on each bar, and a description.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { Candles } from './candles.ts'

/** 100 or −100 where the latest candle completes the pattern, bullish or bearish, else 0. */
export type Recognise = (candles: Candles, penetration: number) => number

interface Pattern {
  /** Without its underscores and in capitals it is TA-Lib's. */
  readonly name: string
  readonly title: string
  /** Bars before the first that TA-Lib judges. */
  readonly lookBack: number
  /** Default of the argument `penetration`, for patterns that have it. */
  readonly penetration?: number
  readonly definition: string
  readonly recognise: Recognise
}

const TERMS =
  ' A body is long or short against the mean body of the 10 bars before it, a doji’s at most a ' +
  'tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, ' +
  '0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.'

export function pattern(of: Pattern): BarIndicatorSpec {
  const { recognise, penetration, lookBack } = of
  return {
    ...describe(of),
    args:
      penetration === undefined
        ? []
        : [
            {
              name: 'penetration',
              description: 'how far, as a fraction of the first long body, the close goes into it',
              integer: false,
              default: penetration,
              min: 0,
              max: 3e37,
            },
          ],
    create: (fraction = 0) => new Watcher(recognise, fraction, lookBack),
  }
}

/** All of a pattern's spec but how it is recognised. */
export function describe({
  name,
  title,
  lookBack,
  definition,
}: Omit<Pattern, 'recognise' | 'penetration'>): Omit<BarIndicatorSpec, 'create'> {
  const theirs = name.replaceAll('_', '').toUpperCase()
  return {
    name,
    title: `${title} (candlestick pattern)`,
    input: 'bar',
    args: [],
    outputs: ['value'],
    warmup: () => lookBack + 1,
    definition: definition + TERMS,
    source: `TA-Lib ${theirs}, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_${theirs}.c`,
  }
}

class Watcher implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #candles = new Candles()
  readonly #recognise: Recognise
  readonly #penetration: number
  #left: number

  constructor(recognise: Recognise, penetration: number, lookBack: number) {
    this.#recognise = recognise
    this.#penetration = penetration
    this.#left = lookBack
  }

  update(open: number, high: number, low: number, close: number): void {
    this.#candles.push(open, high, low, close)
    if (this.#left > 0) this.#left--
    else this.out[0] = this.#recognise(this.#candles, this.#penetration)
  }
}
