// What recomputing an indicator of bars needs: windows cut out anew for each bar.

import type { Bar } from './series.ts'

export type Rows = number[][]

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
export const mean = (values: readonly number[]) => sum(values) / values.length
export const highestOf = (bars: readonly Bar[]) => Math.max(...bars.map((bar) => bar.high))
export const lowestOf = (bars: readonly Bar[]) => Math.min(...bars.map((bar) => bar.low))
export const middles = (bars: readonly Bar[]) => bars.map((bar) => (bar.high + bar.low) / 2)
export const closes = (bars: readonly Bar[]) => bars.map((bar) => bar.close)

/** `of` the last `length` values of each place, with NaNs before there are as many. */
export function over<T>(
  values: readonly T[],
  length: number,
  { outputs = 1, of }: { outputs?: number; of: (window: T[], i: number) => number[] },
): Rows {
  return values.map((_, i) =>
    i + 1 < length ? Array(outputs).fill(NaN) : of(values.slice(i + 1 - length, i + 1), i),
  )
}

/** Of the first bar high − low. */
export const trueRanges = (bars: readonly Bar[]) =>
  bars.map(({ high, low }, i) => {
    const previous = bars[i - 1]?.close ?? high
    return Math.max(high - low, Math.abs(high - previous), Math.abs(low - previous))
  })

/** As of the second bar: what is judged lies between two bars. */
export function fromSecond(bars: readonly Bar[], rows: (pairs: [Bar, Bar][]) => Rows): Rows {
  const pairs = bars.slice(1).map((bar, i): [Bar, Bar] => [bars[i]!, bar])
  const found = rows(pairs)
  return [Array(found[0]?.length ?? 1).fill(NaN), ...found]
}
