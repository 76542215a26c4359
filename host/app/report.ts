// An outcome as `backtest --json` writes it: names and order are a contract, described by
// docs/backtest.schema.json.
import { periodsPerYear, type Summary, summarise } from '#kernel/metrics.ts'
import type { Language, ScriptError, Side, SlotState, Trade, Transition } from '#sdk/domain.ts'
import type { ParamValue } from '#sdk/metadata.ts'
import packageJson from '../../package.json' with { type: 'json' }
import type { BacktestOutcome, BacktestRequest, RunOutcome } from './backtest.ts'
import { combine, split } from './combine.ts'
import type { PlannedRun } from './open-slots.ts'
import { spell } from './script-errors.ts'

export const ENGINE = `watchfire ${packageJson.version}`

/** Times in ms UTC; fractions, not percent. */
export interface RunReport {
  readonly engine: string
  readonly script: {
    readonly path: string
    readonly language: Language
    readonly sha256: string
    readonly name: string
    readonly params: Readonly<Record<string, ParamValue>>
  }
  readonly symbol: string
  readonly timeframe: string
  readonly bars: number
  readonly from: number
  readonly to: number
  readonly summary: Summary
  readonly trades: readonly TradeRow[]
  /** [time, equity] rows, one after the other. */
  readonly equity: Float64Array
  readonly transitions: readonly TransitionRow[]
  readonly errors: readonly ErrorRow[]
  readonly timing: {
    readonly load_ms: number
    readonly run_ms: number
    readonly bars_per_second: number
  }
}

export interface TradeRow {
  readonly id: number
  readonly side: Side
  readonly quantity: number
  readonly entry_time: number
  readonly entry_price: number
  readonly exit_time: number
  readonly exit_price: number
  readonly fees: number
  readonly pnl: number
  readonly return: number
  readonly bars_held: number
  readonly entry_reason: string
  readonly exit_reason: string
  readonly mae: number
  readonly mfe: number
}

export interface TransitionRow {
  readonly time: number
  readonly bar_index: number
  readonly from: SlotState
  readonly to: SlotState
  readonly reason: string
}

export interface ErrorRow {
  readonly code: ScriptError['code']
  readonly message: string
  /** In the author's spelling. */
  readonly callback: string
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
  readonly trace: readonly string[]
  readonly time: number | null
  readonly bar_index: number | null
}

/** Of several runs: what they came to together, and each. */
export interface CombinedReport {
  readonly engine: string
  /** Whether the runs shared one account. */
  readonly portfolio: boolean
  readonly summary: Summary
  readonly equity: Float64Array
  readonly results: readonly RunReport[]
}

/** One run's report, or the combined one where several scripts or symbols were asked for. */
export function createReport(outcome: BacktestOutcome): RunReport | CombinedReport {
  const { account } = outcome
  const results = outcome.runs.map((run) => runReport(run, outcome))
  if (results.length === 1) return results[0]!
  const { curve, exposure, initialCash } = combine(outcome)
  const summary = summarise({
    trades: outcome.runs.flatMap(({ result }) => result.trades),
    ...split(curve),
    initialCash,
    from: Math.min(...results.map(({ from }) => from)),
    to: Math.max(...results.map(({ to }) => to)),
    periodsPerYear: Math.max(...outcome.runs.map(({ run }) => periodsOf(run, outcome.request))),
  })
  return {
    engine: ENGINE,
    portfolio: account !== null,
    summary: ordered(account === null ? { ...summary, exposure } : summary),
    equity: curve.rows,
    results,
  }
}

function runReport(outcome: RunOutcome, all: BacktestOutcome): RunReport {
  const { run, result, runMs, runBars } = outcome
  const { sources, path } = run.script
  const { language, sha256 } = sources
  const { from, to } = extentOf(run)
  const summary = summarise({
    trades: result.trades,
    ...split(result.equity),
    initialCash: all.request.cash,
    from,
    to,
    periodsPerYear: periodsOf(run, all.request),
  })
  return {
    engine: ENGINE,
    script: { path, language, sha256, name: run.metadata.name, params: run.params },
    symbol: run.feed.symbol,
    timeframe: run.timeframe,
    bars: result.bars,
    from,
    to,
    summary: ordered(summary),
    trades: result.trades.map(tradeRow),
    equity: result.equity.rows,
    transitions: result.transitions.map(transitionRow),
    errors: result.errors.map((error) => errorRow(error, language)),
    timing: {
      load_ms: all.loadMs,
      run_ms: runMs,
      bars_per_second: runMs > 0 ? runBars / (runMs / 1000) : 0,
    },
  }
}

/** The first data bar's open and the last one's close. */
export function extentOf(run: PlannedRun): { from: number; to: number } {
  const { series, past = 0 } = run.feed
  const { columns, count, intervalMs } = series
  const last = columns.openTime[count - 1]!
  return { from: columns.openTime[past]!, to: (Math.floor(last / intervalMs) + 1) * intervalMs }
}

export function periodsOf(run: PlannedRun, request: BacktestRequest): number {
  const { columns, count } = run.feed.series
  return request.periodsPerYear ?? periodsPerYear(columns.openTime, count)
}

export const transitionRow = ({ time, barIndex, from, to, reason }: Transition): TransitionRow => ({
  ...{ time, bar_index: barIndex, from, to, reason },
})

export function tradeRow(trade: Trade): TradeRow {
  return {
    id: trade.id,
    side: trade.side,
    quantity: trade.quantity,
    entry_time: trade.entryTime,
    entry_price: trade.entryPrice,
    exit_time: trade.exitTime,
    exit_price: trade.exitPrice,
    fees: trade.fees,
    pnl: trade.pnl,
    return: trade.return,
    bars_held: trade.barsHeld,
    entry_reason: trade.entryReason,
    exit_reason: trade.exitReason,
    mae: trade.mae,
    mfe: trade.mfe,
  }
}

function errorRow(error: ScriptError, language: Language): ErrorRow {
  const { code, message, callback, file, line, column, trace, time, barIndex } = error
  const spelt = spell(callback, language)
  return { code, message, callback: spelt, file, line, column, trace, time, bar_index: barIndex }
}

const FIGURES = [
  'initial_cash',
  'final_equity',
  'net_profit',
  'total_return',
  'cagr',
  'sharpe',
  'sortino',
  'calmar',
  'max_drawdown',
  'max_drawdown_duration_ms',
  'volatility',
  'trades',
  'win_rate',
  'profit_factor',
  'average_win',
  'average_loss',
  'expectancy',
  'exposure',
  'fees',
] as const satisfies readonly (keyof Summary)[]

/** The figures in the contract's order. */
export function ordered(summary: Summary): Summary {
  return Object.fromEntries(FIGURES.map((name) => [name, summary[name]])) as unknown as Summary
}
