// What the strategy held at a moment, of the evaluations that were looked at closely.
import type { Trace } from '#host/faces/http/shapes/backtests.ts'
import { rowAtBar } from './time-axis.ts'

export interface Held {
  /** Signed. */
  readonly quantity: number
  readonly entryPrice: number
  readonly stop: number | null
  readonly target: number | null
}

/** At the last evaluation up to a bar's close; null where it held nothing, and beyond what was looked at. */
export function heldAt(trace: Trace | null, open: number, stepMs: number): Held | null {
  const row = trace === null ? -1 : rowAtBar(trace.time, open, stepMs)
  const entryPrice = trace?.entry_price[row] ?? null
  if (trace === null || entryPrice === null) return null
  const { quantity, stop, target } = trace
  return { quantity: quantity[row]!, entryPrice, stop: stop[row]!, target: target[row]! }
}
