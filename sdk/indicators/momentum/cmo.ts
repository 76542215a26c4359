// Chande momentum oscillator, of the same averaged moves as the rsi.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'
import { WilderMoves } from '../windows/wilder-moves.ts'

export const cmo: SourceIndicatorSpec = {
  name: 'cmo',
  title: 'Chande momentum oscillator',
  input: 'source',
  args: [lengthArgument('length', 'bars of the averaged moves', { default: 14, min: 2 })],
  outputs: ['value'],
  warmup: (length: number) => length + 1,
  create: (length: number) => new Cmo(length),
  definition:
    '100 · (G − L) / (G + L), 0 where both are 0. G and L are the average gain and loss of ' +
    'the rsi, by Wilder. (TradingView takes plain sums of the last `length` moves: the first ' +
    'value is the same, later ones are not.)',
  source: 'TA-Lib CMO, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_CMO.c',
}

class Cmo implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #moves: WilderMoves

  constructor(length: number) {
    this.#moves = new WilderMoves(length)
  }

  update(value: number): void {
    const moves = this.#moves
    if (!moves.push(value)) return
    const total = moves.gain + moves.loss
    this.out[0] = total > 0 ? 100 * ((moves.gain - moves.loss) / total) : 0
  }
}
