// The isolate's side of the wall: what the runner calls, in numbers and strings only.

import { createAccount } from '#kernel/account.ts'
import type { Answer } from '#kernel/answer.ts'
import { runAlone } from '#kernel/backtest.ts'
import { createObservation, type Observation, observe } from '#kernel/observe.ts'
import { type Packed, pack } from '#kernel/pack.ts'
import { createRecord } from '#kernel/record.ts'
import { createRun } from '#kernel/run.ts'
import type { BrokerSpec, StrategySpec } from '#kernel/spec.ts'
import { CALLBACKS, HOOKS, type ScriptError } from '#sdk/domain.ts'
import { MARK, MARK_LENGTH } from '#sdk/frame.ts'
import { type Metadata, type ParamValue, readMetadata, resolveParams } from '#sdk/metadata.ts'
import { createWorld, type Guest, type Memory, startGuest, type World } from './guest.ts'
import type { GuestLimits } from './guest-limits.ts'
import { type FeedList, type MarketMemory, openFeeds } from './market-memory.ts'
import { bounded, LoadError, type Script } from './script.ts'
import type { Feed } from './series.ts'
import { createTrace, type Trace, type TraceSpan, traced } from './trace.ts'
import { decodeTree, encodeTree } from './tree.ts'
import type { WarmupReport } from './warmth.ts'

/** Shared memory by which host and isolate see the same numbers. */
export interface Shared {
  readonly frame: SharedArrayBuffer
  readonly marks: SharedArrayBuffer
  /** Bytes before this slot's own mark. */
  readonly markOffset: number
}

export interface BootOptions extends Shared {
  readonly market: MarketMemory
  readonly seed: number
  readonly slotName: string
  readonly limits: GuestLimits
}

/** What the host learns when a script has loaded; the second form when it has not. */
export type LoadReport =
  | {
      readonly ok: true
      readonly metadata: Metadata
      readonly params: Readonly<Record<string, ParamValue>>
      readonly problems: readonly { path: readonly string[]; message: string }[]
      readonly defines: readonly string[]
    }
  | {
      readonly ok: false
      readonly code: string
      readonly message: string
      readonly file: string | null
      readonly line: number | null
      readonly column: number | null
      readonly trace: readonly string[]
    }

export interface StartMessage extends FeedList {
  readonly timeframe: string
  readonly params: Readonly<Record<string, ParamValue>>
  /** What `memory()` gave in an earlier life, or null. */
  readonly memory: string | null
}

export interface AloneOptions {
  readonly strategy: StrategySpec
  readonly broker: BrokerSpec
  readonly initialCash: number
  /** [time, equity] rows: 16 bytes a strategy bar. */
  readonly equity: SharedArrayBuffer
  /** Doubles: data bars done; 1 from whoever does not want the rest of the run. */
  readonly progress: SharedArrayBuffer
  /** Past the script's errors. */
  readonly keepGoing: boolean
  readonly withDecisions: boolean
  /** What of it to look at closely. */
  readonly trace?: TraceSpan | null | undefined
}

/** What a run leaves, in a form that is cheap to copy out. */
export interface AloneResult {
  readonly packed: Packed
  /** An AloneRest as JSON. */
  readonly rest: string
}

export interface AloneRest {
  readonly errors: readonly ScriptError[]
  readonly points: number
  readonly exposedPoints: number
  /** Strategy bars closed. */
  readonly bars: number
  readonly observation: Observation | null
  readonly warmup: WarmupReport
  readonly trace: Trace | null
}

/** How one language loads its files into a Script. */
export type Loader<Source> = (world: World, source: Source) => Script

