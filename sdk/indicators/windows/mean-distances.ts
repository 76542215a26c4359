// How far the last n values lie from their mean, in sum. Up to 64 values are looked at one by one,
// which is faster than any tree and keeps every digit, as all are taken relative to the latest; more
// are kept in order, at logarithmic cost.

import { OrderedWindow } from './ordered-window.ts'
import { RollingMoments } from './rolling-moments.ts'

const FEW_MAX = 64

export interface MeanDistances {
  /** The latest value − the mean; NaN, as the sum, until there are n values. */
  latest: number
  /** Σ |value − mean|. */
  sum: number
  push(value: number): void
}

export function createMeanDistances(length: number): MeanDistances {
  return length <= FEW_MAX ? new FewDistances(length) : new ManyDistances(length)
}

class FewDistances implements MeanDistances {
  readonly #values: Float64Array
  #next = 0
  #isFull = false
  latest = NaN
  sum = NaN

  constructor(length: number) {
    this.#values = new Float64Array(length)
  }

  push(value: number): void {
    const values = this.#values
    const length = values.length
    values[this.#next++] = value
    if (this.#next === length) {
      this.#next = 0
      this.#isFull = true
    }
    if (!this.#isFull) return
    let total = 0
    for (let i = 0; i < length; i++) total += values[i]! - value
    const mean = total / length
    let sum = 0
    for (let i = 0; i < length; i++) sum += Math.abs(values[i]! - value - mean)
    this.latest = -mean
    this.sum = sum
  }
}

class ManyDistances implements MeanDistances {
  readonly #moments: RollingMoments
  readonly #ordered: OrderedWindow
  latest = NaN
  sum = NaN

  constructor(length: number) {
    this.#moments = new RollingMoments(length)
    this.#ordered = new OrderedWindow(length)
  }

  push(value: number): void {
    this.#moments.push(value)
    this.#ordered.push(value)
    const { mean } = this.#moments
    if (Number.isNaN(mean)) return
    const distance = value - mean
    this.latest = distance
    // Distances to either side of a mean are equal, so they are at least twice this one in sum.
    this.sum = Math.max(this.#ordered.distanceFrom(mean), 2 * Math.abs(distance))
  }
}
