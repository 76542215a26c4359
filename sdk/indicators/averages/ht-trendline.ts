// Hilbert transform, instantaneous trendline.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { CycleTrendline } from '../windows/cycle-trendline.ts'
import { DominantCycle } from '../windows/dominant-cycle.ts'

/** TA-Lib's, after TradeStation's: so many values are smoothed before the cycle is measured. */
const SKIPPED = 37
const WARMUP = 64

export const htTrendline: SourceIndicatorSpec = {
  name: 'ht_trendline',
  title: 'Hilbert transform instantaneous trendline',
  input: 'source',
  args: [],
  outputs: ['value'],
  warmup: () => WARMUP,
  create: () => new HtTrendline(),
  definition:
    '(4 · m + 3 · m1 + 2 · m2 + m3) / 10, where m is the mean of the values of one dominant ' +
    'cycle (the smoothed period of Ehlers’ homodyne discriminator, to the nearest bar) and ' +
    'm1 to m3 are the means of the three bars before.',
  source:
    'TA-Lib HT_TRENDLINE, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_HT_TRENDLINE.c',
}

class HtTrendline implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #cycle = new DominantCycle(SKIPPED)
  readonly #trendline = new CycleTrendline()
  #left = WARMUP

  update(value: number): void {
    const cycle = this.#cycle
    if (this.#left > 0) this.#left--
    if (!cycle.push(value)) {
      this.#trendline.skip(value)
      return
    }
    const trendline = this.#trendline.push(value, Math.floor(cycle.smoothPeriod + 0.5))
    if (this.#left === 0) this.out[0] = trendline
  }
}
