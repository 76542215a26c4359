// Hilbert transform: the dominant cycle of a series and the two components it is measured from.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { DominantCycle } from '../windows/dominant-cycle.ts'

/** TA-Lib's, after TradeStation's: so many values are smoothed before the cycle is measured. */
const SKIPPED = 12
const WARMUP = 33

export const htDcperiod: SourceIndicatorSpec = {
  name: 'ht_dcperiod',
  title: 'Hilbert transform dominant cycle period',
  input: 'source',
  args: [],
  outputs: ['value'],
  warmup: () => WARMUP,
  create: () => new CycleReader(false),
  definition:
    'The period of the dominant cycle in bars, from 6 to 50, as Ehlers’ homodyne discriminator ' +
    'measures and smooths it. The smoothing starts at zero: the first values of a very short ' +
    'cycle may lie below 6, by 0.12 at the most.',
  source:
    'TA-Lib HT_DCPERIOD, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_HT_DCPERIOD.c',
}

export const htPhasor: SourceIndicatorSpec = {
  name: 'ht_phasor',
  title: 'Hilbert transform phasor components',
  input: 'source',
  args: [],
  outputs: ['in_phase', 'quadrature'],
  warmup: () => WARMUP,
  create: () => new CycleReader(true),
  definition:
    'The in-phase and the quadrature component of the detrended series: what turns as the cycle ' +
    'does, and the same a quarter of a cycle off.',
  source: 'TA-Lib HT_PHASOR, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_HT_PHASOR.c',
}

class CycleReader implements SourceIndicator {
  readonly out: Float64Array
  readonly #cycle = new DominantCycle(SKIPPED)
  readonly #isPhasor: boolean
  #left = WARMUP

  constructor(isPhasor: boolean) {
    this.out = new Float64Array(isPhasor ? 2 : 1).fill(NaN)
    this.#isPhasor = isPhasor
  }

  update(value: number): void {
    const cycle = this.#cycle
    cycle.push(value)
    if (this.#left > 0 && --this.#left > 0) return
    const out = this.out
    if (this.#isPhasor) {
      out[0] = cycle.inPhase
      out[1] = cycle.quadrature
    } else {
      out[0] = cycle.smoothPeriod
    }
  }
}
