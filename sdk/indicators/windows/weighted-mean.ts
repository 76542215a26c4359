// Mean and variance of all values since the last clearing, each with a weight of its own such as its
// volume. Each value pulls the mean towards it, so equal values give themselves and a variance of 0.
// Source: D. H. D. West, "Updating Mean and Variance Estimates", CACM 22 (1979).

export class WeightedMean {
  #weight = 0
  #squares = 0
  /** NaN, as the variance, while there is no weight. */
  mean = NaN
  variance = NaN

  clear(): void {
    this.#weight = 0
    this.#squares = 0
    this.mean = NaN
    this.variance = NaN
  }

  push(value: number, weight: number): void {
    if (!(weight > 0)) return
    const before = this.#weight === 0 ? value : this.mean
    const total = this.#weight + weight
    const mean = value + (before - value) * (this.#weight / total)
    this.#squares += weight * (value - before) * (value - mean)
    this.#weight = total
    this.mean = mean
    this.variance = this.#squares / total
  }
}
