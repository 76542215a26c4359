// Ichimoku Kinko Hyo, as it stands at the latest bar: the cloud there was drawn ahead some bars ago.
// The lagging span is left out: it is the close, drawn where it was not known yet.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { Delay } from '../windows/delay.ts'
import { RollingRange } from '../windows/rolling-range.ts'

export const ichimoku: BarIndicatorSpec = {
  name: 'ichimoku',
  title: 'Ichimoku cloud',
  input: 'bar',
  args: [
    lengthArgument('conversion', 'bars of the conversion line', { default: 9, min: 1 }),
    lengthArgument('base', 'bars of the base line', { default: 26, min: 1 }),
    lengthArgument('span', 'bars of the second edge of the cloud', { default: 52, min: 1 }),
    lengthArgument('displacement', 'bars the cloud is drawn ahead, its own bar being the first', {
      default: 26,
      min: 1,
    }),
  ],
  outputs: ['conversion', 'base', 'span_a', 'span_b'],
  warmup: (conversion: number, base: number, span: number, displacement: number) =>
    Math.max(conversion, base, span) + displacement - 1,
  create: (conversion: number, base: number, span: number, displacement: number) =>
    new Ichimoku([conversion, base, span], displacement - 1),
  definition:
    'conversion and base are the middles between the highest high and the lowest low of their ' +
    'bars. span_a = (conversion + base) / 2 and span_b = that middle over `span` bars, both as ' +
    'they were displacement − 1 bars ago, as on TradingView’s chart. Where others count 26 bars ' +
    'without the bar itself, displacement = 27 gives theirs.',
  source:
    'TradingView, Ichimoku Cloud, ' +
    'https://www.tradingview.com/support/solutions/43000589152-ichimoku-cloud/',
}

class Ichimoku implements BarIndicator {
  readonly out = new Float64Array(4).fill(NaN)
  readonly #conversion: RollingRange
  readonly #base: RollingRange
  readonly #span: RollingRange
  readonly #spansA: Delay | null
  readonly #spansB: Delay | null
  #left: number

  constructor([conversion, base, span]: [number, number, number], shift: number) {
    this.#conversion = new RollingRange(conversion)
    this.#base = new RollingRange(base)
    this.#span = new RollingRange(span)
    this.#spansA = shift > 0 ? new Delay(shift) : null
    this.#spansB = shift > 0 ? new Delay(shift) : null
    this.#left = Math.max(conversion, base, span) + shift - 1
  }

  update(_open: number, high: number, low: number): void {
    const conversion = middle(this.#conversion, high, low)
    const base = middle(this.#base, high, low)
    const spanA = (conversion + base) / 2
    const spanB = middle(this.#span, high, low)
    const shownA = this.#spansA === null ? spanA : this.#spansA.push(spanA)
    const shownB = this.#spansB === null ? spanB : this.#spansB.push(spanB)
    if (this.#left > 0) {
      this.#left--
      return
    }
    const out = this.out
    out[0] = conversion
    out[1] = base
    out[2] = shownA
    out[3] = shownB
  }
}

function middle(range: RollingRange, high: number, low: number): number {
  range.push(high, low)
  return (range.highest + range.lowest) / 2
}
