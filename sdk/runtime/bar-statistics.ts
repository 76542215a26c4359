// Figures over the last n closed bars, the latest included; NaN with fewer.
import type { Series } from './series.ts'

export function highest(series: Series, n: number): number {
  const { high } = series.columns
  if (series.count < n) return Number.NaN
  let best = high[series.count - n]!
  for (let i = series.count - n + 1; i < series.count; i++) if (high[i]! > best) best = high[i]!
  return best
}

export function lowest(series: Series, n: number): number {
  const { low } = series.columns
  if (series.count < n) return Number.NaN
  let best = low[series.count - n]!
  for (let i = series.count - n + 1; i < series.count; i++) if (low[i]! < best) best = low[i]!
  return best
}

export function averageVolume(series: Series, n: number): number {
  if (series.count < n) return Number.NaN
  let sum = 0
  for (let i = series.count - n; i < series.count; i++) sum += series.columns.volume[i]!
  return sum / n
}

/** Seconds since the latest open of the symbol's session; NaN before the first that is known. */
export const secondsSinceOpen = ({ feed }: Series, now: number): number =>
  (now - feed.sessions.openAt(now)) / 1000
