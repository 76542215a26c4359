// A stretch of bars for a chart: no more of them than it can show, joined on UTC boundaries so that
// a bar looks the same whatever stretch it is part of.
import type { BarSeries } from '../data/series.ts'

export interface BarWindow {
  /** How long each bar lasts, in ms. */
  readonly step_ms: number
  /** Open times, ms UTC. */
  readonly time: readonly number[]
  readonly open: readonly number[]
  readonly high: readonly number[]
  readonly low: readonly number[]
  readonly close: readonly number[]
  readonly volume: readonly number[]
}

const MINUTE = 60_000
/** Steps that charts know, in minutes; the data's own interval is tried before them. */
const STEPS = [1, 3, 5, 15, 30, 60, 120, 240, 360, 720, 1440, 3 * 1440, 7 * 1440, 30 * 1440]

/** Bars that open in [from, to), at most about `points` of them. */
export function barWindow(
  { columns, count, intervalMs }: Pick<BarSeries, 'columns' | 'count' | 'intervalMs'>,
  { from, to, points }: { readonly from: number; readonly to: number; readonly points: number },
): BarWindow {
  const first = lowerBound(columns.openTime, count, from)
  const end = lowerBound(columns.openTime, count, to)
  const stepMs = stepFor(intervalMs, end - first, points)
  const window = { time: [], open: [], high: [], low: [], close: [], volume: [] } as Record<
    Exclude<keyof BarWindow, 'step_ms'>,
    number[]
  >
  let last = -1
  for (let i = first; i < end; i++) {
    const time = Math.floor(columns.openTime[i]! / stepMs) * stepMs
    if (window.time[last] !== time) {
      last += 1
      window.time.push(time)
      window.open.push(columns.open[i]!)
      window.high.push(columns.high[i]!)
      window.low.push(columns.low[i]!)
      window.close.push(columns.close[i]!)
      window.volume.push(columns.volume[i]!)
      continue
    }
    window.high[last] = Math.max(window.high[last]!, columns.high[i]!)
    window.low[last] = Math.min(window.low[last]!, columns.low[i]!)
    window.close[last] = columns.close[i]!
    window.volume[last]! += columns.volume[i]!
  }
  return { step_ms: stepMs, ...window }
}

function stepFor(intervalMs: number, bars: number, points: number): number {
  if (bars <= points) return intervalMs
  const wanted = (bars * intervalMs) / points
  const steps = STEPS.map((minutes) => minutes * MINUTE).filter((ms) => ms % intervalMs === 0)
  return steps.find((ms) => ms >= wanted) ?? Math.ceil(wanted / intervalMs) * intervalMs
}

/** The first index whose time is at or after `time`. */
function lowerBound(times: Float64Array, count: number, time: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}
