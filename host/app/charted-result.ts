// A backtest as a page draws it: what the JSON report says, of a run's digest, with the states as
// steps.
import type { DigestSpec } from '#host/runner/digest.ts'
import { STATES } from '#sdk/frame.ts'
import type { Metadata } from '#sdk/metadata.ts'
import type { BacktestOutcome, BacktestRequest } from './backtest.ts'
import { type ChartedTrace, chartTrace } from './charted-trace.ts'
import type { PlannedRun } from './open-slots.ts'
import { extentOf, ordered, periodsOf, type RunReport, tradeRow, transitionRow } from './report.ts'

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

/** What a page is given of a run. */
const CHARTED = { points: 2000, trades: 3000, transitions: 12_000 } as const
const TRANSITIONS_MAX = 3000

export function digestOf(run: PlannedRun, request: BacktestRequest): DigestSpec {
  return { ...CHARTED, ...extentOf(run), periodsPerYear: periodsOf(run, request) }
}

/** Of a run that was asked for its digest. */
export function chartResult(outcome: BacktestOutcome, tookMs: number): ChartedResult {
  const { run, result, runMs } = outcome.runs[0]!
  const { digest, trades, transitions, bars, logs } = result
  if (digest === null) throw new Error('expected a run that was asked for its digest')
  const { language, sha256 } = run.script.sources
  return {
    script: {
      ...{ path: run.script.path, language, sha256 },
      ...{ name: run.metadata.name, params: run.params },
    },
    param_specs: run.metadata.params,
    symbol: run.feed.symbol,
    timeframe: run.timeframe,
    bars,
    ...extentOf(run),
    summary: ordered(digest.summary),
    trades: trades.map(tradeRow),
    trades_total: digest.summary.trades,
    equity: pointsOf(digest.equity),
    drawdown: pointsOf(digest.drawdown),
    states: transitions.map(({ time, to }): Point => [time, STATES.indexOf(to)]),
    transitions: transitions.slice(-TRANSITIONS_MAX).map(transitionRow),
    logs: logs.lines,
    trace: chartTrace(result.trace),
    took_ms: tookMs,
    run_ms: runMs,
  }
}

const pointsOf = (rows: Float64Array): Point[] =>
  Array.from({ length: rows.length / 2 }, (_, i) => [rows[2 * i]!, rows[2 * i + 1]!])
