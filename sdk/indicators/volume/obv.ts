// On-balance volume.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { EndlessSum } from '../windows/endless-sum.ts'

export const obv: BarIndicatorSpec = {
  name: 'obv',
  title: 'On-balance volume',
  input: 'bar',
  args: [],
  outputs: ['value'],
  warmup: () => 1,
  create: () => new Obv(),
  definition:
    'The first bar’s volume, then plus the volume of each bar that closes higher and minus that ' +
    'of each that closes lower than the bar before. TradingView begins with 0 instead.',
  source: 'TA-Lib OBV, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_OBV.c',
}

class Obv implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #sum = new EndlessSum()
  #previousClose = -Infinity

  update(_open: number, _high: number, _low: number, close: number, volume: number): void {
    if (close > this.#previousClose) this.#sum.add(volume)
    else if (close < this.#previousClose) this.#sum.add(-volume)
    this.#previousClose = close
    this.out[0] = this.#sum.value
  }
}
