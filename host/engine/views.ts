// What faces see of a session: plain data, made anew from the engine whenever somebody looks.
import { equity, slotEquity } from '#kernel/account.ts'
import type { OrderStatus } from '#kernel/order-status.ts'
import type { Fill, ScriptError, SlotState, Trade, Transition } from '#sdk/domain.ts'
import type { PlaybackState } from '../feeds/playback.ts'
import type { RiskMemory } from '../risk/gate.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import type { BoardOptions } from './board.ts'
import type { Engine } from './engine.ts'
import type { Waiting } from './keeper.ts'
import type { LiveSlot } from './live-slot.ts'
import type { ScriptStatus } from './script-status.ts'

export interface SlotView {
  readonly key: string
  readonly script: string
  readonly strategy: string
  readonly symbol: string
  readonly name: string
  readonly version: string | null
  readonly timeframe: string
  readonly status: 'running' | 'quarantined' | 'detached'
  readonly state: SlotState
  /** Strategy bars since the state was entered. */
  readonly barsInState: number
  /** Strategy bars closed so far, and how many of them the first evaluation needs. */
  readonly bars: number
  readonly warmup: number
  readonly price: number | null
  readonly position: PositionView | null
  readonly order: OrderView | null
  /** Realised and unrealised, net of fees. */
  readonly pnl: number
  readonly trades: number
  /** Since it was loaded or released; `lastError` says why it is quarantined, where it is. */
  readonly faults: number
  readonly lastError: ScriptError | null
  /** What its isolate takes; null where it has no script any more. */
  readonly cpuMs: number | null
  readonly heapMb: number | null
  /** Its entries are refused until it is let in again. */
  readonly isPaused: boolean
  /** Its ticks took too long: it is asked at the closes of bars until it is calm again. */
  readonly isBarsOnly: boolean
  /** Lines of its log beyond what is kept. */
  readonly droppedLines: number
}

export interface PositionView {
  readonly side: 'long' | 'short'
  readonly quantity: number
  readonly entryPrice: number
  readonly entryTime: number
  readonly stop: number | null
  readonly target: number | null
  /** Before fees. */
  readonly unrealizedPnl: number
}

export interface OrderView {
  readonly side: 'long' | 'short'
  readonly type: string
  readonly quantity: number
  readonly price: number | null
}

export interface ScriptView {
  readonly file: string
  /** Which of those that run the file: its own name, or the configuration's. */
  readonly strategy: string
  readonly name: string | null
  readonly version: string | null
  readonly sha256: string
  /** `refused`: nothing runs; `outdated`: the version before the refused one runs on. */
  readonly status: 'running' | 'outdated' | 'refused'
  readonly loads: number
  readonly refusal: string | null
  readonly diagnostics: readonly Diagnostic[]
}

export interface AccountView {
  readonly initialCash: number
  readonly cash: number
  readonly equity: number
  readonly positions: number
  readonly trades: number
  readonly wins: number
  readonly fees: number
  readonly isRuined: boolean
}

export interface SessionView {
  readonly mode: 'paper'
  /** `waiting`: it stands still, as its journal cannot be written. */
  readonly status: 'playing' | 'waiting' | 'finished' | 'stopped' | 'failed'
  /** Market time (ms UTC); 0 before the first bar. */
  readonly time: number
  readonly from: number | null
  readonly to: number | null
  /** How a recording is played (feeds/playback.ts); of a live market null. */
  readonly speed: number | 'max' | null
  readonly isPaused: boolean
  readonly until: number | null
  readonly symbols: readonly string[]
  readonly bars: number
  readonly log: string
  /** Why the kill switch lets no entry in; null while entries are let in. */
  readonly blocked: string | null
  /** Why it stands still; null while it does not. */
  readonly waiting: Waiting | null
}

/** What of it changes as it goes. */
export type MovingPart =
  | ('time' | 'bars' | 'status' | 'symbols' | 'blocked' | 'waiting')
  | keyof PlaybackState

const LIVE = { speed: null, isPaused: false, until: null }

