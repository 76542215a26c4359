// The bad-tick filter: where the price of a symbol is, and whether a new price belongs there. A price
// that is too far off waits for others: when enough of them in a row agree with each other, the
// market has moved and they are the level; when a price at the old level comes first, they were bad.
import type { OutlierRule } from '../gate-rules.ts'

/** Weight of the newest step in the symbol's usual step. */
const STEP_WEIGHT = 1 / 64

export type Judgement =
  | 'near' // at the level
  | 'moved' // far from it, and the last of enough prices that agree: this is the level now
  | 'far' // far from it; agrees with those that wait, if any
  | 'other' // far from it and from those that wait, which it contradicts

export class PriceLevel {
  readonly #rule: OutlierRule
  #price = Number.NaN
  #time = Number.NaN
  /** The usual size of a step from one good price to the next, as a fraction. */
  #step = 0
  #candidate = Number.NaN
  #agreeing = 0

  constructor(rule: OutlierRule) {
    this.#rule = rule
  }

  /** Takes the price in, which held from `time` to `until`; the first one ever is the level. */
  judge(price: number, time: number, until = time): Judgement {
    if (this.isNear(price, time)) {
      this.#settle(price, until, this.#limit(time))
      return 'near'
    }
    const isOther = this.#agreeing > 0 && !this.isAwaited(price, time)
    this.#agreeing = isOther ? 1 : this.#agreeing + 1
    this.#candidate = price
    if (this.#agreeing < this.#rule.confirmations) return isOther ? 'other' : 'far'
    this.#settle(price, until, this.#limit(time))
    return 'moved'
  }

  /** Whether the price is at the level; takes nothing in. */
  isNear(price: number, time: number): boolean {
    return !(this.#distance(price) > this.#limit(time))
  }

  /** Whether the price agrees with those that wait; takes nothing in. */
  isAwaited(price: number, time: number): boolean {
    return this.#agreeing > 0 && distance(price, this.#candidate) <= this.#limit(time)
  }

  /** Why the price is far, in words. */
  explain(price: number, time: number): string {
    const percent = (fraction: number) => `${Number((100 * fraction).toPrecision(3))} %`
    const distance = percent(this.#distance(price))
    return `${price} is ${distance} from the last good price ${this.#price}; the limit is ${percent(this.#limit(time))}`
  }

  #settle(price: number, time: number, limit: number): void {
    const step = Math.min(this.#distance(price), limit)
    if (!Number.isNaN(step)) this.#step += STEP_WEIGHT * (step - this.#step)
    this.#price = price
    this.#time = time
    this.#agreeing = 0
  }

  #distance(price: number): number {
    return distance(price, this.#price)
  }

  #limit(time: number): number {
    const { fraction, multiple, windowMs } = this.#rule
    const quiet = Math.max(0, time - this.#time) / windowMs
    return Math.max(fraction, multiple * this.#step) * (1 + quiet)
  }
}

/** As a fraction of the lower one, so that up and down weigh the same; NaN where one is not there. */
const distance = (a: number, b: number): number => (a > b ? a / b : b / a) - 1
