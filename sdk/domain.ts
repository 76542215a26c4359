// The words that a strategy, the kernel and the host share, as types. No behaviour, no imports.

/** Bars as columns, oldest first; `openTime` in ms UTC, strictly increasing; prices > 0. */
export interface BarColumns {
  readonly openTime: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  /** Base units (coins, shares). */
  readonly volume: Float64Array
}

/** The columns in the order in which files, wires and buffers hold them. */
export const BAR_COLUMNS = ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const

export type Side = 'long' | 'short'
export type SlotState = 'Watch' | 'CloseWatch' | 'InTrade'
export type Language = 'lua' | 'js' | 'ts'

export const CALLBACKS = ['detectOpportunity', 'filterCommitment', 'managePosition'] as const
export type Callback = (typeof CALLBACKS)[number]

export const HOOKS = ['onInit', 'onFill', 'onTradeClosed', 'onOrderRejected', 'onReload'] as const
export type Hook = (typeof HOOKS)[number]

/** A length of time: so many strategy bars, or so many milliseconds. */
export type Span = { readonly bars: number } | { readonly ms: number }

/** What triggers a callback: the close of a strategy bar, every event, or a period in ms. */
export type Cadence = 'bar' | 'tick' | { readonly ms: number }

/** JSON values plus NaN and ±Infinity: what `context.data` and an opportunity may hold. */
export type Tree =
  | null
  | boolean
  | number
  | string
  | readonly Tree[]
  | { readonly [key: string]: Tree }

/** How an entry says its size; `equityFraction` and `risk` are fractions of equity (0.01 = 1 %). */
export type Sizing = {
  readonly kind: 'quantity' | 'notional' | 'equityFraction' | 'risk'
  readonly value: number
}

/** What a script asks for. Prices are in quote units; an absent price is null, never 0. */
export type Action =
  | EnterAction
  | { readonly kind: 'abandon'; readonly reason: string }
  | ExitAction
  | { readonly kind: 'updateStop' | 'updateTarget'; readonly price: number }
  | { readonly kind: 'removeStop' | 'removeTarget' }
  | TrailAction

export interface EnterAction {
  readonly kind: 'enter'
  readonly side: Side
  readonly sizing: Sizing | null
  readonly type: 'market' | 'limit' | 'stop' | 'stop_limit'
  /** The limit, or the trigger of a stop; null for a market order. */
  readonly price: number | null
  /** The limit of a stop_limit order. */
  readonly limitPrice: number | null
  readonly stop: number | null
  readonly target: number | null
  /** How long the order rests; null: what is left of the CloseWatch timeout. */
  readonly expires: Span | null
  readonly reason: string
}

export interface ExitAction {
  readonly kind: 'exit'
  /** Of the quantity open at the fill, 0 < fraction ≤ 1. */
  readonly fraction: number
  readonly type: 'market' | 'limit'
  readonly price: number | null
  readonly reason: string
}

/** A trailing stop's distance: price units, or a fraction of the anchor. */
export interface TrailAction {
  readonly kind: 'trailStop'
  readonly by: 'distance' | 'fraction'
  readonly value: number
}

/** One execution of (part of) an order. */
export interface Fill {
  readonly side: 'buy' | 'sell'
  readonly quantity: number
  readonly price: number
  readonly fee: number
  /** Ms UTC. */
  readonly time: number
  readonly reason: string
  readonly isEntry: boolean
}

/** One round trip, from flat to flat; field meanings in DESIGN's `backtest --json`. */
export interface Trade {
  readonly id: number
  readonly side: Side
  /** The total entered. */
  readonly quantity: number
  readonly entryTime: number
  readonly entryPrice: number
  readonly exitTime: number
  /** Volume-weighted mean of the exits. */
  readonly exitPrice: number
  readonly fees: number
  /** Net of fees. */
  readonly pnl: number
  readonly return: number
  readonly barsHeld: number
  readonly entryReason: string
  readonly exitReason: string
  readonly mae: number
  readonly mfe: number
}

export interface Transition {
  readonly time: number
  /** 0-based index of the strategy bar in which it fell. */
  readonly barIndex: number
  readonly from: SlotState
  readonly to: SlotState
  readonly reason: string
}

/** An error of the script's own making, placed in its author's file. Lines and columns are 1-based. */
export interface ScriptError {
  readonly code: ScriptErrorCode
  readonly message: string
  readonly callback: Callback | Hook | 'load'
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
  /** The author's own frames, innermost first. */
  readonly trace: readonly string[]
  /** The event's time (ms UTC) and strategy bar; null at load. */
  readonly time: number | null
  readonly barIndex: number | null
}

export type ScriptErrorCode =
  | 'threw' // the script raised an error
  | 'bad-return' // a callback returned what its state does not allow
  | 'bad-action' // an action with a wrong key, value or price
  | 'bad-data' // context.data or an opportunity holds what cannot be kept
  | 'bad-metadata' // a wrong or missing property of the strategy
  | 'syntax' // the source does not parse
  | 'load' // the source does not load (imports, top-level code)
  | 'cpu-limit' // one call took longer than its limit
  | 'memory-limit' // the isolate outgrew its limit
  | 'runner-lost' // the process that ran the script died
