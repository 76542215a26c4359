// Plain and linearly weighted sums of the last n values, from which weighted means and least-squares
// lines follow, without drift, at amortised constant cost. As in rolling-moments.ts no sum is ever
// undone: the window is the tail of the older block plus the head of the newer one, and sums are of
// distances from a value in the window. While values are short decimals the sums are whole numbers
// of their last decimal, so that a line through equal values, or a symmetric one, has a slope of 0.

import { DecimalScale, SCALED_MAX } from './decimal-scale.ts'

export class RollingLine {
  readonly #length: number
  readonly #decimals = new DecimalScale()
  /** Below `#index` the newer block's values, above it the older block's sums to its end. */
  readonly #tail: Float64Array
  readonly #tailWeighted: Float64Array
  #index = 0
  #head = 0
  #headWeighted = 0
  /** What both sums measure distances from. */
  reference = 0
  /** Both sums are in units of 1 / scale. */
  scale = 1
  /** Σ (value − reference); NaN, as the weighted sum, until there are n values. */
  sum = NaN
  /** Σ place · (value − reference), the oldest value at place 1, the latest at place n. */
  weightedSum = NaN

  constructor(length: number) {
    this.#length = length
    this.#tail = new Float64Array(length).fill(NaN)
    this.#tailWeighted = new Float64Array(length).fill(NaN)
  }

  push(value: number): void {
    this.#decimals.observe(value)
    const length = this.#length
    const tail = this.#tail
    let index = this.#index
    tail[index++] = value
    if (index === length) {
      this.#turnBlock()
      index = 0
    } else {
      const distance = value - this.reference
      this.#head += distance
      this.#headWeighted += index * distance
    }
    this.#index = index
    const head = this.#head
    const sum = head + tail[index]!
    const weightedSum = this.#tailWeighted[index]! + (this.#headWeighted + (length - index) * head)
    const scale = this.#decimals.value
    const wholeSum = sum * scale
    const wholeWeightedSum = weightedSum * scale
    if (Math.abs(wholeSum) <= SCALED_MAX && Math.abs(wholeWeightedSum) <= SCALED_MAX) {
      this.scale = scale
      this.sum = Math.round(wholeSum)
      this.weightedSum = Math.round(wholeWeightedSum)
    } else {
      this.scale = 1
      this.sum = sum
      this.weightedSum = weightedSum
    }
  }

  #turnBlock(): void {
    const tail = this.#tail
    const tailWeighted = this.#tailWeighted
    const length = this.#length
    const reference = tail[length - 1]!
    let sum = 0
    let weightedSum = 0
    for (let i = length - 1; i >= 0; i--) {
      sum += tail[i]! - reference
      weightedSum += sum
      tail[i] = sum
      tailWeighted[i] = weightedSum
    }
    this.reference = reference
    this.#head = 0
    this.#headWeighted = 0
    this.#decimals.turn(length)
  }
}