export function sessionView(
  { engine, reloader, session, playback }: BoardOptions,
  now: Pick<SessionView, 'status' | 'bars' | 'waiting'>,
): SessionView {
  const { time, risk } = engine
  const blocked = risk.blocked?.why ?? null
  const { symbols } = reloader
  return { ...session, ...(playback?.state ?? LIVE), ...now, symbols, time, blocked }
}

/** A line of what happened, newest last in every list. */
export type TransitionView = Transition & { readonly slot: string }
export type FillView = Fill & { readonly slot: string }
export type TradeView = Trade & { readonly slot: string }
export interface OrderEventView {
  readonly slot: string
  readonly time: number
  /** Of the order, counted within its slot. */
  readonly id: number
  /** `filled`: a part of it or all; the status tells which. */
  readonly event: 'placed' | 'accepted' | 'filled' | 'cancelled' | 'rejected'
  /** What the order is from then on. */
  readonly status: OrderStatus
  readonly side: string
  readonly type: string
  readonly quantity: number | null
  readonly price: number | null
  readonly reason: string
}
export interface NoteView {
  readonly time: number
  readonly kind: 'fault' | 'script' | 'log' | 'runner' | 'risk' | 'config'
  readonly source: string
  readonly text: string
}

/** "file.lua:12: what was wrong", or the callback where no line is known. */
export function describeError({ callback, message, file, line }: ScriptError): string {
  const place = file === null ? callback : `${file}${line === null ? '' : `:${line}`}`
  return `${place}: ${message}`
}

export function slotView(slot: LiveSlot, { paused }: RiskMemory): SlotView {
  const { kernel, script } = slot
  const { state: s } = kernel
  const { metadata } = script
  return {
    key: slot.key,
    script: script.file,
    strategy: script.id,
    symbol: slot.symbol,
    name: metadata.name,
    version: metadata.version,
    timeframe: metadata.timeframe,
    status: slot.seat === null ? 'detached' : s.isQuarantined ? 'quarantined' : 'running',
    state: s.state,
    barsInState: s.barsInState,
    bars: s.barIndex + 1,
    warmup: metadata.warmup,
    price: Number.isNaN(s.price) ? null : s.price,
    position: positionView(slot),
    order:
      s.entry === null
        ? null
        : {
            side: s.entry.side,
            type: s.entry.type,
            quantity: s.entry.quantity,
            price: s.entry.price,
          },
    pnl: slotEquity(kernel) - kernel.account.initialCash,
    trades: s.trades,
    faults: s.faults,
    lastError: slot.lastError,
    cpuMs: rounded(slot.seat?.usage.cpuMs),
    heapMb: rounded(slot.seat?.usage.heapMb),
    isPaused: paused.includes(slot.key),
    isBarsOnly: s.isBarsOnly === true,
    droppedLines: slot.droppedLines,
  }
}

const rounded = (value: number | undefined) =>
  value === undefined ? null : Math.round(value * 10) / 10

function positionView({ kernel }: LiveSlot): PositionView | null {
  const { position, price } = kernel.state
  if (position === null) return null
  const { side, sign, quantity, entryPrice, entryTime, stop, target } = position
  const unrealizedPnl = sign * (price - entryPrice) * quantity
  return { side, quantity, entryPrice, entryTime, stop, target, unrealizedPnl }
}

export function scriptView(status: ScriptStatus): ScriptView {
  const { id, file, running, diagnostics, refusal, sha256, loads } = status
  const isCurrent = running?.sources.sha256 === sha256
  return {
    ...{ file, strategy: id },
    name: running?.metadata.name ?? null,
    version: running?.metadata.version ?? null,
    sha256,
    status: isCurrent ? 'running' : running === null ? 'refused' : 'outdated',
    loads,
    refusal,
    diagnostics,
  }
}

export function accountView(engine: Engine, totals: TradeTotals): AccountView {
  const { account } = engine
  return {
    initialCash: account.initialCash,
    cash: account.cash,
    equity: equity(account),
    positions: account.slots.filter(({ state }) => state.position !== null).length,
    ...totals,
    isRuined: account.isRuined,
  }
}

/** Of all slots, those that are gone included. */
export interface TradeTotals {
  readonly trades: number
  readonly wins: number
  readonly fees: number
}
