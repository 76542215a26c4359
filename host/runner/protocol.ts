// What the host and a runner say to each other. Only data crosses; structured clones, both ways.

import type { Packed } from '#kernel/pack.ts'
import type { BrokerSpec } from '#kernel/spec.ts'
import type { Callback, Hook, Language, ScriptError, Trade, Transition } from '#sdk/domain.ts'
import type { ParamValue } from '#sdk/metadata.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'
import type { Trace, TraceSpan } from '#sdk/runtime/trace.ts'
import type { WarmupReport } from '#sdk/runtime/warmth.ts'
import type { Limits } from '../limits.ts'
import type { Digest, DigestSpec } from './digest.ts'
import type { WireResults, WireTurns } from './turn-wire.ts'

/** A script's files as they are to be run: TypeScript is stripped already. */
export interface ScriptFiles {
  readonly language: Language
  /** Path of the entry, relative to the scripts folder. */
  readonly entry: string
  readonly files: readonly { readonly path: string; readonly code: string }[]
}

export interface FeedData {
  readonly symbol: string
  readonly intervalMs: number
  readonly count: number
  /** Six columns of `count` doubles each, in the order of BAR_COLUMNS. */
  readonly columns: ArrayBuffer
  /** When the symbol's sessions open, ms UTC, ascending; without it, every day of UTC. */
  readonly opens?: Float64Array | null
}

export interface SlotSpec {
  /** Small whole number, chosen by the host. */
  readonly id: number
  /** Seeds the script's random numbers together with `seed`. */
  readonly name: string
  readonly script: ScriptFiles
  readonly symbol: string
  readonly currency: string
  readonly seed: number
  readonly params: Readonly<Record<string, ParamValue>>
}

export interface BacktestJob {
  readonly runs: readonly JobRun[]
  readonly broker: BrokerSpec
  readonly initialCash: number
  /** Past errors of scripts; also past the loss of an isolate, but where a run is looked at closely. */
  readonly keepGoing: boolean
  /** One account for all runs, merged in time. */
  readonly isPortfolio: boolean
  /** Beside the script where that is possible; `outside` asks across the wall at each evaluation. */
  readonly placement: 'inside' | 'outside'
  /** Keeps each answer that was not nothing, for comparing runs. */
  readonly withDecisions: boolean
  /** What of each run to look at closely; of runs inside alone. */
  readonly trace?: TraceSpan | null | undefined
  /** Of each run only what a screen shows; of runs inside alone. */
  readonly digest?: DigestSpec | undefined
}

export interface JobRun {
  readonly slot: number
  readonly feed: number
  /** What holds for its symbol alone. */
  readonly rules?: Partial<BrokerSpec> | undefined
}

export interface RunResult {
  readonly slot: number
  readonly trades: readonly Trade[]
  readonly transitions: readonly Transition[]
  readonly errors: readonly ScriptError[]
  /** Strategy bars closed. */
  readonly bars: number
  /** Without a point where the job asked for a digest. */
  readonly equity: Equity
  readonly digest: Digest | null
  /** [time, callback, answer as JSON] of each answer, where the job asked for them. */
  readonly decisions: readonly Decision[]
  /** How often each callback was asked. */
  readonly asked: Readonly<Record<Callback, number>>
  /** What its indicators needed; null where the run was asked across the wall. */
  readonly warmup: WarmupReport | null
  readonly trace: Trace | null
  readonly logs: Logs
}

export type Decision = readonly [time: number, callback: Callback, answer: string]

export interface Equity {
  /** [time, equity] rows. */
  readonly rows: Float64Array
  readonly points: number
  readonly exposedPoints: number
}

export interface Logs {
  readonly lines: readonly { readonly time: number; readonly text: string }[]
  readonly dropped: number
}

/** As it crosses from process to process: a year's trades as objects would take longer than the run. */
export type PackedResult = Omit<RunResult, 'trades' | 'transitions'> & { readonly packed: Packed }

export interface BacktestReport<Result = RunResult> {
  readonly results: readonly Result[]
  /** Of the shared account. */
  readonly account: Equity | null
  /** Ms from the first bar to the last, nothing else. */
  readonly runMs: number
}

/** One slot's turn at an event: its hooks in order, then perhaps a callback, each with its frame. */
export interface Turn {
  readonly slot: number
  readonly calls: readonly Call[]
}

