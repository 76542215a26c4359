// The mean of the last n values, each with a weight of its own such as its volume, without drift at
// amortised constant cost; the blocks are those of rolling-moments.ts. Weights are not negative.

export class RollingWeightedMean {
  readonly #length: number
  /** Below `#index` the newer block's values, above it the older block's sums to its end. */
  readonly #tail: Float64Array
  readonly #tailWeights: Float64Array
  #index = 0
  #reference = 0
  #head = 0
  #headWeights = 0
  /** NaN until there are n values, and while their weights are all 0. */
  mean = NaN

  constructor(length: number) {
    this.#length = length
    this.#tail = new Float64Array(length).fill(NaN)
    this.#tailWeights = new Float64Array(length).fill(NaN)
  }

  push(value: number, weight: number): void {
    const tail = this.#tail
    const tailWeights = this.#tailWeights
    let index = this.#index
    tail[index] = value
    tailWeights[index++] = weight
    if (index === this.#length) {
      this.#turnBlock()
      index = 0
    } else {
      this.#head += weight * (value - this.#reference)
      this.#headWeights += weight
    }
    this.#index = index
    const total = this.#headWeights + tailWeights[index]!
    this.mean = this.#reference + (this.#head + tail[index]!) / total
  }

  #turnBlock(): void {
    const tail = this.#tail
    const tailWeights = this.#tailWeights
    const reference = tail[this.#length - 1]!
    let sum = 0
    let weights = 0
    for (let i = this.#length - 1; i >= 0; i--) {
      weights += tailWeights[i]!
      sum += tailWeights[i]! * (tail[i]! - reference)
      tail[i] = sum
      tailWeights[i] = weights
    }
    this.#reference = reference
    this.#head = 0
    this.#headWeights = 0
  }
}
