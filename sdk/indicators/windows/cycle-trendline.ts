// Ehlers' instantaneous trendline: the mean over one dominant cycle has no cycle in it.

/** Holds the longest cycle, of 50 bars. */
const RING_LENGTH = 64
const RING_MASK = RING_LENGTH - 1

export class CycleTrendline {
  readonly #values = new Float64Array(RING_LENGTH)
  #seen = 0
  #mean1 = 0
  #mean2 = 0
  #mean3 = 0

  /** Takes a value that no trendline is wanted for yet. */
  skip(value: number): void {
    this.#values[this.#seen++ & RING_MASK] = value
  }

  /** Takes the next value and the cycle's bars, at most 50; gives the trendline. */
  push(value: number, length: number): number {
    this.skip(value)
    const mean = this.#mean(value, length)
    const shift = 3 * (this.#mean1 - mean) + 2 * (this.#mean2 - mean) + (this.#mean3 - mean)
    this.#mean3 = this.#mean2
    this.#mean2 = this.#mean1
    this.#mean1 = mean
    return mean + shift / 10
  }

  /** As a mean of distances, which leaves a constant series exactly as it is. */
  #mean(latest: number, length: number): number {
    let distances = 0
    for (let back = 1; back < length; back++) {
      distances += this.#values[(this.#seen - 1 - back) & RING_MASK]! - latest
    }
    return length > 0 ? latest + distances / length : 0
  }
}
