// The sum of the last n values, without drift, at amortised constant cost: the sum of the older
// block's tail, taken once from its end, and of the newer block's head. Nothing is ever subtracted,
// so what left the window leaves no trace, and zeros sum to exactly 0. Made for values of one sign;
// where large ones cancel, RollingMoments keeps more digits.

export class RollingSum {
  readonly #length: number
  /** Below `#index` the newer block's values, above it the older block's sums to its end. */
  readonly #tail: Float64Array
  #index = 0
  #head = 0
  /** NaN until there are n values. */
  sum = NaN

  constructor(length: number) {
    this.#length = length
    this.#tail = new Float64Array(length).fill(NaN)
  }

  push(value: number): void {
    const tail = this.#tail
    let index = this.#index
    tail[index++] = value
    if (index === this.#length) {
      this.#turnBlock()
      index = 0
    } else {
      this.#head += value
    }
    this.#index = index
    this.sum = this.#head + tail[index]!
  }

  #turnBlock(): void {
    const tail = this.#tail
    let sum = 0
    for (let i = this.#length - 1; i >= 0; i--) {
      sum += tail[i]!
      tail[i] = sum
    }
    this.#head = 0
  }
}
