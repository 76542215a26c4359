// Where in the dominant cycle a series stands: the phase of the one wave of that length in the last
// smoothed values, by a sum of at most 50 products.
// Source: John F. Ehlers, Rocket Science for Traders (2001);
// https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_HT_DCPHASE.c

const LENGTH_MAX = 50
const RING_LENGTH = 64
const RING_MASK = RING_LENGTH - 1
const DEGREES = 180 / Math.PI

export class CyclePhase {
  readonly #smoothed = new Float64Array(RING_LENGTH)
  /** For each length, sines and cosines of its bars' angles. */
  readonly #sines = waves(Math.sin)
  readonly #cosines = waves(Math.cos)
  #seen = 0
  /** In degrees, from −45 to 315. */
  degrees = 0

  /** Takes the latest smoothed value and period. */
  push(smoothed: number, period: number): void {
    this.#smoothed[this.#seen & RING_MASK] = smoothed
    const length = Math.floor(period + 0.5)
    const row = length * LENGTH_MAX
    let real = 0
    let imaginary = 0
    for (let back = 0; back < length; back++) {
      const value = this.#smoothed[(this.#seen - back) & RING_MASK]!
      real += this.#sines[row + back]! * value
      imaginary += this.#cosines[row + back]! * value
    }
    this.#seen++
    this.degrees = turned(this.degrees, real, imaginary, period)
  }
}

function turned(before: number, real: number, imaginary: number, period: number): number {
  let degrees = before
  if (imaginary !== 0) degrees = Math.atan(real / imaginary) * DEGREES
  else if (real !== 0) degrees += real < 0 ? -90 : 90
  degrees += 90
  // The smoothing lags one bar.
  degrees += 360 / period
  if (imaginary < 0) degrees += 180
  return degrees > 315 ? degrees - 360 : degrees
}

function waves(wave: (angle: number) => number): Float64Array {
  const table = new Float64Array((LENGTH_MAX + 1) * LENGTH_MAX)
  for (let length = 1; length <= LENGTH_MAX; length++) {
    for (let bar = 0; bar < length; bar++) {
      table[length * LENGTH_MAX + bar] = wave((bar * 2 * Math.PI) / length)
    }
  }
  return table
}
