// Hikkake: an inside bar, a break out of it the wrong way, and within three bars the break back.
// The only patterns with a memory: the confirmation doubles the value of the break it belongs to.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'
import { Candles } from './candles.ts'
import { describe } from './pattern.ts'

const CONFIRMATION_BARS = 3

/** TA-Lib looks this many bars before its first value for breaks that it may confirm. */
const PRESEARCH_BARS = 3

const CONFIRMATION =
  '; 200 or −200 where, up to three bars later, a close beyond the inside bar’s other end ' +
  'confirms it.'

const HIKKAKE = {
  name: 'cdl_hikkake',
  title: 'Hikkake pattern',
  lookBack: 5,
  definition:
    '100 for a bar with a lower high and low after a bar inside the one before it, −100 for one ' +
    `with a higher high and low${CONFIRMATION}`,
}

const HIKKAKE_MOD = {
  name: 'cdl_hikkake_mod',
  title: 'Modified hikkake pattern',
  lookBack: 10,
  definition:
    '100 for a bar with a lower high and low after two bars, each inside the one before it, the ' +
    'first of them closing near its low; −100 for one with a higher high and low, the first ' +
    `closing near its high${CONFIRMATION}`,
}

export const cdlHikkake: BarIndicatorSpec = {
  ...describe(HIKKAKE),
  create: () => new Hikkake(HIKKAKE.lookBack, breaksOut),
}

export const cdlHikkakeMod: BarIndicatorSpec = {
  ...describe(HIKKAKE_MOD),
  create: () => new Hikkake(HIKKAKE_MOD.lookBack, breaksOutOfTwo),
}

const isInside = (c: Candles, ago: number) =>
  c.high(ago) < c.high(ago + 1) && c.low(ago) > c.low(ago + 1)

/** 100 for a bar lower than the inside bar before it, −100 for a higher one, else 0. */
function breaksOut(c: Candles): number {
  if (!isInside(c, 1)) return 0
  if (c.high(0) < c.high(1) && c.low(0) < c.low(1)) return 100
  return c.high(0) > c.high(1) && c.low(0) > c.low(1) ? -100 : 0
}

function breaksOutOfTwo(c: Candles): number {
  if (!isInside(c, 2)) return 0
  const side = breaksOut(c)
  if (side > 0) return c.close(2) <= c.low(2) + c.near(2) ? side : 0
  if (side < 0) return c.close(2) >= c.high(2) - c.near(2) ? side : 0
  return 0
}

class Hikkake implements BarIndicator {
  readonly out = new Float64Array(1).fill(NaN)
  readonly #candles = new Candles()
  readonly #breaks: (candles: Candles) => number
  readonly #lookBack: number
  #bars = 0
  #side = 0
  /** Bars left in which the latest break can be confirmed. */
  #left = 0
  #insideHigh = 0
  #insideLow = 0

  constructor(lookBack: number, breaks: (candles: Candles) => number) {
    this.#lookBack = lookBack
    this.#breaks = breaks
  }

  update(open: number, high: number, low: number, close: number): void {
    this.#candles.push(open, high, low, close)
    this.#bars++
    if (this.#bars <= this.#lookBack - PRESEARCH_BARS) return
    const value = this.#judge(close)
    if (this.#bars > this.#lookBack) this.out[0] = value
  }

  #judge(close: number): number {
    const side = this.#breaks(this.#candles)
    if (side !== 0) {
      this.#side = side
      this.#left = CONFIRMATION_BARS
      this.#insideHigh = this.#candles.high(1)
      this.#insideLow = this.#candles.low(1)
      return side
    }
    if (this.#left === 0) return 0
    this.#left--
    const isConfirmed = this.#side > 0 ? close > this.#insideHigh : close < this.#insideLow
    if (!isConfirmed) return 0
    this.#left = 0
    return 2 * this.#side
  }
}
