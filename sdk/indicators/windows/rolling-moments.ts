// Mean and variance of the last n values, without drift, at amortised constant cost.
// No sum is ever undone. The window is the tail of the older block of n values, whose sums from each
// place to its end were taken once, plus the head of the newer block, summed as it arrives; and all
// are sums of distances from a value in the window, so little cancels and equal values give
// themselves as their mean and exactly 0 as their variance.
// Tie rule: as long as the values are short decimals, their sum is rounded to their last decimal and
// divided once, which gives the double nearest to the true decimal mean. So equal means compare
// equal, also of windows of different lengths. Variances hold for values within 1e-150 and 1e150,
// whose squares are doubles.

import { DecimalScale, SCALED_MAX } from './decimal-scale.ts'

export class RollingMoments {
  readonly #length: number
  readonly #scale = new DecimalScale()
  /** Below `#index` the newer block's values, above it the older block's sums to its end. */
  readonly #tail: Float64Array
  readonly #tailSquares: Float64Array
  #index = 0
  #reference = 0
  #head = 0
  #headSquares = 0
  /** NaN, as the variance, until there are n values. */
  mean = NaN
  /** Of the population, so divided by n. */
  variance = NaN

  constructor(length: number) {
    this.#length = length
    this.#tail = new Float64Array(length).fill(NaN)
    this.#tailSquares = new Float64Array(length).fill(NaN)
  }

  push(value: number): void {
    this.#scale.observe(value)
    const length = this.#length
    const tail = this.#tail
    let index = this.#index
    tail[index++] = value
    if (index === length) {
      this.#turnBlock()
      index = 0
    } else {
      const distance = value - this.#reference
      this.#head += distance
      this.#headSquares += distance * distance
    }
    this.#index = index
    const shift = (this.#head + tail[index]!) / length
    const mean = this.#reference + shift
    const scale = this.#scale.value * length
    const whole = mean * scale
    this.mean = Math.abs(whole) <= SCALED_MAX ? Math.round(whole) / scale : mean
    const squares = this.#headSquares + this.#tailSquares[index]!
    this.variance = Math.max(0, squares / length - shift * shift)
  }

  #turnBlock(): void {
    const tail = this.#tail
    const tailSquares = this.#tailSquares
    const length = this.#length
    const reference = tail[length - 1]!
    let sum = 0
    let squares = 0
    for (let i = length - 1; i >= 0; i--) {
      const distance = tail[i]! - reference
      sum += distance
      squares += distance * distance
      tail[i] = sum
      tailSquares[i] = squares
    }
    this.#reference = reference
    this.#head = 0
    this.#headSquares = 0
    this.#scale.turn(length)
  }
}
