// Money flow index: the share of the traded money that went with rising typical prices.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { RollingSum } from '../windows/rolling-sum.ts'

/** Typical prices closer than this, relative to their sum, differ by rounding only. */
const TIE = 1e-15

export const mfi: BarIndicatorSpec = {
  name: 'mfi',
  title: 'Money flow index',
  input: 'bar',
  args: [lengthArgument('length', 'bars of the flows', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new MoneyFlowIndex(length),
  definition:
    '100 · P / (P + N), 0 where both are 0. P and N are the sums over `length` bars of (high + ' +
    'low + close) / 3 · volume where that typical price rose above the one before or fell below ' +
    'it.',
  source: 'TA-Lib MFI, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MFI.c',
}

class MoneyFlowIndex implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #rising: RollingSum
  readonly #falling: RollingSum
  #previous = NaN

  constructor(length: number) {
    this.#rising = new RollingSum(length)
    this.#falling = new RollingSum(length)
  }

  update(_open: number, high: number, low: number, close: number, volume: number): void {
    const typical = (high + low + close) / 3
    const previous = this.#previous
    this.#previous = typical
    if (Number.isNaN(previous)) return
    const move = typical - previous
    const isTie = Math.abs(move) <= TIE * (Math.abs(typical) + Math.abs(previous))
    const flow = isTie ? 0 : typical * volume
    this.#rising.push(move > 0 ? flow : 0)
    this.#falling.push(move < 0 ? flow : 0)
    const rising = this.#rising.sum
    const total = rising + this.#falling.sum
    this.out[0] = total === 0 ? 0 : 100 * (rising / total)
  }
}
