// Gives back each value a fixed number of values later.

export class Delay {
  readonly #values: Float64Array
  #index = 0

  constructor(length: number) {
    this.#values = new Float64Array(length).fill(NaN)
  }

  /** Takes the next value, gives the one `length` before it: NaN where there is none. */
  push(value: number): number {
    const index = this.#index
    const delayed = this.#values[index]!
    this.#values[index] = value
    this.#index = index + 1 === this.#values.length ? 0 : index + 1
    return delayed
  }
}
