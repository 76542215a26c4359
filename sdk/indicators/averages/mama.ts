// MESA adaptive moving average: as fast as the phase of the dominant cycle turns.

import type { Argument, SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { DominantCycle } from '../windows/dominant-cycle.ts'

/** TA-Lib's, after TradeStation's: so many values are smoothed before the cycle is measured. */
const SKIPPED = 12
const WARMUP = 33

const limit = (name: string, description: string, fallback: number): Argument => ({
  name,
  description,
  integer: false,
  default: fallback,
  min: 0.01,
  max: 0.99,
})

export const mama: SourceIndicatorSpec = {
  name: 'mama',
  title: 'MESA adaptive moving average',
  input: 'source',
  args: [
    limit('fast_limit', 'the most weight a value can have', 0.5),
    limit('slow_limit', 'the least weight a value can have while the phase turns', 0.05),
  ],
  outputs: ['mama', 'fama'],
  warmup: () => WARMUP,
  create: (fastLimit: number, slowLimit: number) => new Mama(fastLimit, slowLimit),
  definition:
    'mama += a · (value − mama) and fama += a / 2 · (mama − fama), both from 0 at the 13th ' +
    'value on. a = the greater of fast_limit / the degrees by which the phase of Ehlers’ ' +
    'homodyne discriminator fell since the bar before and slow_limit; fast_limit below one ' +
    'degree.',
  source: 'TA-Lib MAMA, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MAMA.c',
}

class Mama implements SourceIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #cycle = new DominantCycle(SKIPPED)
  readonly #fastLimit: number
  readonly #slowLimit: number
  #seen = 0
  #phase = 0
  #mama = 0
  #fama = 0

  constructor(fastLimit: number, slowLimit: number) {
    this.#fastLimit = fastLimit
    this.#slowLimit = slowLimit
  }

  update(value: number): void {
    const cycle = this.#cycle
    this.#seen += this.#seen < WARMUP ? 1 : 0
    if (!cycle.push(value)) return
    const { inPhase, quadrature } = cycle
    const phase = inPhase === 0 ? 0 : (Math.atan(quadrature / inPhase) * 180) / Math.PI
    const turned = this.#phase - phase
    this.#phase = phase
    const weight =
      turned > 1 ? Math.max(this.#fastLimit / turned, this.#slowLimit) : this.#fastLimit
    this.#mama += weight * (value - this.#mama)
    this.#fama += (weight / 2) * (this.#mama - this.#fama)
    if (this.#seen < WARMUP) return
    this.out[0] = this.#mama
    this.out[1] = this.#fama
  }
}
