// Turns and what came of them as they cross from process to process: a few arrays of numbers, since
// a thousand slots as a thousand objects take longer to write and read than to ask.
import { CALLBACKS, HOOKS } from '#sdk/domain.ts'
import { FRAME_LENGTH } from '#sdk/frame.ts'
import type { Call, Logs, Turn, TurnResult } from './protocol.ts'

export interface WireTurns {
  /** Per turn: the slot, and how many calls. */
  readonly turns: Int32Array
  /** Per call: its index in CALLBACKS, or in HOOKS behind them. */
  readonly names: Int32Array
  /** Per call, FRAME_LENGTH numbers. */
  readonly frames: Float64Array
  /** Of the hooks, in order. */
  readonly payloads: readonly string[]
}

export interface WireResults {
  /** Per turn: the slot, how many answers, and its usage. */
  readonly turns: Float64Array
  /** null where nothing came of a turn. */
  readonly told: readonly (Omit<TurnResult, 'slot' | 'usage'> | null)[]
}

export const NO_LOGS: Logs = { lines: [], dropped: 0 }
const RESULT_WIDTH = 4

export function packTurns(turns: readonly Turn[]): WireTurns {
  const calls = turns.flatMap((turn) => turn.calls)
  const frames = new Float64Array(calls.length * FRAME_LENGTH)
  for (const [i, { frame }] of calls.entries()) frames.set(frame, i * FRAME_LENGTH)
  return {
    turns: Int32Array.from(turns.flatMap(({ slot, calls: its }) => [slot, its.length])),
    names: Int32Array.from(calls, (call) =>
      'callback' in call
        ? CALLBACKS.indexOf(call.callback)
        : CALLBACKS.length + HOOKS.indexOf(call.hook),
    ),
    frames,
    payloads: calls.flatMap((call) => ('hook' in call ? [call.payload] : [])),
  }
}

export function unpackTurns({ turns, names, frames, payloads }: WireTurns): Turn[] {
  let hooks = 0
  const all = Array.from(names, (name, i): Call => {
    const frame = frames.subarray(i * FRAME_LENGTH, (i + 1) * FRAME_LENGTH)
    const callback = CALLBACKS[name]
    if (callback !== undefined) return { callback, frame }
    return { hook: HOOKS[name - CALLBACKS.length]!, payload: payloads[hooks++]!, frame }
  })
  let first = 0
  return Array.from({ length: turns.length / 2 }, (_, i) => {
    const calls = all.slice(first, first + turns[2 * i + 1]!)
    first += calls.length
    return { slot: turns[2 * i]!, calls }
  })
}

export function packResults(results: readonly TurnResult[]): WireResults {
  const turns = new Float64Array(results.length * RESULT_WIDTH)
  const told = results.map(({ slot, usage, ...rest }, i) => {
    turns.set([slot, rest.answers.length, usage.cpuMs, usage.heapMb], i * RESULT_WIDTH)
    return isQuiet(rest) ? null : rest
  })
  return { turns, told }
}

export function unpackResults({ turns, told }: WireResults): TurnResult[] {
  return told.map((rest, i) => {
    const [slot, count, cpuMs, heapMb] = turns.subarray(i * RESULT_WIDTH, (i + 1) * RESULT_WIDTH)
    const usage = { cpuMs: cpuMs!, heapMb: heapMb! }
    const nothing = { answers: new Array<null>(count!).fill(null), memory: null, lost: null }
    return { slot: slot!, usage, ...(rest ?? { ...nothing, logs: NO_LOGS }) }
  })
}

function isQuiet({ answers, memory, logs, lost }: Omit<TurnResult, 'slot' | 'usage'>): boolean {
  const isSilent = logs.lines.length === 0 && logs.dropped === 0
  return isSilent && memory === null && lost === null && answers.every((one) => one === null)
}