export function createSession<Source>(load: Loader<Source>) {
  let world: World
  let script: Script
  let guest: Guest
  let market: MarketMemory
  let own: Feed
  let told: Memory

  function hasToTell(): boolean {
    const { data, opportunity } = guest.memory()
    return data !== told.data || opportunity !== told.opportunity
  }

  function markNews(): void {
    world.mark[MARK.news] = hasToTell() || !world.log.isEmpty() ? 1 : 0
  }

  return {
    /** First: memory and chance, before any user code. */
    boot(options: BootOptions): World {
      const frame = new Float64Array(options.frame)
      const mark = new Int32Array(options.marks, options.markOffset, MARK_LENGTH)
      const { seed, slotName, limits } = options
      market = options.market
      world = createWorld({ frame, mark, seed, slotName, limits })
      return world
    },

    /** Second: the script's top level has run (JS) or runs now (Lua). */
    load(source: Source, params: Readonly<Record<string, ParamValue>>): string {
      try {
        script = load(world, source)
      } catch (thrown) {
        return JSON.stringify(loadFailure(thrown))
      }
      const { metadata, problems } = readMetadata(script.metadata)
      const resolved = resolveParams(metadata.params, params)
      const report: LoadReport = {
        ok: true,
        metadata,
        params: resolved.params,
        problems: [...problems, ...resolved.problems],
        defines: [...script.defines],
      }
      return JSON.stringify(report)
    },

    /** Third: the bars to look at. */
    start(message: StartMessage): void {
      const feeds = openFeeds(market, message)
      own = feeds.own
      const memory = message.memory === null ? null : decodeMemory(message.memory)
      guest = startGuest(script, world, {
        feeds,
        timeframe: message.timeframe,
        params: Object.freeze({ ...message.params }),
        memory,
      })
      told = guest.memory()
    },

    /** Asks a callback about the frame: 0 for nothing, else an answer as JSON. */
    evaluate(callback: number): number | string {
      const answer = guest.evaluate(CALLBACKS[callback]!)
      markNews()
      return answer === null ? 0 : JSON.stringify(answer satisfies Answer)
    },

    /** Calls a hook: 0 for done, else the error as JSON. */
    hook(hook: number, payload: string): number | string {
      const error = guest.hook(HOOKS[hook]!, decodeTree(payload))
      markNews()
      return error === null ? 0 : JSON.stringify(error)
    },

    /** What must outlive the isolate, where it changed since it was last asked; else 0. */
    memory(): number | string {
      if (!hasToTell()) return 0
      told = guest.memory()
      return encodeTree({ data: told.data, opportunity: told.opportunity })
    },

    logs(): string {
      return JSON.stringify(world.log.drain())
    },

    /** Runs the whole backtest here. */
    runAlone(options: AloneOptions): AloneResult {
      const feed = own
      const progress = new Float64Array(options.progress)
      const record = createRecord(new Float64Array(options.equity))
      const observation = options.withDecisions ? createObservation() : null
      const trace = options.trace == null ? null : createTrace()
      const asked = trace === null ? guest : traced(guest, world.frame, options.trace!, trace)
      const run = createRun({
        strategy: options.strategy,
        broker: options.broker,
        account: createAccount(options.initialCash),
        intervalMs: feed.intervalMs,
        columns: feed.columns,
        frame: world.frame,
        oracle: observation === null ? asked : observe(asked, world.frame, observation),
        record,
      })
      runAlone(run, feed.count, options.keepGoing, (done) => {
        progress[0] = done
        return progress[1] !== 1
      })
      const { points, exposedPoints } = record.equity
      const { trades, transitions, errors } = record
      const bars = run.slot.state.barIndex + 1
      const warmup = guest.warmup()
      const rest: AloneRest = { errors, points, exposedPoints, bars, observation, warmup, trace }
      const result = { packed: pack(trades, transitions), rest: JSON.stringify(rest) }
      // What a script has put off by async functions runs after this one: on its time, watched.
      world.mark[MARK.calls]! += 1
      return result
    },
  }
}

function decodeMemory(text: string) {
  const memory = decodeTree(text) as { data: never; opportunity: never }
  return { data: memory.data, opportunity: memory.opportunity }
}

function loadFailure(thrown: unknown): LoadReport {
  if (!(thrown instanceof LoadError)) throw thrown
  const { code, message, place, trace } = bounded(thrown.raised)
  return {
    ok: false,
    code,
    message,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    trace,
  }
}
