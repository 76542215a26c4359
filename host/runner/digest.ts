// What a screen shows of a run, made where the run was: a year's equity has half a million points,
// and carrying them over and thinning them there would take the host longer than all else it does.
import { type Summary, summarise } from '#kernel/metrics.ts'
import { latestOf, type Packed, unpackTrades } from '#kernel/pack.ts'
import type { Equity } from './protocol.ts'

export interface DigestSpec {
  /** The first data bar's open and the last one's close, ms UTC. */
  readonly from: number
  readonly to: number
  /** Trading days in a year. */
  readonly periodsPerYear: number
  /** How many of each are kept; of trades and transitions the latest. */
  readonly points: number
  readonly trades: number
  readonly transitions: number
}

export interface Digest {
  /** Of the whole run. */
  readonly summary: Summary
  /** [time, equity] rows, the extremes of each stretch kept. */
  readonly equity: Float64Array
  /** [time, fraction below the peak so far], 0 or less; the first peak is the initial cash. */
  readonly drawdown: Float64Array
}

export interface Run {
  readonly packed: Packed
  readonly equity: Equity
  readonly initialCash: number
}

/** The figures and curves of a run, and of its rows those that are kept. */
export function digest(run: Run, spec: DigestSpec): { digest: Digest; packed: Packed } {
  const { equity, initialCash } = run
  const [times, values, falls] = columnsOf(equity.points)
  let peak = initialCash
  for (let i = 0; i < equity.points; i++) {
    times[i] = equity.rows[2 * i]!
    const value = equity.rows[2 * i + 1]!
    values[i] = value
    peak = Math.max(peak, value)
    falls[i] = value / peak - 1
  }
  const summary = summarise({
    ...spec,
    trades: unpackTrades(run.packed),
    equityTimes: times,
    equityValues: values,
    exposedPoints: equity.exposedPoints,
    initialCash,
  })
  const curves = {
    equity: thinned(times, values, spec.points),
    drawdown: thinned(times, falls, spec.points),
  }
  return { digest: { summary, ...curves }, packed: latestOf(run.packed, spec) }
}

/** Kept from digest to digest: fresh memory of that size costs as much as what is written into it. */
let room = new Float64Array(0)

function columnsOf(points: number): [Float64Array, Float64Array, Float64Array] {
  if (room.length < 3 * points) room = new Float64Array(3 * points)
  const column = (k: number) => room.subarray(k * points, (k + 1) * points)
  return [column(0), column(1), column(2)]
}

/** [time, value] rows: the lowest and the highest of each stretch, and the last one. */
export function thinned(times: Float64Array, values: Float64Array, points: number): Float64Array {
  const count = times.length
  const stretches = Math.min(count, Math.floor(points / 2))
  const kept: number[] = []
  const keep = (i: number) => kept.push(times[i]!, values[i]!)
  for (let k = 0; k < stretches; k++) {
    const from = Math.floor((k * count) / stretches)
    const to = Math.floor(((k + 1) * count) / stretches)
    let low = from
    let high = from
    for (let i = from + 1; i < to; i++) {
      if (values[i]! < values[low]!) low = i
      if (values[i]! > values[high]!) high = i
    }
    keep(Math.min(low, high))
    if (low !== high) keep(Math.max(low, high))
  }
  if (count > 0 && kept.at(-2) !== times[count - 1]) keep(count - 1)
  return Float64Array.from(kept)
}
