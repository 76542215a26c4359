// Ehlers' discriminator: splits a series by Hilbert transforms into an in-phase and a quadrature
// component and measures from their turning the period of its dominant cycle, as TA-Lib does it for
// MAMA and the HT functions.
// Source: John F. Ehlers, Rocket Science for Traders (2001);
// https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MAMA.c

const PERIOD_BARS_MIN = 6
const PERIOD_BARS_MAX = 50

/** Lines are rings; the deepest look is nine values back. */
const RING_LENGTH = 16
const RING_MASK = RING_LENGTH - 1

/** The last values of one signal, and its Hilbert transform. */
class Line {
  readonly #ring = new Float64Array(RING_LENGTH)

  write(at: number, value: number): void {
    this.#ring[at & RING_MASK] = value
  }

  read(at: number): number {
    return this.#ring[at & RING_MASK]!
  }

  transform(at: number): number {
    const ring = this.#ring
    return (
      0.0962 * (ring[at & RING_MASK]! - ring[(at - 6) & RING_MASK]!) +
      0.5769 * (ring[(at - 2) & RING_MASK]! - ring[(at - 4) & RING_MASK]!)
    )
  }
}

export class DominantCycle {
  readonly #smooth = new Line()
  readonly #detrended = new Line()
  readonly #quadratures = new Line()
  readonly #skipped: number
  #seen = 0
  #last1 = 0
  #last2 = 0
  #last3 = 0
  #turnedInPhase = 0
  #turnedQuadrature = 0
  #real = 0
  #imaginary = 0
  /** Of the latest four values, the latest the heaviest. */
  smoothed = NaN
  inPhase = 0
  quadrature = 0
  /** In bars, before and after it is smoothed. */
  period = 0
  smoothPeriod = 0

  /** `skipped`: how many values are only there to be smoothed, at least 3. */
  constructor(skipped: number) {
    this.#skipped = skipped
  }

  /** Tells whether the components have begun. */
  push(value: number): boolean {
    const at = this.#seen++
    const smoothed = (4 * value + 3 * this.#last1 + 2 * this.#last2 + this.#last3) / 10
    this.#last3 = this.#last2
    this.#last2 = this.#last1
    this.#last1 = value
    if (at < this.#skipped) return false
    const gain = 0.075 * this.period + 0.54
    const detrended = this.#detrended
    const quadratures = this.#quadratures
    this.smoothed = smoothed
    this.#smooth.write(at, smoothed)
    detrended.write(at, gain * this.#smooth.transform(at))
    this.quadrature = gain * detrended.transform(at)
    quadratures.write(at, this.quadrature)
    this.inPhase = detrended.read(at - 3)
    this.#turn(
      this.inPhase - gain * quadratures.transform(at),
      this.quadrature + gain * detrended.transform(at - 3),
    )
    return true
  }

  #turn(inPhase: number, quadrature: number): void {
    const lastInPhase = this.#turnedInPhase
    const lastQuadrature = this.#turnedQuadrature
    const i = 0.2 * inPhase + 0.8 * lastInPhase
    const q = 0.2 * quadrature + 0.8 * lastQuadrature
    this.#turnedInPhase = i
    this.#turnedQuadrature = q
    this.#real = 0.2 * (i * lastInPhase + q * lastQuadrature) + 0.8 * this.#real
    this.#imaginary = 0.2 * (i * lastQuadrature - q * lastInPhase) + 0.8 * this.#imaginary
    const last = this.period
    let period = last
    if (this.#imaginary !== 0 && this.#real !== 0) {
      period = (2 * Math.PI) / Math.atan(this.#imaginary / this.#real)
    }
    period = Math.max(Math.min(period, 1.5 * last), 0.67 * last)
    period = Math.min(Math.max(period, PERIOD_BARS_MIN), PERIOD_BARS_MAX)
    this.period = 0.2 * period + 0.8 * last
    this.smoothPeriod = 0.33 * this.period + 0.67 * this.smoothPeriod
  }
}
