// True range of a single bar. The first bar has no close before it, so it has none.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { trueRange } from './true-range.ts'

export const trange: BarIndicatorSpec = {
  name: 'trange',
  title: 'True range',
  input: 'bar',
  args: [],
  outputs: ['value'],
  warmup: () => 2,
  create: () => new TrueRange(),
  definition: 'max(high − low, |high − previous close|, |low − previous close|).',
  source: 'TA-Lib TRANGE, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_TRANGE.c',
}

class TrueRange implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  #previousClose = NaN

  update(_open: number, high: number, low: number, close: number): void {
    const previousClose = this.#previousClose
    this.#previousClose = close
    if (Number.isNaN(previousClose)) return
    this.out[0] = trueRange(high, low, previousClose)
  }
}
