// What the strategy held from moment to moment, and where its stop and target stood: of a backtest's
// evaluations that were looked at closely, or of a slot of the session.
import type { Trace } from '#host/faces/http/shapes/backtests.ts'
import { rowAtBar } from './time-axis.ts'

/** Columns of equal length, oldest first; what is known ends with the last row. */
export interface HeldRows
  extends Pick<Trace, 'time' | 'quantity' | 'entry_price' | 'stop' | 'target'> {
  /** No row is known to hold for longer (ms). */
  readonly reach: number
}

export interface Held {
  /** Signed. */
  readonly quantity: number
  readonly entryPrice: number
  readonly stop: number | null
  readonly target: number | null
}

/** Where nobody is asked for a while, nobody knows: no further than the usual distance. */
export const heldOfTrace = (trace: Trace): HeldRows => ({
  ...trace,
  reach: distanceOf(trace.time),
})

/** At the last row up to a bar's close; null where it held nothing, and beyond what is known. */
export function heldAt(rows: HeldRows | null, open: number, stepMs: number): Held | null {
  const row = rows === null ? -1 : rowAtBar(rows.time, open, stepMs)
  const entryPrice = rows?.entry_price[row] ?? null
  if (rows === null || entryPrice === null) return null
  const { quantity, stop, target } = rows
  return { quantity: quantity[row]!, entryPrice, stop: stop[row]!, target: target[row]! }
}

/** The least that lies between two of them. */
function distanceOf(times: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < times.length; i++) least = Math.min(least, times[i]! - times[i - 1]!)
  return least
}
