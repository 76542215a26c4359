// Hilbert transform: where in its dominant cycle a series stands, and whether it has one at all.

import type { SourceIndicator, SourceIndicatorSpec } from '../indicator.ts'
import { CyclePhase } from '../windows/cycle-phase.ts'
import { CycleTrendline } from '../windows/cycle-trendline.ts'
import { DominantCycle } from '../windows/dominant-cycle.ts'

/** TA-Lib's, after TradeStation's: so many values are smoothed before the cycle is measured. */
const SKIPPED = 37
const WARMUP = 64

const RADIANS = Math.PI / 180
const LEAD_DEGREES = 45
/** A price so far from its trendline, as a fraction of it, is in a trend. */
const TREND_DISTANCE_MIN = 0.015

const source = (name: string) =>
  `TA-Lib ${name}, https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_${name}.c`

export const htDcphase: SourceIndicatorSpec = {
  name: 'ht_dcphase',
  title: 'Hilbert transform dominant cycle phase',
  input: 'source',
  args: [],
  outputs: ['value'],
  warmup: () => WARMUP,
  create: () => new HtDcphase(),
  definition:
    'The phase of the dominant cycle in degrees, from −45 to 315, from the sine and cosine sums of ' +
    'the smoothed values of one cycle, one bar ahead for the lag of their smoothing.',
  source: source('HT_DCPHASE'),
}

export const htSine: SourceIndicatorSpec = {
  name: 'ht_sine',
  title: 'Hilbert transform sine wave',
  input: 'source',
  args: [],
  outputs: ['sine', 'lead_sine'],
  warmup: () => WARMUP,
  create: () => new HtSine(),
  definition: 'The sine of the dominant cycle’s phase, and that of 45 degrees later.',
  source: source('HT_SINE'),
}

export const htTrendmode: SourceIndicatorSpec = {
  name: 'ht_trendmode',
  title: 'Hilbert transform trend or cycle mode',
  input: 'source',
  args: [],
  outputs: ['value'],
  warmup: () => WARMUP,
  create: () => new HtTrendmode(),
  definition:
    '0 in a cycle: for half a cycle after sine and lead sine cross, and where the phase turns at ' +
    '0.67 to 1.5 times the cycle’s pace; else 1. Always 1 where the smoothed value is 1.5 % or more ' +
    'away from the instantaneous trendline.',
  source: source('HT_TRENDMODE'),
}

class HtDcphase implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #cycle = new DominantCycle(SKIPPED)
  readonly #phase = new CyclePhase()
  #left = WARMUP

  update(value: number): void {
    if (this.#left > 0) this.#left--
    if (!this.#cycle.push(value)) return
    this.#phase.push(this.#cycle.smoothed, this.#cycle.smoothPeriod)
    if (this.#left === 0) this.out[0] = this.#phase.degrees
  }
}

class HtSine implements SourceIndicator {
  readonly out = new Float64Array(2).fill(NaN)
  readonly #phase = new HtDcphase()

  update(value: number): void {
    this.#phase.update(value)
    const degrees = this.#phase.out[0]!
    this.out[0] = Math.sin(degrees * RADIANS)
    this.out[1] = Math.sin((degrees + LEAD_DEGREES) * RADIANS)
  }
}

class HtTrendmode implements SourceIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #cycle = new DominantCycle(SKIPPED)
  readonly #phase = new CyclePhase()
  readonly #trendline = new CycleTrendline()
  #left = WARMUP
  #sine = 0
  #leadSine = 0
  #barsSinceCross = 0

  update(value: number): void {
    const cycle = this.#cycle
    if (this.#left > 0) this.#left--
    if (!cycle.push(value)) {
      this.#trendline.skip(value)
      return
    }
    const { smoothed, smoothPeriod } = cycle
    const phase = this.#phase
    const before = phase.degrees
    phase.push(smoothed, smoothPeriod)
    const trendline = this.#trendline.push(value, Math.floor(smoothPeriod + 0.5))
    const isCycle = this.#isCycle(phase.degrees, phase.degrees - before, smoothPeriod)
    const distance = Math.abs((smoothed - trendline) / trendline)
    const isTrend = !isCycle || (trendline !== 0 && distance >= TREND_DISTANCE_MIN)
    if (this.#left === 0) this.out[0] = isTrend ? 1 : 0
  }

  #isCycle(degrees: number, turned: number, period: number): boolean {
    const sine = Math.sin(degrees * RADIANS)
    const leadSine = Math.sin((degrees + LEAD_DEGREES) * RADIANS)
    const hasCrossed =
      (sine > leadSine && this.#sine <= this.#leadSine) ||
      (sine < leadSine && this.#sine >= this.#leadSine)
    this.#sine = sine
    this.#leadSine = leadSine
    this.#barsSinceCross = hasCrossed ? 1 : this.#barsSinceCross + 1
    const pace = 360 / period
    const isAtPace = period !== 0 && turned > 0.67 * pace && turned < 1.5 * pace
    return hasCrossed || this.#barsSinceCross < 0.5 * period || isAtPace
  }
}