export type Call =
  | { readonly callback: Callback; readonly frame: Float64Array }
  | { readonly hook: Hook; readonly payload: string; readonly frame: Float64Array }

/** Per call: null, an answer or an error as JSON; `memory` where it changed. */
export interface TurnResult {
  readonly slot: number
  readonly answers: readonly (string | null)[]
  readonly memory: string | null
  readonly logs: Logs
  /** Of the isolate so far. */
  readonly usage: Usage
  /** CPU time of the turn, ms: so long others of its runner have waited for it. */
  readonly tookMs: number
  /** The isolate ended itself or was ended; it has to be opened again. */
  readonly lost: ScriptError | null
}

/** What a slot's isolate takes of the machine. */
export interface Usage {
  readonly cpuMs: number
  /** Of V8's heap. */
  readonly heapMb: number
}

export type Request =
  | Hello
  | { readonly type: 'feeds'; readonly feeds: readonly FeedData[] }
  /** Rows of seven numbers: a feed's index, then its bar in the order of BAR_COLUMNS. */
  | { readonly type: 'append'; readonly bars: Float64Array }
  | { readonly type: 'open'; readonly slot: SlotSpec }
  | { readonly type: 'start'; readonly slot: number; readonly start: SlotStart }
  | { readonly type: 'close'; readonly slot: number }
  /** `bars` are appended first. */
  | { readonly type: 'ask'; readonly bars: Float64Array; readonly turns: readonly Turn[] }
  | { readonly type: 'backtest'; readonly job: BacktestJob }
  /** Begins a backtest over ticks. `past`: bars of each of its feeds, in order, from before it. */
  | { readonly type: 'ticked-begin'; readonly job: BacktestJob; readonly past: readonly number[] }
  /** Goes on with it: rows of events (kernel/event-rows.ts). */
  | { readonly type: 'ticked-events'; readonly rows: Float64Array }
  | { readonly type: 'ticked-end' }

export interface Hello {
  readonly type: 'hello'
  readonly limits: Limits
  readonly bundles: readonly BundleMessage[]
  /** Its slots are a session's, which are asked for days. */
  readonly isLasting: boolean
}

/** A request as it crosses. */
export type WireRequest =
  | Exclude<Request, { readonly type: 'ask' }>
  | { readonly type: 'ask'; readonly bars: Float64Array; readonly turns: WireTurns }

export interface BundleMessage {
  readonly language: 'lua' | 'js'
  readonly code: string
  readonly cachedData: Uint8Array | null
}

export interface SlotStart {
  /** Indices of feeds; the slot's own symbol first. */
  readonly feeds: readonly number[]
  readonly timeframe: string
  readonly params: Readonly<Record<string, ParamValue>>
  readonly memory: string | null
}

export interface Replies {
  hello: { readonly cachedData: readonly (Uint8Array | null)[] }
  feeds: null
  append: null
  open: LoadReport
  start: null
  close: null
  ask: readonly TurnResult[]
  backtest: BacktestReport
  'ticked-begin': null
  /** Whether it is over early: a script has failed. */
  'ticked-events': { readonly hasFailed: boolean }
  'ticked-end': BacktestReport
}

/** What the runner itself says. */
export type Answer =
  | Replies[Exclude<Request['type'], 'backtest' | 'ticked-end' | 'ask'>]
  | WireResults
  | BacktestReport<PackedResult>

export type Reply = { readonly id: number; readonly value: unknown } | ReplyError
export interface ReplyError {
  readonly id: number
  /** A fault of the script's that ended the request. */
  readonly fault?: ScriptError & { readonly slot: number }
  /** A fault of ours. */
  readonly failure?: string
}

/** Out of turn: nobody wants the rest of this slot's run. Its backtest is answered at once, with what there is. */
export interface StopNote {
  readonly stop: number
}

/** Unasked: how far a backtest has come. */
export interface ProgressNote {
  readonly progress: number
}

/** A line on the watch pipe, every 50 ms. */
export interface Heartbeat {
  readonly rssMb: number
  /** What runs now, if anything: slot, callback, bar and for how many ms. */
  readonly running: { slot: number; callback: string; bar: number; ms: number } | null
}
