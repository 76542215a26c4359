// The last bars as candles, and what TA-Lib's candle settings measure them by: means over a fixed
// 5 or 10 bars before the candle in question. They are summed anew when a pattern asks, so they
// cannot drift, and most bars fail a pattern's first, cheaper conditions and never ask.

/** Patterns look up to 4 bars back and their means 10 bars further; a power of two for the mask. */
const RING = 16
const MASK = RING - 1

const BODY_BARS = 10
const HEIGHT_BARS = 10
const NEARNESS_BARS = 5

/** `ago`: 0 is the latest candle. */
export class Candles {
  readonly #open = new Float64Array(RING)
  readonly #high = new Float64Array(RING)
  readonly #low = new Float64Array(RING)
  readonly #close = new Float64Array(RING)
  #latest = 0

  push(open: number, high: number, low: number, close: number): void {
    const latest = (this.#latest + 1) & MASK
    this.#open[latest] = open
    this.#high[latest] = high
    this.#low[latest] = low
    this.#close[latest] = close
    this.#latest = latest
  }

  open(ago: number): number {
    return this.#open[(this.#latest - ago) & MASK]!
  }

  high(ago: number): number {
    return this.#high[(this.#latest - ago) & MASK]!
  }

  low(ago: number): number {
    return this.#low[(this.#latest - ago) & MASK]!
  }

  close(ago: number): number {
    return this.#close[(this.#latest - ago) & MASK]!
  }

  /** 1 for white, which a candle that closes where it opened is too, −1 for black. */
  color(ago: number): number {
    return this.close(ago) >= this.open(ago) ? 1 : -1
  }

  isWhite(ago: number): boolean {
    return this.close(ago) >= this.open(ago)
  }

  isBlack(ago: number): boolean {
    return this.close(ago) < this.open(ago)
  }

  body(ago: number): number {
    return Math.abs(this.close(ago) - this.open(ago))
  }

  /** The upper end of the body. */
  top(ago: number): number {
    return Math.max(this.open(ago), this.close(ago))
  }

  /** The lower end of the body. */
  bottom(ago: number): number {
    return Math.min(this.open(ago), this.close(ago))
  }

  height(ago: number): number {
    return this.high(ago) - this.low(ago)
  }

  upperShadow(ago: number): number {
    return this.high(ago) - this.top(ago)
  }

  lowerShadow(ago: number): number {
    return this.bottom(ago) - this.low(ago)
  }

  /** Bodies are long above and short below it (TA-Lib's BodyLong and BodyShort). */
  meanBody(ago: number): number {
    let sum = 0
    for (let i = ago + BODY_BARS; i > ago; i--) sum += this.body(i)
    return sum / BODY_BARS
  }

  isLong(ago: number): boolean {
    return this.body(ago) > this.meanBody(ago)
  }

  isShort(ago: number): boolean {
    return this.body(ago) < this.meanBody(ago)
  }

  /** Up to it a body is a doji's (BodyDoji), below it a shadow is very short (ShadowVeryShort). */
  tenthOfHeight(ago: number): number {
    return 0.1 * (this.#sumOfHeights(ago, HEIGHT_BARS) / HEIGHT_BARS)
  }

  isDoji(ago: number): boolean {
    return this.body(ago) <= this.tenthOfHeight(ago)
  }

  hasNoUpperShadow(ago: number): boolean {
    return this.upperShadow(ago) < this.tenthOfHeight(ago)
  }

  hasNoLowerShadow(ago: number): boolean {
    return this.lowerShadow(ago) < this.tenthOfHeight(ago)
  }

  /** Below it a shadow is short (ShadowShort): half of what both shadows have on average. */
  meanShadow(ago: number): number {
    let sum = 0
    for (let i = ago + BODY_BARS; i > ago; i--) sum += this.upperShadow(i) + this.lowerShadow(i)
    return sum / BODY_BARS / 2
  }

  /** Distances that are small (Near), great (Far) and next to none (Equal). */
  near(ago: number): number {
    return 0.2 * (this.#sumOfHeights(ago, NEARNESS_BARS) / NEARNESS_BARS)
  }

  far(ago: number): number {
    return 0.6 * (this.#sumOfHeights(ago, NEARNESS_BARS) / NEARNESS_BARS)
  }

  equal(ago: number): number {
    return 0.05 * (this.#sumOfHeights(ago, NEARNESS_BARS) / NEARNESS_BARS)
  }

  /** Whether two prices are next to equal, as measured at the candle `ago` bars back. */
  isEqual(price: number, other: number, ago: number): boolean {
    const equal = this.equal(ago)
    return price <= other + equal && price >= other - equal
  }

  /** Whether the body lies wholly above that of the candle `other` bars back. */
  isBodyAbove(ago: number, other: number): boolean {
    return this.bottom(ago) > this.top(other)
  }

  isBodyBelow(ago: number, other: number): boolean {
    return this.top(ago) < this.bottom(other)
  }

  /** Whether the whole candle, shadows included, lies above the one `other` bars back. */
  isAbove(ago: number, other: number): boolean {
    return this.low(ago) > this.high(other)
  }

  isBelow(ago: number, other: number): boolean {
    return this.high(ago) < this.low(other)
  }

  #sumOfHeights(ago: number, bars: number): number {
    let sum = 0
    for (let i = ago + bars; i > ago; i--) sum += this.height(i)
    return sum
  }
}
