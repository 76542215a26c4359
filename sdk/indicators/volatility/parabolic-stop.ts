// The stop of sar and sarext: it closes in on the price, faster with each new extreme, and turns to
// the other side when a bar reaches it.

export interface Acceleration {
  readonly initial: number
  readonly step: number
  readonly maximum: number
}

interface ParabolicRules {
  /** 0: from the first two bars; else the first stop, negative for a short one. */
  readonly start: number
  /** Fraction of the stop that it keeps more distance at a turn. */
  readonly reverseOffset: number
  readonly long: Acceleration
  readonly short: Acceleration
}

export class ParabolicStop {
  readonly #start: number
  readonly #reverseOffset: number
  readonly #longInitial: number
  readonly #longStep: number
  readonly #longMaximum: number
  readonly #shortInitial: number
  readonly #shortStep: number
  readonly #shortMaximum: number
  #bars = 0
  #factor = 0
  #extreme = 0
  /** Of the bar to come. */
  #next = 0
  #previousHigh = 0
  #previousLow = 0
  /** Of the latest bar; NaN on the first one. */
  level = NaN
  isLong = true

  constructor({ start, reverseOffset, long, short }: ParabolicRules) {
    this.#start = start
    this.#reverseOffset = reverseOffset
    this.#longMaximum = long.maximum
    this.#longInitial = Math.min(long.initial, long.maximum)
    this.#longStep = Math.min(long.step, long.maximum)
    this.#shortMaximum = short.maximum
    this.#shortInitial = Math.min(short.initial, short.maximum)
    this.#shortStep = Math.min(short.step, short.maximum)
  }

  push(high: number, low: number): void {
    if (this.#bars < 2 && ++this.#bars === 2) this.#begin(high, low)
    if (this.#bars === 2) {
      if (this.isLong) this.#pushLong(high, low)
      else this.#pushShort(high, low)
    }
    this.#previousHigh = high
    this.#previousLow = low
  }

  #begin(high: number, low: number): void {
    const start = this.#start
    const fall = this.#previousLow - low
    const isShort = start === 0 ? fall > 0 && fall > high - this.#previousHigh : start < 0
    this.isLong = !isShort
    this.#extreme = isShort ? low : high
    this.#factor = isShort ? this.#shortInitial : this.#longInitial
    this.#next = Math.abs(start)
    if (start === 0) this.#next = isShort ? this.#previousHigh : this.#previousLow
    // The second bar counts as its own predecessor; the first one is used up.
    this.#previousHigh = high
    this.#previousLow = low
  }

  #pushLong(high: number, low: number): void {
    if (low <= this.#next) {
      const turned = Math.max(this.#extreme, this.#previousHigh, high)
      this.isLong = false
      this.level = turned + turned * this.#reverseOffset
      this.#factor = this.#shortInitial
      this.#extreme = low
      this.#aimShort(high)
      return
    }
    this.level = this.#next
    if (high > this.#extreme) {
      this.#extreme = high
      this.#factor = Math.min(this.#factor + this.#longStep, this.#longMaximum)
    }
    this.#aimLong(low)
  }

  #pushShort(high: number, low: number): void {
    if (high >= this.#next) {
      const turned = Math.min(this.#extreme, this.#previousLow, low)
      this.isLong = true
      this.level = turned - turned * this.#reverseOffset
      this.#factor = this.#longInitial
      this.#extreme = high
      this.#aimLong(low)
      return
    }
    this.level = this.#next
    if (low < this.#extreme) {
      this.#extreme = low
      this.#factor = Math.min(this.#factor + this.#shortStep, this.#shortMaximum)
    }
    this.#aimShort(high)
  }

  #aimLong(low: number): void {
    const aim = this.level + this.#factor * (this.#extreme - this.level)
    this.#next = Math.min(aim, this.#previousLow, low)
  }

  #aimShort(high: number): void {
    const aim = this.level + this.#factor * (this.#extreme - this.level)
    this.#next = Math.max(aim, this.#previousHigh, high)
  }
}
