// What a run leaves behind: trades, transitions, errors and the equity curve, in order.
import type { ScriptError, Trade, Transition } from '#sdk/domain.ts'
import type { Fact } from './fact.ts'

export interface Record {
  readonly trades: Trade[]
  readonly transitions: Transition[]
  readonly errors: ScriptError[]
  readonly equity: EquityCurve
}

/** Rows of [time, equity] in a buffer of the caller's, one per strategy bar. */
export interface EquityCurve {
  readonly rows: Float64Array
  points: number
  /** Points at which a position was open. */
  exposedPoints: number
}

export function createRecord(rows: Float64Array): Record {
  return {
    trades: [],
    transitions: [],
    errors: [],
    equity: { rows, points: 0, exposedPoints: 0 },
  }
}

export function recordFact(record: Record, fact: Fact): void {
  if (fact.type === 'tradeClosed') record.trades.push(fact.trade)
  else if (fact.type === 'transitioned') record.transitions.push(fact.transition)
  else if (fact.type === 'faulted') record.errors.push(fact.error)
}

export function recordEquity(
  curve: EquityCurve,
  time: number,
  equity: number,
  isExposed: boolean,
): void {
  const at = curve.points * 2
  curve.rows[at] = time
  curve.rows[at + 1] = equity
  curve.points += 1
  if (isExposed) curve.exposedPoints += 1
}

/** The data's end closes what is open: the last point shows what came of it. */
export function amendLastEquity(curve: EquityCurve, equity: number): void {
  if (curve.points > 0) curve.rows[curve.points * 2 - 1] = equity
}
