// Relative strength index. TA-Lib calls the moves none below an absolute threshold (1e-8, newer
// 1e-14), which blinds it on coins worth a millionth of a cent; here only moves of nothing are none.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { WilderMoves } from '../windows/wilder-moves.ts'

export const rsi: SourceIndicatorSpec = {
  name: 'rsi',
  title: 'Relative strength index',
  input: 'source',
  args: [lengthArgument('length', 'bars of the averaged moves', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Rsi(length),
  definition:
    '100 · G / (G + L), 0 where both are 0. G and L are the average gain and loss from ' +
    'value to value: the mean of the first `length`, then (average · (length − 1) + move)' +
    ' / length.',
  source: 'TA-Lib RSI, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_RSI.c',
}

export class Rsi implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #moves: WilderMoves

  constructor(length: number) {
    this.#moves = new WilderMoves(length)
  }

  update(value: number): void {
    const moves = this.#moves
    if (!moves.push(value)) return
    const total = moves.gain + moves.loss
    if (total === 0) this.out[0] = 0
    // While prices stand still so does the ratio; its last digits must not make a stochastic of it.
    else if (moves.hasMoved || Number.isNaN(this.out[0])) this.out[0] = 100 * (moves.gain / total)
  }
}
