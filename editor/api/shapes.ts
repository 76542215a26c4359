// What the host sends, as the page reads it. The session's board speaks camelCase, everything else
// the names of `backtest --json`. Times are ms UTC; fractions, not percent.

export type Language = 'lua' | 'js' | 'ts'
export type SlotState = 'Watch' | 'CloseWatch' | 'InTrade'
export type Side = 'long' | 'short'

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
  readonly line: number
  readonly column: number
  readonly end_line?: number
  readonly end_column?: number
  /** Absent where it is the script itself. */
  readonly file?: string
  readonly hint?: string
}

export interface ScriptInfo {
  readonly path: string
  readonly language: Language
  readonly sha256: string
  readonly size: number
  readonly modified: number
  readonly status: 'running' | 'outdated' | 'refused' | 'disabled' | 'library'
  readonly name: string | null
  readonly slots: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface ScriptFile {
  readonly path: string
  readonly language: Language
  readonly source: string
  readonly etag: string
}

export interface Version {
  readonly sha256: string
  readonly time: number
  readonly name: string | null
  readonly size: number
}

export interface Validation {
  readonly valid: boolean
  readonly strategy: { readonly params?: Readonly<Record<string, unknown>> } | null
  readonly diagnostics: readonly Diagnostic[]
  readonly took_ms: number
}

export interface ApiEntry {
  readonly name: string
  readonly kind: string
  readonly signature?: string | null
  readonly doc?: string
  readonly members?: readonly ApiEntry[]
}

export interface LanguageInfo {
  readonly dts: string
  readonly lua: readonly ApiEntry[]
}

export interface Dataset {
  readonly id: string
  readonly symbol: string
  readonly timeframe_ms: number
  readonly from: number
  readonly to: number
  readonly bars: number
  readonly label: string
}

export interface Bars {
  readonly step_ms: number
  readonly time: readonly number[]
  readonly open: readonly number[]
  readonly high: readonly number[]
  readonly low: readonly number[]
  readonly close: readonly number[]
  readonly volume: readonly number[]
}

export type Summary = Readonly<Record<string, number | null>>

export interface BacktestTrade {
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

export interface BacktestTransition {
  readonly time: number
  readonly from: SlotState
  readonly to: SlotState
  readonly reason: string
}

export type Point = readonly [time: number, value: number]

export interface BacktestResult {
  readonly summary: Summary
  readonly trades: readonly BacktestTrade[]
  /** Of `trades`, where only the latest of very many are listed. */
  readonly trades_total?: number
  readonly transitions?: readonly BacktestTransition[]
  readonly logs?: readonly { readonly time: number; readonly text: string }[]
  readonly equity: readonly Point[]
  readonly drawdown: readonly Point[]
  /** The state from each time on: 0 Watch, 1 CloseWatch, 2 InTrade. */
  readonly states: readonly Point[]
  readonly took_ms: number
}

export interface BacktestError {
  readonly message: string
  readonly file?: string | null
  readonly line?: number | null
  readonly column?: number | null
  readonly callback?: string | null
}

export interface Backtest {
  readonly id: string
  readonly status: 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly error?: BacktestError | null
  readonly result?: BacktestResult | null
}

export interface BacktestRequest {
  readonly path: string
  readonly source?: string
  readonly dataset: string
  readonly symbol?: string
  readonly from?: number
  readonly to?: number
}
