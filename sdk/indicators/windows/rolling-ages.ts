// How many bars ago the highest high and the lowest low of the last n bars were, at amortised
// constant cost: the places of the extremes of the older block's tail, taken once from its end, and
// of the newer block's head. Of equal extremes the latest counts.

export class RollingAges {
  readonly #length: number
  readonly #high: Float64Array
  readonly #low: Float64Array
  /** From each place of the older block to its end: where in the block the extreme lies. */
  readonly #tailHighAt: Int32Array
  readonly #tailLowAt: Int32Array
  /** Below it the newer block's bars, above it the older block's. */
  #index = 0
  #headHighAt = 0
  #headLowAt = 0
  /** Bars since; meaningless until there are n bars. */
  highestAge = 0
  lowestAge = 0

  constructor(length: number) {
    this.#length = length
    // One more place, for the empty tail of a block that has just been replaced.
    this.#high = new Float64Array(length + 1).fill(-Infinity)
    this.#low = new Float64Array(length + 1).fill(Infinity)
    this.#tailHighAt = new Int32Array(length + 1).fill(length)
    this.#tailLowAt = new Int32Array(length + 1).fill(length)
  }

  push(high: number, low: number): void {
    const index = this.#index
    const highs = this.#high
    const lows = this.#low
    highs[index] = high
    lows[index] = low
    if (index === 0 || high >= highs[this.#headHighAt]!) this.#headHighAt = index
    if (index === 0 || low <= lows[this.#headLowAt]!) this.#headLowAt = index
    const next = index + 1
    const highAt = this.#tailHighAt[next]!
    const lowAt = this.#tailLowAt[next]!
    const headHighAt = this.#headHighAt
    const headLowAt = this.#headLowAt
    // A place above `index` belongs to the older block, so it lies one length further back.
    this.highestAge =
      highs[headHighAt]! >= highs[highAt]! ? index - headHighAt : index + this.#length - highAt
    this.lowestAge =
      lows[headLowAt]! <= lows[lowAt]! ? index - headLowAt : index + this.#length - lowAt
    if (next === this.#length) this.#turnBlock()
    else this.#index = next
  }

  #turnBlock(): void {
    const high = this.#high
    const low = this.#low
    let highAt = this.#length - 1
    let lowAt = highAt
    for (let i = highAt; i >= 0; i--) {
      if (high[i]! > high[highAt]!) highAt = i
      if (low[i]! < low[lowAt]!) lowAt = i
      this.#tailHighAt[i] = highAt
      this.#tailLowAt[i] = lowAt
    }
    this.#index = 0
  }
}
