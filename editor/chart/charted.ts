// What the chart draws of a run: of a backtest, or of a slot of the session.
import type { BacktestResult } from '#host/faces/http/shapes/backtests.ts'

export interface Charted extends Pick<BacktestResult, 'trades' | 'states' | 'equity' | 'drawdown'> {
  readonly cash: number
  /** How far the last state reaches. */
  readonly end: number
}
