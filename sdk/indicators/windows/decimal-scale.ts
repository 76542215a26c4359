// Finds the power of ten that turns the recent values of a series into whole numbers: 100 for
// prices in cents. Infinity where there is none, as for thirds and other computed values.

/** Beyond it the product with a length can no longer be an exact double. */
const SCALE_MAX = 1e17

/** A scaled value up to here is far enough from what the rounding of its digits could make of it. */
export const SCALED_MAX = 2 ** 49

/** After so many values, at the earliest, a scale is dropped that is needed no longer. */
const EPOCH_VALUES_MIN = 256

export class DecimalScale {
  #left = EPOCH_VALUES_MIN
  /** Of the epoch before and of the running one, which together cover the window. */
  #previous = 1
  #current = 1
  /** What makes whole numbers of all values in the window. */
  value = 1

  observe(value: number): void {
    const scale = this.#current
    if (Math.round(value * scale) / scale !== value && scale !== Infinity) this.#refine(value)
  }

  /** Tells that `count` more values, at least a window of them, have been observed. */
  turn(count: number): void {
    this.#left -= count
    if (this.#left > 0) return
    this.#left = EPOCH_VALUES_MIN
    this.#previous = this.#current
    this.#current = 1
    this.value = this.#previous
  }

  #refine(value: number): void {
    let scale = this.#current
    while (Math.round(value * scale) / scale !== value && scale !== Infinity) {
      scale *= 10
      if (scale > SCALE_MAX || Math.abs(value) * scale > SCALED_MAX) scale = Infinity
    }
    this.#current = scale
    this.value = Math.max(this.#previous, scale)
  }
}
