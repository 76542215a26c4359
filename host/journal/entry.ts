// What a session's journal may hold, as one closed union. Times are the market's, in ms UTC; `wall`
// is this host's clock.
//
// Inputs are what a session is made of: played again in their order, with the scripts' answers as
// they were (`turn`), they give every other entry again. That is how a session is gone on with after
// the host's death, and how `watchfire replay` proves it.
import type { Answer } from '#kernel/answer.ts'
import type { Fact } from '#kernel/fact.ts'
import type { BrokerSpec } from '#kernel/spec.ts'
import type { Callback, Hook, ScriptError } from '#sdk/domain.ts'
import type { FeedInfo, OrderRules } from '../feeds/feed.ts'
import type { GateRecord } from '../feeds/gate.ts'
import type { RiskRules } from '../risk/rules.ts'

export type LogEntry =
  | SessionEntry
  | InstantEntry
  | TicksEntry
  | PastEntry
  | FeedsEntry
  | AdoptedEntry
  /** The script is gone, or kept out; `flatten`: what it holds is closed. */
  | {
      readonly type: 'withdrawn'
      readonly script: string
      readonly time: number
      readonly flatten?: true
    }
  /** Every entry order that rests is cancelled, and why. */
  | { readonly type: 'entries-cancelled'; readonly why: string; readonly time: number }
  | { readonly type: 'released'; readonly slot: string; readonly time: number }
  /** How orders are judged, filled and charged from here on. */
  | ({ readonly type: 'rules'; readonly time: number } & Rules)
  /** What the venue asks of orders from here on, in the feeds' order; null where it does not say. */
  | {
      readonly type: 'instruments'
      readonly rules: readonly (OrderRules | null)[]
      /** What is different, symbol by symbol. */
      readonly notes: readonly string[]
      readonly time: number
    }
  /** The kill switch: entry orders are cancelled, entries refused, positions closed where asked for. */
  | {
      readonly type: 'killed'
      readonly why: string
      readonly flatten: boolean
      readonly time: number
    }
  /** Entries are let in again after the kill switch. */
  | { readonly type: 'unblocked'; readonly time: number }
  /** A slot's entries are refused from here on, or let in again. */
  | {
      readonly type: 'paused'
      readonly slot: string
      readonly isPaused: boolean
      readonly time: number
    }
  /** A slot whose ticks took too long is asked at the closes of bars alone, or at ticks again. */
  | {
      readonly type: 'paced'
      readonly slot: string
      readonly isBarsOnly: boolean
      readonly why: string
      readonly time: number
    }
  /** By hand: a slot's entry order is cancelled, and what it holds closed at the next price. */
  | { readonly type: 'flattened'; readonly slot: string; readonly time: number }
  | TurnEntry
  /** What the machine made of it: orders, fills, transitions, trades, faults. */
  | { readonly type: 'fact'; readonly slot: string; readonly time: number; readonly fact: Fact }
  | {
      readonly type: 'slot'
      readonly change: 'attached' | 'reloaded' | 'detached' | 'removed'
      readonly slot: string
      readonly time: number
    }
  | { readonly type: 'log'; readonly slot: string; readonly time: number; readonly text: string }
  /** Data that the gate kept out, or let pass with a remark. */
  | ({ readonly type: 'quality' } & GateRecord)
  | {
      readonly type: 'script'
      readonly change: ScriptChange
      readonly script: string
      readonly sha256: string | null
      readonly wall: string
      /** Why it was refused, or what else there is to say. */
      readonly notes: readonly string[]
    }
  /** The configuration's file was saved: what came of it. */
  | {
      readonly type: 'config'
      readonly change: 'taken' | 'refused'
      readonly wall: string
      readonly notes: readonly string[]
    }
  /** Somebody changed something through the API, or by a key of the host's terminal. */
  | {
      readonly type: 'command'
      readonly wall: string
      readonly by: string
      /** The operation, as the API names it. */
      readonly what: string
      readonly detail: Readonly<Record<string, string>>
    }
  | {
      readonly type: 'runner-lost'
      readonly wall: string
      readonly message: string
      /** The slot that is held to be the cause; null where nobody is. */
      readonly slot: string | null
    }
  /** The state of everything up to here was kept beside the entries; its SHA-256. */
  | { readonly type: 'checkpoint'; readonly wall: string; readonly sha256: string }
  /** The host went on with the session after an end: its own, or one that it did not see coming. */
  | { readonly type: 'resumed'; readonly wall: string; readonly after: 'stop' | 'crash' }
  | {
      readonly type: 'end'
      readonly wall: string
      readonly time: number
      readonly reason: EndReason
      readonly equity: number
    }

