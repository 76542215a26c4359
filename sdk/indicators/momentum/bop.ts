// Balance of power: where in its range a bar's move from open to close lies.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'

export const bop: BarIndicatorSpec = {
  name: 'bop',
  title: 'Balance of power',
  input: 'bar',
  args: [],
  outputs: ['value'],
  warmup: () => 1,
  create: () => new BalanceOfPower(),
  definition: '(close − open) / (high − low), 0 for a bar without height.',
  source: 'TA-Lib BOP, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_BOP.c',
}

class BalanceOfPower implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)

  update(open: number, high: number, low: number, close: number): void {
    this.out[0] = high > low ? (close - open) / (high - low) : 0
  }
}
