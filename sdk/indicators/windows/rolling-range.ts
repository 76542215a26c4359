// The highest high and the lowest low of the last n bars, at amortised constant cost: the extremes
// of the older block's tail, taken once from its end, and of the newer block's head.

export class RollingRange {
  readonly #length: number
  /** Below `#index` the newer block's bars; above it the older block's extremes to its end. */
  readonly #tailHigh: Float64Array
  readonly #tailLow: Float64Array
  #index = 0
  #headHigh = -Infinity
  #headLow = Infinity
  /** Over the last n bars, or as many as there were. */
  highest = NaN
  lowest = NaN

  constructor(length: number) {
    this.#length = length
    this.#tailHigh = new Float64Array(length + 1).fill(-Infinity)
    this.#tailLow = new Float64Array(length + 1).fill(Infinity)
  }

  push(high: number, low: number): void {
    const tailHigh = this.#tailHigh
    const tailLow = this.#tailLow
    const index = this.#index
    const next = index + 1
    tailHigh[index] = high
    tailLow[index] = low
    const headHigh = Math.max(high, this.#headHigh)
    const headLow = Math.min(low, this.#headLow)
    this.highest = Math.max(headHigh, tailHigh[next]!)
    this.lowest = Math.min(headLow, tailLow[next]!)
    if (next === this.#length) {
      this.#turnBlock()
      return
    }
    this.#index = next
    this.#headHigh = headHigh
    this.#headLow = headLow
  }

  #turnBlock(): void {
    const tailHigh = this.#tailHigh
    const tailLow = this.#tailLow
    let highest = -Infinity
    let lowest = Infinity
    for (let i = this.#length - 1; i >= 0; i--) {
      highest = Math.max(highest, tailHigh[i]!)
      lowest = Math.min(lowest, tailLow[i]!)
      tailHigh[i] = highest
      tailLow[i] = lowest
    }
    this.#index = 0
    this.#headHigh = -Infinity
    this.#headLow = Infinity
  }
}