/** `kept`: it should have been rolled back, and could not be. */
export type ScriptChange =
  | ('added' | 'reloaded' | 'refused' | 'removed' | 'rolled back' | 'kept')
  // A new version runs beside the live one; takes over from it; goes.
  | ('shadowed' | 'promoted' | 'dropped')

/** The same for all symbols; null: what the symbol's venue charges, and nothing where it does not say. */
export type BrokerRules = Omit<BrokerSpec, 'makerFee' | 'takerFee'> & {
  readonly makerFee: number | null
  readonly takerFee: number | null
}

export interface Rules {
  readonly broker: BrokerRules
  readonly risk: RiskRules
}

export type EndReason = 'finished' | 'stopped' | 'failed'

/** The first entry: what the session is played with. */
/** Of entries and checkpoints: it grows with what earlier sessions cannot be played by. */
export const JOURNAL_FORMAT = 2

export interface SessionEntry {
  readonly type: 'session'
  readonly engine: string
  /** Absent in sessions of format 1. */
  readonly format?: number
  readonly wall: string
  /** A venue, or where the recording lies. */
  readonly source: string
  readonly feeds: readonly FeedInfo[]
  readonly cash: number
  readonly rules: Rules
  readonly seed: number
  /** When its recording begins (ms UTC); null for a market that is not over. */
  readonly from: number | null
}

/** An instant of the market. Rows of [feed, openTime, open, high, low, close, volume]. */
export interface InstantEntry {
  readonly type: 'bars'
  readonly time: number
  readonly bars: readonly (readonly number[])[]
  /** Feeds for which only time passes. */
  readonly silent: readonly number[]
  /** Feeds of which nothing good has come for too long. */
  readonly stale: readonly number[]
}

/** Those ticks between the closes of bars that slots needed, as rows (tick-rows.ts). */
export interface TicksEntry {
  readonly type: 'ticks'
  /** Of the latest of them. */
  readonly time: number
  readonly ticks: readonly (readonly number[])[]
  readonly stale: readonly number[]
}

/** A feed's closed bars from before the session, as rows like an instant's. */
export interface PastEntry {
  readonly type: 'past'
  readonly bars: readonly (readonly number[])[]
}

/** More symbols are fed from here on, with their closed bars from before, as rows like an instant's. */
export interface FeedsEntry {
  readonly type: 'feeds'
  readonly feeds: readonly FeedInfo[]
  readonly bars: readonly (readonly number[])[]
  readonly time: number
}

/**
 * The script's version drives symbols from here on; the journal keeps it under this name. Without
 * `symbols`, all of its own and no others; with them, those alone, until the rest has its turn.
 */
export interface AdoptedEntry {
  readonly type: 'adopted'
  readonly script: string
  readonly version: string
  readonly symbols?: readonly string[]
  /** A shadow that begins where the live strategy stands. */
  readonly beside?: true
  readonly time: number
}

/** What a script was asked at once, where it was not nothing that came of it. */
export interface TurnEntry {
  readonly type: 'turn'
  readonly slot: string
  readonly time: number
  /** Counts the slot's turns from its first on, those without an entry included. */
  readonly turn: number
  readonly calls: readonly (Callback | Hook)[]
  /** Of the calls in order, up to the one in which the script was lost: what they returned, or the fault. */
  readonly results: readonly (Answer | ScriptError)[]
  readonly lost: ScriptError | null
  /** What the script has to remember from now on; absent where that has not changed. */
  readonly memory?: string | null
}

export type NumberedEntry = LogEntry & { readonly seq: number }

const INPUTS = new Set<LogEntry['type']>([
  ...(['bars', 'ticks', 'past', 'feeds', 'adopted', 'withdrawn', 'released'] as const),
  ...([
    'entries-cancelled',
    'rules',
    'instruments',
    'killed',
    'unblocked',
    'paused',
    'paced',
    'flattened',
  ] as const),
])

export const isInput = ({ type }: LogEntry): boolean => INPUTS.has(type)

/** Facts after which an order or a cancel is on its way. */
const ORDERS = new Set<Fact['type']>([
  'entryPlaced',
  'entryCancelled',
  'exitPlaced',
  'stopMoved',
  'targetMoved',
])

/** Whether it must be on the disk before anybody acts on it. */
export const isOrder = (entry: LogEntry): boolean =>
  entry.type === 'fact' && ORDERS.has(entry.fact.type)
