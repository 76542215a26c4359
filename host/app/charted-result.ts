// A backtest as a page draws it: what the JSON report says, with curves thinned to what a screen
// can show and the states as steps.
import { STATES } from '#sdk/frame.ts'
import type { Metadata } from '#sdk/metadata.ts'
import type { BacktestOutcome } from './backtest.ts'
import { type ChartedTrace, chartTrace } from './charted-trace.ts'
import { createReport, type RunReport } from './report.ts'

export interface ChartedResult
  extends Pick<
    RunReport,
    'script' | 'symbol' | 'timeframe' | 'bars' | 'from' | 'to' | 'summary' | 'trades'
  > {
  /** As the script declares its parameters. */
  readonly param_specs: Metadata['params']
  /** How many there were; `trades` holds the latest of them. */
  readonly trades_total: number
  /** [time, equity], the extremes of each stretch kept. */
  readonly equity: readonly Point[]
  /** [time, fraction below the peak so far], 0 or less. */
  readonly drawdown: readonly Point[]
  /** [time, index of the state entered: Watch, CloseWatch, InTrade]; the latest of them. */
  readonly states: readonly Point[]
  /** The latest of them, with their reasons. */
  readonly transitions: RunReport['transitions']
  readonly logs: readonly { readonly time: number; readonly text: string }[]
  /** Of the stretch that was asked for. */
  readonly trace: ChartedTrace | null
  /** From the request to the result. */
  readonly took_ms: number
  readonly run_ms: number
}

export type Point = readonly [time: number, value: number]

const TRADES_MAX = 3000
const STATES_MAX = 12_000
const TRANSITIONS_MAX = 3000
const POINTS_MAX = 2000

export function chartResult(outcome: BacktestOutcome, tookMs: number): ChartedResult {
  const report = createReport(outcome) as RunReport
  const { script, symbol, timeframe, bars, from, to, summary, trades } = report
  const states = report.transitions.map(
    ({ time, to: state }): Point => [time, STATES.indexOf(state)],
  )
  return {
    script,
    param_specs: outcome.runs[0]!.run.metadata.params,
    symbol,
    timeframe,
    bars,
    from,
    to,
    summary,
    trades: trades.slice(-TRADES_MAX),
    trades_total: trades.length,
    equity: thinned(report.equity, POINTS_MAX),
    drawdown: thinned(drawdownOf(report.equity, outcome.request.cash), POINTS_MAX),
    states: states.slice(-STATES_MAX),
    transitions: report.transitions.slice(-TRANSITIONS_MAX),
    logs: outcome.runs[0]!.result.logs.lines,
    trace: chartTrace(outcome.runs[0]!.result.trace),
    took_ms: tookMs,
    run_ms: report.timing.run_ms,
  }
}

/** Of [time, value] rows: the lowest and the highest of each stretch, and the last one. */
export function thinned(rows: Float64Array, points: number): Point[] {
  const count = rows.length / 2
  const at = (i: number): Point => [rows[2 * i]!, rows[2 * i + 1]!]
  if (count <= points) return Array.from({ length: count }, (_, i) => at(i))
  const stretches = Math.floor(points / 2)
  const kept: Point[] = []
  for (let k = 0; k < stretches; k++) {
    const from = Math.floor((k * count) / stretches)
    const to = Math.floor(((k + 1) * count) / stretches)
    let low = from
    let high = from
    for (let i = from + 1; i < to; i++) {
      if (rows[2 * i + 1]! < rows[2 * low + 1]!) low = i
      if (rows[2 * i + 1]! > rows[2 * high + 1]!) high = i
    }
    kept.push(at(Math.min(low, high)))
    if (low !== high) kept.push(at(Math.max(low, high)))
  }
  const last = at(count - 1)
  if (kept.at(-1)![0] !== last[0]) kept.push(last)
  return kept
}

/** Peaks start at the initial cash, as in the summary's max_drawdown. */
function drawdownOf(equity: Float64Array, initialCash: number): Float64Array {
  const rows = equity.slice()
  let peak = initialCash
  for (let i = 1; i < rows.length; i += 2) {
    peak = Math.max(peak, rows[i]!)
    rows[i] = rows[i]! / peak - 1
  }
  return rows
}
