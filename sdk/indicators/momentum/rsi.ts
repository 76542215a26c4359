// Relative strength index. TA-Lib calls the moves none below an absolute threshold (1e-8, newer
// 1e-14), which blinds it on coins worth a millionth of a cent; here only moves of nothing are none.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { lengthArgument } from '../length-argument.ts'

/** Below the smallest normal double averages cannot decay any further and are slow to compute. */
const AVERAGE_MOVE_MIN = 2 ** -1022

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

class Rsi implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #length: number
  readonly #kept: number
  #moves = -1
  #previous = 0
  #gain = 0
  #loss = 0

  constructor(length: number) {
    this.#length = length
    this.#kept = (length - 1) / length
  }

  update(value: number): void {
    const move = value - this.#previous
    this.#previous = value
    const gain = move > 0 ? move : 0
    const loss = move < 0 ? -move : 0
    if (this.#moves < this.#length) {
      this.#seed(gain, loss)
      return
    }
    this.#gain = gain + this.#kept * (this.#gain - gain)
    this.#loss = loss + this.#kept * (this.#loss - loss)
    this.#write()
  }

  #seed(gain: number, loss: number): void {
    this.#moves++
    if (this.#moves === 0) return // The first value has none before it to move from.
    this.#gain += (gain - this.#gain) / this.#moves
    this.#loss += (loss - this.#loss) / this.#moves
    if (this.#moves === this.#length) this.#write()
  }

  #write(): void {
    const total = this.#gain + this.#loss
    if (total >= AVERAGE_MOVE_MIN) {
      this.out[0] = 100 * (this.#gain / total)
      return
    }
    this.#gain = 0
    this.#loss = 0
    this.out[0] = 0
  }
}
