// The structure indicators from their formulas: each bar from scratch, over all bars it depends on.

import type { Bar } from './series.ts'

type Rows = number[][]

const DAY_MS = 86_400_000

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]) => sum(values) / values.length
const ordered = (values: readonly number[]) => [...values].sort((a, b) => a - b)

/** One row for each value, of the `length` values up to it; NaN where there are fewer. */
export function over(
  values: readonly number[],
  length: number,
  of: (window: number[]) => number,
): Rows {
  return values.map((_, i) => [i + 1 < length ? NaN : of(values.slice(i + 1 - length, i + 1))])
}

export function naiveQuantile(values: readonly number[], length: number, fraction: number): Rows {
  return over(values, length, (window) => {
    const sorted = ordered(window)
    const place = fraction * (length - 1)
    const below = Math.floor(place)
    const above = Math.ceil(place)
    return sorted[below]! * (1 - (place - below)) + sorted[above]! * (place - below)
  })
}

export const naiveMedian = (values: readonly number[], length: number): Rows =>
  over(values, length, (window) => {
    const sorted = ordered(window)
    return mean([sorted[Math.floor((length - 1) / 2)]!, sorted[Math.ceil((length - 1) / 2)]!])
  })

export const naivePercentRank = (values: readonly number[], length: number): Rows =>
  over(values, length + 1, (window) => {
    const latest = window.pop()!
    return (100 * window.filter((value) => value <= latest).length) / length
  })

export const naiveZScore = (values: readonly number[], length: number): Rows =>
  over(values, length, (window) => {
    const center = mean(window)
    const deviation = Math.sqrt(mean(window.map((value) => (value - center) ** 2)))
    if (window.every((value) => value === window[0])) return 0
    return (window.at(-1)! - center) / deviation
  })

/** Moments of two lists from their own means. */
export function moments(xs: readonly number[], ys: readonly number[]) {
  const [mx, my] = [mean(xs), mean(ys)]
  return {
    xx: mean(xs.map((x) => (x - mx) ** 2)),
    yy: mean(ys.map((y) => (y - my) ** 2)),
    xy: mean(xs.map((x, i) => (x - mx) * (ys[i]! - my))),
  }
}

export function naiveHeikinAshi(bars: readonly Bar[]): Rows {
  const rows: Rows = []
  for (const { open, high, low, close } of bars) {
    const before = rows.at(-1)
    const heikinOpen = before === undefined ? (open + close) / 2 : (before[0]! + before[3]!) / 2
    const heikinClose = (open + high + low + close) / 4
    const all = [high, low, heikinOpen, heikinClose]
    rows.push([heikinOpen, Math.max(...all), Math.min(...all), heikinClose])
  }
  return rows
}

export function naiveIchimoku(
  bars: readonly Bar[],
  [conversion, base, span, displacement]: [number, number, number, number],
): Rows {
  const middle = (i: number, length: number) => {
    if (i + 1 < length) return NaN
    const window = bars.slice(i + 1 - length, i + 1)
    const high = Math.max(...window.map((bar) => bar.high))
    return (high + Math.min(...window.map((bar) => bar.low))) / 2
  }
  return bars.map((_, i) => {
    const then = i - displacement + 1
    const row = [
      middle(i, conversion),
      middle(i, base),
      (middle(then, conversion) + middle(then, base)) / 2,
      middle(then, span),
    ]
    return row.some(Number.isNaN) ? row.map(() => NaN) : row
  })
}

/** The latest bar, at least `right` back, that stands out from its neighbours on both sides. */
export function naiveSwings(heights: readonly number[], [left, right]: [number, number]): Rows {
  return heights.map((_, now) => {
    for (let i = now - right; i >= left; i--) {
      const before = heights.slice(i - left, i)
      const after = heights.slice(i + 1, i + right + 1)
      const height = heights[i]!
      if (before.every((other) => other <= height) && after.every((other) => other < height)) {
        return [height, now - i]
      }
    }
    return [NaN, NaN]
  })
}

export interface Levels {
  high: number
  low: number
  close: number
}

/** Of the last earlier day, unless it is the first and does not begin at midnight. */
export function previousDay(bars: readonly Bar[], i: number): Levels | null {
  const day = (bar: Bar) => Math.floor(bar.openTime / DAY_MS)
  const today = day(bars[i]!)
  const last = bars.slice(0, i).findLast((bar) => day(bar) < today)
  if (last === undefined) return null
  const first = bars[0]!
  if (day(last) === day(first) && first.openTime % DAY_MS !== 0) return null
  const its = bars.filter((bar) => day(bar) === day(last))
  return {
    high: Math.max(...its.map(({ high }) => high)),
    low: Math.min(...its.map(({ low }) => low)),
    close: last.close,
  }
}
