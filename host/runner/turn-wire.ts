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
  /** Per call as many numbers as the longest frame has, the same for all. */
  readonly frames: Float64Array
  /** Of the hooks, in order. */
  readonly payloads: readonly string[]
}

export interface WireResults {
  /** Per turn: the slot, how many answers, its usage, and how long it took. */
  readonly turns: Float64Array
  /** null where nothing came of a turn. */
  readonly told: readonly (Told | null)[]
}

/** What does not go as numbers. */
type Told = Omit<TurnResult, 'slot' | 'usage' | 'tookMs'>

export const NO_LOGS: Logs = { lines: [], dropped: 0 }
const RESULT_WIDTH = 5
/** What comes of most turns. */
const ONE_NULL: readonly null[] = [null]

export function packTurns(turns: readonly Turn[]): WireTurns {
  const heads = new Int32Array(2 * turns.length)
  let count = 0
  let width = FRAME_LENGTH
  for (let i = 0; i < turns.length; i++) {
    const { slot, calls } = turns[i]!
    heads[2 * i] = slot
    heads[2 * i + 1] = calls.length
    count += calls.length
    for (const { frame } of calls) width = Math.max(width, frame.length)
  }
  const names = new Int32Array(count)
  const frames = new Float64Array(count * width).fill(Number.NaN)
  const payloads: string[] = []
  let at = 0
  for (const { calls } of turns) {
    for (const call of calls) {
      names[at] = codeOf(call)
      frames.set(call.frame, at * width)
      if ('hook' in call) payloads.push(call.payload)
      at += 1
    }
  }
  return { turns: heads, names, frames, payloads }
}

const codeOf = (call: Call): number =>
  'callback' in call
    ? CALLBACKS.indexOf(call.callback)
    : CALLBACKS.length + HOOKS.indexOf(call.hook)

export function unpackTurns({ turns, names, frames, payloads }: WireTurns): Turn[] {
  const width = frames.length / names.length
  let hooks = 0
  const all = Array.from(names, (name, i): Call => {
    const frame = frames.subarray(i * width, (i + 1) * width)
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
  const told = results.map(({ slot, usage, tookMs, ...rest }, i) => {
    const at = i * RESULT_WIDTH
    turns[at] = slot
    turns[at + 1] = rest.answers.length
    turns[at + 2] = usage.cpuMs
    turns[at + 3] = usage.heapMb
    turns[at + 4] = tookMs
    return isQuiet(rest) ? null : rest
  })
  return { turns, told }
}

export function unpackResults({ turns, told }: WireResults): TurnResult[] {
  return told.map((rest, i) => {
    const at = i * RESULT_WIDTH
    const slot = turns[at]!
    const usage = { cpuMs: turns[at + 2]!, heapMb: turns[at + 3]! }
    const tookMs = turns[at + 4]!
    if (rest !== null) return { slot, usage, tookMs, ...rest }
    const answers = turns[at + 1] === 1 ? ONE_NULL : new Array<null>(turns[at + 1]!).fill(null)
    return { slot, answers, memory: null, logs: NO_LOGS, usage, tookMs, lost: null }
  })
}

function isQuiet({ answers, memory, logs, lost }: Told): boolean {
  const isSilent = logs.lines.length === 0 && logs.dropped === 0
  return isSilent && memory === null && lost === null && answers.every((one) => one === null)
}
