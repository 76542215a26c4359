// A slot that runs one Lua script over a few bars, as a runner would, but at the test's own pace.

import { DEFAULT_LIMITS } from '#host/limits.ts'
import type { Answer } from '#kernel/answer.ts'
import type { BarColumns, Callback, Hook, ScriptError, Tree } from '#sdk/domain.ts'
import { FRAME, FRAME_LENGTH, MARK_LENGTH } from '#sdk/frame.ts'
import type { ParamValue } from '#sdk/metadata.ts'
import { soleFeed } from '../support/sole-feed.ts'
import type { GuestBuild } from './build.ts'

export const HOUR = 3_600_000
/** 2024-01-01 00:00 UTC. */
export const START = Date.UTC(2024, 0, 1)

/** Bar i: close as given, open half below, high and low 1 away, volume 10 + i. */
export function bars(count: number, close: (i: number) => number): BarColumns {
  const column = (value: (i: number) => number) =>
    Float64Array.from({ length: count }, (_, i) => value(i))
  return {
    openTime: column((i) => START + i * HOUR),
    open: column((i) => close(i) - 0.5),
    high: column((i) => close(i) + 1),
    low: column((i) => close(i) - 1),
    close: column(close),
    volume: column((i) => 10 + i),
  }
}

export interface SlotOptions {
  readonly lib?: Readonly<Record<string, string>>
  readonly params?: Readonly<Record<string, ParamValue>>
  readonly memory?: { data: Tree; opportunity: Tree }
  readonly seed?: number
}

type FrameChanges = Partial<Record<keyof typeof FRAME, number>>

const HEADER = 'strategy = { name = "test", timeframe = "1h" } '

/** The script's first line is line 1: what makes it a strategy stands before it on that line. */
export function openSlot(guest: GuestBuild, script: string, options: SlotOptions = {}) {
  const frame = new Float64Array(FRAME_LENGTH).fill(Number.NaN)
  const mark = new Int32Array(MARK_LENGTH)
  for (const key of ['state', 'side', 'pendingSide', 'isStale'] as const) frame[FRAME[key]] = 0
  const seed = options.seed ?? 1
  const limits = DEFAULT_LIMITS
  const world = guest.createWorld({ frame, mark, seed, slotName: 'test', limits })
  const code = script.includes('strategy =') ? script : HEADER + script
  const lib = Object.entries(options.lib ?? {}).map(([path, text]) => ({ path, code: text }))
  const files = [{ path: 'test.lua', code }, ...lib]
  const source = { files, entry: 'test.lua', symbol: 'BTCUSDT', currency: 'USDT' }
  const loaded = guest.loadLua(world, source)
  const columns = bars(200, (i) => 100 + i)
  const running = guest.startGuest(loaded, world, {
    feeds: soleFeed({ symbol: 'BTCUSDT', intervalMs: HOUR, columns, count: 200, visible: 0 }),
    timeframe: '1h',
    params: options.params ?? {},
    memory: options.memory ?? null,
  })

  /** Calls at the close of bar `bar` (0-based), 100 + bar. */
  function evaluate(callback: Callback, bar = 0, changes: FrameChanges = {}): Answer {
    frame[FRAME.visible] = bar + 1
    frame[FRAME.barIndex] = bar
    frame[FRAME.time] = START + (bar + 1) * HOUR
    frame[FRAME.price] = 100 + bar
    frame[FRAME.isBarClose] = 1
    frame[FRAME.sequence] = bar
    for (const [key, value] of Object.entries(changes)) {
      frame[FRAME[key as keyof typeof FRAME]] = value
    }
    return running.evaluate(callback)
  }

  return {
    script: loaded,
    memory: () => running.memory(),
    evaluate,
    detect: (bar = 0, changes: FrameChanges = {}) =>
      evaluate('detectOpportunity', bar, { state: 0, side: 0, ...changes }),
    filter: (bar = 0, changes: FrameChanges = {}) =>
      evaluate('filterCommitment', bar, { state: 1, ...changes }),
    manage: (bar = 0, changes: FrameChanges = {}) =>
      evaluate('managePosition', bar, { state: 2, side: 1, ...changes }),
    hook: (hook: Hook, payload: Tree): ScriptError | null => running.hook(hook, payload),
    logs: () => world.log.drain().lines.map(({ text }) => text),
  }
}

export type Slot = ReturnType<typeof openSlot>

/** What a body of detect_opportunity logs, line by line. */
export function logged(
  guest: GuestBuild,
  body: string,
  options: SlotOptions = {},
  bar = 0,
): string[] {
  const slot = openSlot(
    guest,
    `function detect_opportunity(market, context, indicators) ${body}\nend`,
    options,
  )
  const answer = slot.detect(bar)
  if (answer !== null) throw new Error(`the script answered ${JSON.stringify(answer)}`)
  return slot.logs()
}

/** The error that a body of detect_opportunity ends in; its first line is line 1. */
export function failure(guest: GuestBuild, body: string, options: SlotOptions = {}): ScriptError {
  const slot = openSlot(
    guest,
    `function detect_opportunity(market, context, indicators) ${body}\nend`,
    options,
  )
  const answer = slot.detect()
  if (answer?.kind !== 'fault') throw new Error(`no fault, but ${JSON.stringify(answer)}`)
  return answer.error
}
