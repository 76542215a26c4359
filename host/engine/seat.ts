// A slot's place in a runner process, and what crosses to it: plain data, decoded and checked.
import type { Answer } from '#kernel/answer.ts'
import type { ScriptError } from '#sdk/domain.ts'
import { ScriptFault } from '../runner/client.ts'
import { decodeAnswer, decodeError } from '../runner/decode.ts'
import type { Call, Logs, SlotSpec, SlotStart, TurnResult, Usage } from '../runner/protocol.ts'

/** `slot` is the key of the slot that it is of. */
export type SeatSpec = Omit<SlotSpec, 'id'> & { readonly slot: string }
export type SeatStart = Omit<SlotStart, 'memory'>

export interface Seat {
  readonly spec: SeatSpec
  /** In its runner; another one after each reopening. */
  id: number
  start: SeatStart | null
  /** What the script has to remember, as of its last completed turn. */
  memory: string | null
  /** Of all its isolates: the CPU time of those that are gone is in `spentMs`. */
  usage: Usage
  spentMs: number
  /** Turns so far, and the ms of CPU time that they have taken. */
  turns: number
  busyMs: number
  /** Why the script cannot be opened any more; null while it can. */
  broken: ScriptError | null
}

export function createSeat(spec: SeatSpec, id: number): Seat {
  const usage = { cpuMs: 0, heapMb: 0 }
  return {
    spec,
    id,
    start: null,
    memory: null,
    usage,
    spentMs: 0,
    turns: 0,
    busyMs: 0,
    broken: null,
  }
}

/** Where scripts sit and are asked: in runners, or in the journal's memory of them. */
export interface Seats {
  /** Loads a script into a seat of its own; a ScriptFault says that it could not be borne. */
  open(spec: SeatSpec): Promise<{ readonly seat: Seat; readonly report: Opened }>
  start(seat: Seat, start: SeatStart, memory: string | null): Promise<void>
  close(seat: Seat): Promise<void>
  /** Asks all of them at once; whatever happens, each turn has a result. */
  ask(turns: readonly SeatTurn[]): Promise<Map<Seat, SeatResult>>
}

export type Opened = { readonly ok: true } | { readonly ok: false; readonly message: string }

export interface SeatTurn {
  readonly seat: Seat
  /** Of the slot, and how many turns it has had before. */
  readonly slot: string
  readonly turn: number
  readonly calls: readonly Call[]
}

/** What came of one call: a callback's answer, or null; a hook's error, or null. */
export type CallResult =
  | { readonly call: 'callback'; readonly answer: Answer }
  | { readonly call: 'hook'; readonly error: ScriptError | null }

export interface SeatResult {
  /** Of the calls in order, up to the one in which the script was lost. */
  readonly results: readonly CallResult[]
  readonly logs: Logs
  /** The script was ended in the call after these results. */
  readonly lost: ScriptError | null
}

const NOTHING: CallResult = { call: 'callback', answer: null }

/** Throws where the answers are not what an honest guest could have given. */
export function decodeTurn({ calls }: SeatTurn, { answers, logs, lost }: TurnResult): SeatResult {
  const results = answers.map((text, i): CallResult => {
    if ('callback' in calls[i]!) {
      return text === null ? NOTHING : { call: 'callback', answer: decodeAnswer(text) }
    }
    return { call: 'hook', error: text === null ? null : decodeError(text) }
  })
  return { results, logs, lost }
}

export function lostTurn(error: ScriptError): SeatResult {
  return { results: [], logs: { lines: [], dropped: 0 }, lost: error }
}

/** What went wrong on the way to a script, as an error of the script's. */
export function asScriptError(error: unknown): ScriptError {
  if (error instanceof ScriptFault) return error.error
  return scriptError('runner-lost', error instanceof Error ? error.message : String(error))
}

export function scriptError(code: ScriptError['code'], message: string): ScriptError {
  const nowhere = { file: null, line: null, column: null, trace: [], time: null, barIndex: null }
  return { code, message, callback: 'load', ...nowhere }
}
