// Pivot points: the levels of floor traders, from the day before. The day in which the series begins
// is used only if its first bar opens at 00:00 UTC: of half a day they would be other levels.

import type { BarIndicator, BarIndicatorSpec } from '../indicator.ts'

const DAY_MS = 86_400_000

const METHODS = ['traditional', 'classic', 'fibonacci', 'camarilla'] as const

/** Distances of r1, r2 and r3 in heights of the day: from the pivot, and from the close. */
const FIBONACCI = [0.382, 0.618, 1] as const
const CAMARILLA = [1.1 / 12, 1.1 / 6, 1.1 / 4] as const

export const pivotPoints: BarIndicatorSpec = {
  name: 'pivot_points',
  title: 'Pivot points of the previous day',
  input: 'bar',
  args: [
    {
      name: 'method',
      description: 'how the levels are made',
      integer: true,
      choices: METHODS,
      default: 0,
      min: 0,
      max: METHODS.length - 1,
    },
  ],
  outputs: ['pivot', 'r1', 'r2', 'r3', 's1', 's2', 's3'],
  warmup: () => 2,
  create: (method: number) => new PivotPoints(METHODS[method]!),
  definition:
    'Of the high H, low L and close C of the latest UTC day before the bar’s that has bars: pivot P ' +
    '= (H + L + C) / 3. traditional: r1 = 2P − L, s1 = 2P − H, r2, s2 = P ± (H − L), r3 = H + 2(P − ' +
    'L), s3 = L − 2(H − P); classic: the same, but r3, s3 = P ± 2(H − L); fibonacci: P ± 0.382, ' +
    '0.618 and 1 times (H − L); camarilla: C ± 1.1/12, 1.1/6 and 1.1/4 times (H − L). NaN until the ' +
    'first day has passed; it counts only if its first bar opens at 00:00 UTC.',
  source:
    'TradingView, Pivot Points Standard, ' +
    'https://www.tradingview.com/support/solutions/43000521824-pivot-points-standard/',
}

class PivotPoints implements BarIndicator {
  readonly out = new Float64Array(7).fill(NaN)
  readonly #method: (typeof METHODS)[number]
  #dayEnd = -Infinity
  #isDayWhole = false
  #high = 0
  #low = 0
  #close = 0

  constructor(method: (typeof METHODS)[number]) {
    this.#method = method
  }

  update(_: number, high: number, low: number, close: number, _v: number, openTime: number): void {
    if (openTime >= this.#dayEnd) {
      const isFirst = this.#dayEnd === -Infinity
      if (this.#isDayWhole) this.#write()
      this.#isDayWhole = !isFirst || openTime % DAY_MS === 0
      this.#dayEnd = (Math.floor(openTime / DAY_MS) + 1) * DAY_MS
      this.#high = high
      this.#low = low
    }
    this.#high = Math.max(this.#high, high)
    this.#low = Math.min(this.#low, low)
    this.#close = close
  }

  #write(): void {
    const high = this.#high
    const low = this.#low
    const pivot = (high + low + this.#close) / 3
    const height = high - low
    const method = this.#method
    const out = this.out
    out[0] = pivot
    if (method === 'fibonacci') {
      this.#writeAround(pivot, FIBONACCI)
    } else if (method === 'camarilla') {
      this.#writeAround(this.#close, CAMARILLA)
    } else {
      out[1] = 2 * pivot - low
      out[2] = pivot + height
      out[3] = method === 'classic' ? pivot + 2 * height : high + 2 * (pivot - low)
      out[4] = 2 * pivot - high
      out[5] = pivot - height
      out[6] = method === 'classic' ? pivot - 2 * height : low - 2 * (high - pivot)
    }
  }

  #writeAround(center: number, distances: readonly number[]): void {
    const height = this.#high - this.#low
    distances.forEach((distance, i) => {
      this.out[1 + i] = center + distance * height
      this.out[4 + i] = center - distance * height
    })
  }
}
