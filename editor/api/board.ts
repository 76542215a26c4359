// The session's board as the page holds it: a snapshot, kept up to date by deltas.
import type { Side, SlotState } from './shapes.ts'

export interface Position {
  readonly side: Side
  readonly quantity: number
  readonly entryPrice: number
  readonly entryTime: number
  readonly stop: number | null
  readonly target: number | null
  readonly unrealizedPnl: number
}

export interface ScriptFault {
  readonly callback: string
  readonly message: string
  readonly file: string | null
  readonly line: number | null
}

export interface Slot {
  readonly key: string
  readonly script: string
  readonly symbol: string
  readonly name: string
  readonly version: string | null
  readonly timeframe: string
  readonly status: 'running' | 'quarantined' | 'detached'
  readonly state: SlotState
  readonly barsInState: number
  readonly bars: number
  readonly warmup: number
  readonly price: number | null
  readonly position: Position | null
  readonly order: {
    readonly side: Side
    readonly type: string
    readonly quantity: number
    readonly price: number | null
  } | null
  readonly pnl: number
  readonly trades: number
  readonly faults: number
  readonly lastError: ScriptFault | null
  readonly cpuMs: number | null
  readonly heapMb: number | null
  readonly droppedLines: number
}

export interface LiveScript {
  readonly file: string
  readonly name: string | null
  readonly version: string | null
  readonly sha256: string
  readonly status: 'running' | 'outdated' | 'refused'
  readonly loads: number
  readonly refusal: string | null
  readonly diagnostics: readonly {
    readonly severity: 'error' | 'warning'
    readonly message: string
    readonly line: number
    readonly column: number
  }[]
}

export interface Session {
  readonly mode: 'paper'
  readonly status: 'playing' | 'finished' | 'stopped' | 'failed'
  /** Market time; 0 before the first bar. */
  readonly time: number
  readonly from: number | null
  readonly to: number | null
  readonly speed: number | 'max' | null
  readonly symbols: readonly string[]
  readonly bars: number
}

export interface Account {
  readonly initialCash: number
  readonly cash: number
  readonly equity: number
  readonly positions: number
  readonly trades: number
  readonly wins: number
  readonly fees: number
}

interface InSlot {
  readonly slot: string
}
export interface LiveTransition extends InSlot {
  readonly time: number
  readonly from: SlotState
  readonly to: SlotState
  readonly reason: string
}
export interface LiveOrder extends InSlot {
  readonly time: number
  readonly event: 'placed' | 'cancelled' | 'rejected'
  readonly side: string
  readonly type: string
  readonly quantity: number | null
  readonly price: number | null
  readonly reason: string
}
export interface LiveFill extends InSlot {
  readonly time: number
  readonly side: 'buy' | 'sell'
  readonly quantity: number
  readonly price: number
  readonly fee: number
  readonly reason: string
}
export interface LiveTrade extends InSlot {
  readonly side: Side
  readonly quantity: number
  readonly entryTime: number
  readonly entryPrice: number
  readonly exitTime: number
  readonly exitPrice: number
  readonly pnl: number
  readonly entryReason: string
  readonly exitReason: string
}
export interface Note {
  readonly time: number
  readonly kind: 'fault' | 'script' | 'log' | 'runner' | 'risk' | 'config'
  readonly source: string
  readonly text: string
}

interface Happenings {
  readonly transitions: readonly LiveTransition[]
  readonly orders: readonly LiveOrder[]
  readonly fills: readonly LiveFill[]
  readonly trades: readonly LiveTrade[]
  readonly notes: readonly Note[]
  readonly equity: readonly (readonly [time: number, equity: number])[]
}

export interface Board extends Happenings {
  readonly type: 'snapshot'
  readonly sequence: number
  readonly session: Session
  readonly account: Account
  readonly scripts: readonly LiveScript[]
  readonly slots: readonly Slot[]
}

export interface BoardDelta extends Happenings {
  readonly type: 'delta'
  readonly sequence: number
  readonly session: Session
  readonly account: Account
  readonly scripts: readonly LiveScript[] | null
  readonly slots: readonly Slot[]
  readonly order: readonly string[] | null
}

const KEPT = 200
const EQUITY_POINTS_MAX = 2000

/** The board after a delta; null where one in between was missed. */
export function applied(board: Board, delta: BoardDelta): Board | null {
  if (delta.sequence !== board.sequence + 1) return null
  const slots = new Map(board.slots.map((slot) => [slot.key, slot]))
  for (const slot of delta.slots) slots.set(slot.key, slot)
  const order = delta.order ?? board.slots.map(({ key }) => key)
  return {
    type: 'snapshot',
    sequence: delta.sequence,
    session: delta.session,
    account: delta.account,
    scripts: delta.scripts ?? board.scripts,
    slots: order.flatMap((key) => slots.get(key) ?? []),
    transitions: latest(board.transitions, delta.transitions),
    orders: latest(board.orders, delta.orders),
    fills: latest(board.fills, delta.fills),
    trades: latest(board.trades, delta.trades),
    notes: latest(board.notes, delta.notes),
    equity: thinned([...board.equity, ...delta.equity]),
  }
}

const latest = <T>(before: readonly T[], fresh: readonly T[]): readonly T[] =>
  fresh.length === 0 ? before : [...before, ...fresh].slice(-KEPT)

function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= EQUITY_POINTS_MAX) return points
  return points.filter((_point, i) => i % 2 === 0 || i === points.length - 1)
}
