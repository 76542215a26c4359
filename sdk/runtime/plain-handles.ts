// `ema(9)` again and again is what strategies do: its handle is found by the length alone.
import type { Handle } from './indicator-handle.ts'

const LENGTH_MAX = 1023
const NONE: readonly (Handle | undefined)[] = []

/** Handles of one indicator called with a single whole number; they take memory once there is one. */
export class PlainHandles {
  #byLength: (Handle | undefined)[] = NONE as (Handle | undefined)[]

  /** Anything but a length that was kept gives undefined. */
  find(length: number): Handle | undefined {
    return this.#byLength[length]
  }

  keep(length: number, handle: Handle): void {
    if (!(Number.isInteger(length) && length >= 0 && length <= LENGTH_MAX)) return
    if (this.#byLength === NONE) this.#byLength = new Array(LENGTH_MAX + 1).fill(undefined)
    this.#byLength[length] = handle
  }
}
