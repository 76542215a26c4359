// The average gain and the average loss from value to value, by Wilder: the mean of the first
// `length` moves, then (average · (length − 1) + move) / length.

/** Below the smallest normal double averages cannot decay any further and are slow to compute. */
const AVERAGE_MOVE_MIN = 2 ** -1022

export class WilderMoves {
  readonly #length: number
  readonly #kept: number
  #moves = -1
  #previous = 0
  /** Both mean something only once `push` has said so. */
  gain = 0
  loss = 0
  /** Whether the latest value is another than the one before. */
  hasMoved = false

  constructor(length: number) {
    this.#length = length
    this.#kept = (length - 1) / length
  }

  /** Tells whether there have been `length` moves. */
  push(value: number): boolean {
    const move = value - this.#previous
    this.#previous = value
    this.hasMoved = move !== 0
    const gain = move > 0 ? move : 0
    const loss = move < 0 ? -move : 0
    if (this.#moves < this.#length) return this.#seed(gain, loss)
    this.gain = gain + this.#kept * (this.gain - gain)
    this.loss = loss + this.#kept * (this.loss - loss)
    if (this.gain + this.loss < AVERAGE_MOVE_MIN) {
      this.gain = 0
      this.loss = 0
    }
    return true
  }

  #seed(gain: number, loss: number): boolean {
    this.#moves++
    if (this.#moves === 0) return false // The first value has none before it to move from.
    this.gain += (gain - this.gain) / this.#moves
    this.loss += (loss - this.loss) / this.#moves
    return this.#moves === this.#length
  }
}
