// Where a moment lies between the bars that are loaded. Bars are counted, time is not: a night
// without bars takes no room on the axis.

export class TimeAxis {
  /** Open times, ms UTC. */
  readonly time: readonly number[]
  readonly stepMs: number

  constructor(time: readonly number[], stepMs: number) {
    this.time = time
    this.stepMs = stepMs
  }

  /** Bars from the first one; fractions lie inside a bar, outside the axis goes on evenly. */
  indexAt(ms: number): number {
    const { time, stepMs } = this
    const last = time.length - 1
    if (last < 0) return 0
    if (ms < time[0]!) return (ms - time[0]!) / stepMs
    if (ms >= time[last]!) return last + (ms - time[last]!) / stepMs
    const at = lastAtOrBefore(time, ms)
    return at + Math.min((ms - time[at]!) / stepMs, 1)
  }

  timeAt(index: number): number {
    const { time, stepMs } = this
    const last = time.length - 1
    if (last < 0) return 0
    if (index <= 0) return time[0]! + index * stepMs
    if (index >= last) return time[last]! + (index - last) * stepMs
    const at = Math.floor(index)
    return time[at]! + (index - at) * stepMs
  }
}

/**
 * Index of the last of these moments up to a bar's close; -1 where there is none, and for bars that open
 * after all of them: what was known is not known to go on.
 */
export function rowAtBar(times: readonly number[], open: number, stepMs: number): number {
  const at = lastAtOrBefore(times, open + stepMs)
  return at === times.length - 1 && open > times[at]! ? -1 : at
}

/** Index of the last element ≤ `value`; -1 where there is none. `list` is sorted. */
export function lastAtOrBefore(list: readonly number[], value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
