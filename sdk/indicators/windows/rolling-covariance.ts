// Variances and covariance of the last n pairs of values, without drift, at amortised constant cost;
// the blocks are those of rolling-moments.ts. A series of equal values has a variance of exactly 0.

/** Sums of one place: x, y, x², y², xy, all of distances from the references. */
const SUMS = 5

export class RollingCovariance {
  readonly #length: number
  readonly #x: Float64Array
  readonly #y: Float64Array
  /** Of the older block, from each place to its end. */
  readonly #tails: Float64Array
  #index = 0
  #referenceX = 0
  #referenceY = 0
  #headX = 0
  #headY = 0
  #headXX = 0
  #headYY = 0
  #headXY = 0
  /** NaN until there are n pairs; of the population, so divided by n. */
  varianceX = NaN
  varianceY = NaN
  covariance = NaN

  constructor(length: number) {
    this.#length = length
    this.#x = new Float64Array(length)
    this.#y = new Float64Array(length)
    this.#tails = new Float64Array(SUMS * length).fill(NaN)
  }

  push(x: number, y: number): void {
    const length = this.#length
    let index = this.#index
    this.#x[index] = x
    this.#y[index++] = y
    if (index === length) {
      this.#turnBlock()
      index = 0
    } else {
      const distanceX = x - this.#referenceX
      const distanceY = y - this.#referenceY
      this.#headX += distanceX
      this.#headY += distanceY
      this.#headXX += distanceX * distanceX
      this.#headYY += distanceY * distanceY
      this.#headXY += distanceX * distanceY
    }
    this.#index = index
    const tails = this.#tails
    const at = SUMS * index
    const shiftX = (this.#headX + tails[at]!) / length
    const shiftY = (this.#headY + tails[at + 1]!) / length
    const squaresX = this.#headXX + tails[at + 2]!
    const squaresY = this.#headYY + tails[at + 3]!
    const products = this.#headXY + tails[at + 4]!
    this.varianceX = Math.max(0, squaresX / length - shiftX * shiftX)
    this.varianceY = Math.max(0, squaresY / length - shiftY * shiftY)
    this.covariance = products / length - shiftX * shiftY
  }

  #turnBlock(): void {
    const { length } = this.#x
    const tails = this.#tails
    const referenceX = this.#x[length - 1]!
    const referenceY = this.#y[length - 1]!
    let sumX = 0
    let sumY = 0
    let sumXX = 0
    let sumYY = 0
    let sumXY = 0
    for (let i = length - 1; i >= 0; i--) {
      const distanceX = this.#x[i]! - referenceX
      const distanceY = this.#y[i]! - referenceY
      const at = SUMS * i
      tails[at] = sumX += distanceX
      tails[at + 1] = sumY += distanceY
      tails[at + 2] = sumXX += distanceX * distanceX
      tails[at + 3] = sumYY += distanceY * distanceY
      tails[at + 4] = sumXY += distanceX * distanceY
    }
    this.#referenceX = referenceX
    this.#referenceY = referenceY
    this.#headX = 0
    this.#headY = 0
    this.#headXX = 0
    this.#headYY = 0
    this.#headXY = 0
  }
}
