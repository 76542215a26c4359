// Wilder's directional movement, from which +DM, −DM, +DI, −DI, DX, ADX and ADXR are read: the sums
// of the upward moves, the downward moves and the true ranges. As in TA-Lib the first sum takes one
// move fewer than its length, and from then on a sum loses its length-th part before it gains a move.

import { trueRange } from '../volatility/true-range.ts'

/** Below the smallest normal double sums cannot decay any further and are slow to compute. */
const SUM_MIN = 2 ** -1022

export class DirectionalMovement {
  readonly #length: number
  readonly #kept: number
  #moves = -1
  #previousHigh = 0
  #previousLow = 0
  #previousClose = 0
  plus = 0
  minus = 0
  range = 0

  constructor(length: number) {
    this.#length = length
    this.#kept = (length - 1) / length
  }

  push(high: number, low: number, close: number): void {
    const up = high - this.#previousHigh
    const down = this.#previousLow - low
    const range = trueRange(high, low, this.#previousClose)
    this.#previousHigh = high
    this.#previousLow = low
    this.#previousClose = close
    if (this.#moves < this.#length) {
      this.#moves++
      if (this.#moves === 0) return // The first bar has none before it to move from.
      if (this.#moves === this.#length) this.#decay()
    } else {
      this.#decay()
    }
    this.range += range
    // Only the larger of the two counts, and neither if they are equal.
    if (up > down) {
      if (up > 0) this.plus += up
    } else if (down > up && down > 0) {
      this.minus += down
    }
  }

  /** 100 · |+DI − −DI| / (+DI + −DI); NaN where there was no movement. */
  index(): number {
    const movement = this.plus + this.minus
    return movement > 0 ? 100 * (Math.abs(this.plus - this.minus) / movement) : NaN
  }

  #decay(): void {
    this.plus = decayed(this.plus * this.#kept)
    this.minus = decayed(this.minus * this.#kept)
    this.range = decayed(this.range * this.#kept)
  }
}

function decayed(sum: number): number {
  return sum >= SUM_MIN ? sum : 0
}
