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

const DAY_MS = 86_400_000

/** Seconds since the session's open: 00:00 UTC, for venues that never close. */
export const secondsSinceOpen = (now: number) => (now - Math.floor(now / DAY_MS) * DAY_MS) / 1000
