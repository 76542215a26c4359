// The equity of several runs as one curve: that of the account they shared, or the sum of their
// separate accounts at every instant at which one of them has a point.
import type { Equity } from '#host/runner/protocol.ts'
import type { BacktestOutcome } from './backtest.ts'

export interface Combined {
  readonly curve: Equity
  readonly initialCash: number
  /** Equity points with an open position / all points, over all runs; null without a point. */
  readonly exposure: number | null
}

export function combine({ request, runs, account }: BacktestOutcome): Combined {
  const curves = runs.map(({ result }) => result.equity)
  const points = curves.reduce((sum, curve) => sum + curve.points, 0)
  const exposed = curves.reduce((sum, curve) => sum + curve.exposedPoints, 0)
  const exposure = points === 0 ? null : exposed / points
  if (account !== null) return { curve: account, initialCash: request.cash, exposure }
  const rows = sumOfCurves(curves, request.cash)
  return {
    curve: { rows, points: rows.length / 2, exposedPoints: 0 },
    initialCash: request.cash * runs.length,
    exposure,
  }
}

/** Before its first point a curve is worth its initial cash, after its last what it came to. */
function sumOfCurves(curves: readonly Equity[], initialCash: number): Float64Array {
  const at = curves.map(() => 0)
  const worth = curves.map(() => initialCash)
  const rows = new Float64Array(2 * curves.reduce((sum, curve) => sum + curve.points, 0))
  let length = 0
  for (;;) {
    let time = Number.POSITIVE_INFINITY
    for (const [k, { rows: own, points }] of curves.entries()) {
      if (at[k]! < points) time = Math.min(time, own[2 * at[k]!]!)
    }
    if (time === Number.POSITIVE_INFINITY) return rows.slice(0, length)
    let total = 0
    for (const [k, { rows: own, points }] of curves.entries()) {
      while (at[k]! < points && own[2 * at[k]!] === time) {
        worth[k] = own[2 * at[k]! + 1]!
        at[k]! += 1
      }
      total += worth[k]!
    }
    rows[length++] = time
    rows[length++] = total
  }
}

/** A curve as the columns that the figures are made from. */
export function split({ rows, points, exposedPoints }: Equity): {
  equityTimes: Float64Array
  equityValues: Float64Array
  exposedPoints: number
} {
  const equityTimes = new Float64Array(points)
  const equityValues = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    equityTimes[i] = rows[2 * i]!
    equityValues[i] = rows[2 * i + 1]!
  }
  return { equityTimes, equityValues, exposedPoints }
}
