// What is known of the bars of one interval, and what is worth telling of a new one: bars missing
// before it, an unusual volume, a long wick.
import type { OpenHours } from '../bar-grid.ts'
import type { GateRules } from '../gate-rules.ts'
import type { BarEvent } from '../market-event.ts'
import type { Flag } from './check.ts'
import { type Judgement, PriceLevel } from './price-level.ts'

/** Longer holes are not counted bar by bar. */
const COUNTED_MAX = 100_000

export interface Remark {
  readonly flag: Flag
  readonly detail: string
}

export class BarMemory {
  lastClosed: BarEvent | null = null
  readonly #level: PriceLevel
  #judgedTime = Number.NaN
  readonly #rules: GateRules
  readonly #hours: OpenHours | null
  readonly #volumes: number[] = []
  #oldest = 0

  constructor(intervalMs: number, rules: GateRules, hours: OpenHours | null) {
    this.#rules = rules
    this.#hours = hours
    this.#level = new PriceLevel({ ...rules.outlier.bar, windowMs: intervalMs })
  }

  /** Why the bar's close is an outlier, in words; null where it is none. */
  judge({ close, openTime, intervalMs, isClosed }: BarEvent): string | null {
    // Only another bar can confirm a bar: not its own forming, and not its being sent again.
    const isFirst = isClosed && openTime !== this.#judgedTime
    if (isFirst) this.#judgedTime = openTime
    const isGood = isFirst
      ? isAtLevel(this.#level.judge(close, openTime, openTime + intervalMs))
      : this.#level.isNear(close, openTime) || (!isClosed && this.#level.isAwaited(close, openTime))
    return isGood ? null : this.#level.explain(close, openTime)
  }

  /** Takes a closed bar in that has passed; what there is to say of it. */
  add(bar: BarEvent): Remark[] {
    const remarks: Remark[] = []
    const missing = this.lastClosed === null ? 0 : this.#missing(this.lastClosed, bar)
    if (missing > 0) {
      const from = new Date(this.lastClosed!.openTime + bar.intervalMs).toISOString()
      remarks.push({ flag: 'gap', detail: `${bars(missing)} missing from ${from} on` })
    }
    const usual = this.#isUnusual(bar.volume) ? this.#medianVolume() : Number.POSITIVE_INFINITY
    if (bar.volume > this.#rules.volumeMultiple * usual) {
      const times = Math.round(bar.volume / usual)
      remarks.push({
        flag: 'volume-spike',
        detail: `volume ${bar.volume} is ${times} times the usual ${usual}`,
      })
    }
    const wick = wickOf(bar)
    if (wick > this.#rules.wickFraction) {
      remarks.push({
        flag: 'wick',
        detail: `it reached ${(100 * wick).toFixed(1)} % beyond open and close`,
      })
    }
    this.lastClosed = bar
    this.#volumes[this.#oldest] = bar.volume
    this.#oldest = (this.#oldest + 1) % this.#rules.volumeBars
    return remarks
  }

  /** Whether the symbol's volume tells of trades: some (indices) have none at all. */
  get hasVolume(): boolean {
    return this.#volumes.some((volume) => volume > 0)
  }

  /** Whether it is so many times more than most were: to count takes less than to sort. */
  #isUnusual(volume: number): boolean {
    const { volumeMultiple, volumeBars } = this.#rules
    let surpassed = 0
    for (const one of this.#volumes) if (volumeMultiple * one < volume) surpassed += 1
    return surpassed > volumeBars >> 1
  }

  /** Infinity until there are enough bars, and where the usual volume is 0. */
  #medianVolume(): number {
    const { volumeBars } = this.#rules
    if (this.#volumes.length < volumeBars) return Number.POSITIVE_INFINITY
    const median = Float64Array.from(this.#volumes).sort()[volumeBars >> 1]!
    return median > 0 ? median : Number.POSITIVE_INFINITY
  }

  #missing(last: BarEvent, { openTime, intervalMs }: BarEvent): number {
    const holes = Math.round((openTime - last.openTime) / intervalMs) - 1
    if (this.#hours === null || holes <= 0) return holes
    let missing = 0
    for (let i = 1; i <= Math.min(holes, COUNTED_MAX); i++) {
      if (this.#hours(last.openTime + i * intervalMs) !== null) missing += 1
    }
    return missing
  }
}

const isAtLevel = (judgement: Judgement): boolean => judgement === 'near' || judgement === 'moved'

function wickOf({ open, high, low, close }: BarEvent): number {
  const above = high / Math.max(open, close) - 1
  const below = Math.min(open, close) / low - 1
  return Math.max(above, below)
}

const bars = (count: number): string => (count === 1 ? '1 bar' : `${count} bars`)
