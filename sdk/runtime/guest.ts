// The guest: one loaded script beside its market data, asked from outside through a frame of
// numbers. It judges what the script returns, keeps context.data whole, and words every error.
import type { Answer } from '#kernel/answer.ts'
import { checkActions, type Situation } from '#sdk/check-actions.ts'
import {
  type Action,
  CALLBACKS,
  type Callback,
  HOOKS,
  type Hook,
  type ScriptError,
  type ScriptErrorCode,
  type Tree,
} from '#sdk/domain.ts'
import { FRAME, MARK } from '#sdk/frame.ts'
import type { ParamValue } from '#sdk/metadata.ts'
import { BuiltAction, REASON_CHARS_MAX } from './actions.ts'
import { type CustomIndicators, createCustomIndicators } from './custom-indicators.ts'
import { cut } from './cut.ts'
import { gaugesOf } from './gauges.ts'
import type { GuestLimits } from './guest-limits.ts'
import { createIndicators, type Indicators } from './indicators.ts'
import { createLog, type Log } from './log.ts'
import { createMarketData, type MarketData } from './market-data.ts'
import type { Feeds } from './market-memory.ts'
import { createRandom, type Random } from './random.ts'
import { bounded, NOTHING, type Place, type Raised, type Returned, type Script } from './script.ts'
import type { Traced } from './trace.ts'
import { checkTreeSize, freezeTree, TreeError } from './tree.ts'
import type { WarmupReport } from './warmth.ts'

/** What the script's surroundings are made of; language adapters read it. */
export interface World {
  readonly frame: Float64Array
  readonly mark: Int32Array
  readonly random: Random
  readonly log: Log
  /** The script's own indicators; adapters let it define them while it loads. */
  readonly customs: CustomIndicators
  readonly limits: GuestLimits
  /** The time (ms UTC) that the script's clocks show; 0 while it loads. */
  now(): number
  /** Set by `startGuest`, before the first call. */
  market: MarketData
  indicators: Indicators
  params: Readonly<Record<string, ParamValue>>
  /** What detectOpportunity found last; read-only for the script. */
  opportunity: Tree
  /** Why the callback that runs now may not return the action; null where it may, or none runs. */
  problemWith(action: Action): string | null
}

export interface WorldOptions {
  readonly frame: Float64Array
  readonly mark: Int32Array
  readonly seed: number
  /** Names the slot to the random generator. */
  readonly slotName: string
  readonly limits: GuestLimits
}

export function createWorld({ frame, mark, seed, slotName, limits }: WorldOptions): World {
  const now = () => frame[FRAME.time]! || 0
  const customs = createCustomIndicators()
  return {
    frame,
    mark,
    random: createRandom(seed, slotName, () => customs.refuse('random numbers')),
    log: createLog(now, limits),
    limits,
    customs,
    now() {
      customs.refuse('the clock')
      return now()
    },
    market: unstarted as MarketData,
    indicators: unstarted as Indicators,
    params: {},
    opportunity: null,
    problemWith: () => null,
  }
}

const unstarted: unknown = Object.freeze({})

/** What a script keeps from call to call, and what outlives its isolate. */
export interface Memory {
  readonly data: Tree
  readonly opportunity: Tree
}

/** Asked about the moment in the frame. */
export interface Guest extends Traced {
  warmup(): WarmupReport
}

export interface StartOptions {
  readonly feeds: Feeds
  readonly timeframe: string
  readonly params: Readonly<Record<string, ParamValue>>
  readonly memory: Memory | null
}

export function startGuest(script: Script, world: World, options: StartOptions): Guest {
  const { frame, mark } = world
  world.market = createMarketData(options.feeds, options.timeframe, frame)
  world.indicators = createIndicators(world.market, {
    customs: world.customs,
    spell: script.spell,
  })
  world.params = options.params
  world.opportunity = freezeTree(options.memory?.opportunity ?? null)
  let committed: Tree = options.memory?.data ?? {}
  script.data.write(committed)

  /** From here on the watch outside counts the script's time; `leave` ends it. */
  function enter(code: number): void {
    mark[MARK.callback] = code
    mark[MARK.bar] = frame[FRAME.barIndex]!
    mark[MARK.calls]! += 1
  }

  function leave(): void {
    mark[MARK.calls]! += 1
  }

  function checkedSize(tree: Tree, what: string): Tree {
    checkTreeSize(tree, what, world.limits.contextBytes)
    return tree
  }

  /** A call went well: what it made of its data is what the next one finds. */
  function keepData(): void {
    if (!script.data.isTouched()) return
    const read = script.data.read(committed)
    // Most calls change nothing: what is kept already has been weighed.
    if (read !== committed) committed = checkedSize(read, 'context.data')
  }

  /** A call failed: its data is as before, and the failure gets its place and words. */
  function failed(what: Callback | Hook, thrown: unknown): ScriptError {
    const raised = describe(what, thrown)
    script.data.write(committed)
    return error(what, raised)
  }

  function describe(what: Callback | Hook, thrown: unknown): Raised {
    // By their brands: `instanceof` would ask a proxy that was thrown.
    const rejected = Rejected.raised(thrown)
    if (rejected !== null) return rejected
    const raised = TreeError.is(thrown)
      ? { code: 'bad-data' as const, message: thrown.message, place: null, trace: [] }
      : script.describe(thrown)
    return { ...raised, place: raised.place ?? script.locate(what) }
  }

  function error(what: Callback | Hook, raised: Raised): ScriptError {
    const { code, message, place, trace } = bounded(raised)
    return {
      code,
      message,
      callback: what,
      file: place?.file ?? null,
      line: place?.line ?? null,
      column: place?.column ?? null,
      trace,
      time: frame[FRAME.time]!,
      barIndex: frame[FRAME.barIndex]!,
    }
  }

  function judge(callback: Callback, returned: Returned): Answer {
    if (returned.kind === 'nothing') return null
    const refuse = (what: string) => {
      const message = `${script.spell(callback)} returned ${what}; ${EXPECTED[callback]}`
      return reject('bad-return', message, callback)
    }
    if (returned.kind === 'wrong') throw refuse(returned.what)
    if (returned.kind === 'actions') {
      const actions = returned.actions.map(BuiltAction.action)
      const problem = checkActions(actions, situation(callback))
      built = returned.actions[0] ?? null
      if (problem === null) return { kind: 'actions', actions }
      const wrong = returned.actions[problem.index]
      const place = wrong === undefined ? null : BuiltAction.place(wrong)
      throw reject('bad-action', problem.message, callback, place)
    }
    if (callback !== 'detectOpportunity') throw refuse('a table')
    const opportunity = freezeTree(checkedSize(returned.read(), 'the opportunity'))
    world.opportunity = opportunity
    return { kind: 'opportunity', reason: reasonOf(opportunity) }
  }

  function reject(
    code: ScriptErrorCode,
    message: string,
    at: Callback | Hook,
    place?: Place | null,
  ) {
    return new Rejected({ code, message, place: place ?? script.locate(at), trace: [] })
  }

  const situation = (callback: Callback): Situation => ({
    callback,
    spell: script.spell,
    price: frame[FRAME.price]!,
    side: sideOf(frame[FRAME.side]!),
    hasDefaultSize: frame[FRAME.hasDefaultSize] === 1,
  })

  let current: Callback | null = null
  /** The first of the actions that were returned last. */
  let built: BuiltAction | null = null
  const gauges = gaugesOf(world)
  world.problemWith = (action) =>
    current === null ? null : (checkActions([action], situation(current))?.message ?? null)

  return {
    evaluate(callback) {
      const code = codeOf(callback)
      world.market.begin()
      world.random.reseed(frame[FRAME.sequence]!, code)
      current = callback
      built = null
      enter(code)
      let answer: Answer
      try {
        const returned = script.evaluate(callback)
        answer = returned === NOTHING ? null : judge(callback, returned)
        keepData()
        if (answer !== null) world.indicators.warmth.decided(frame[FRAME.barIndex]!)
      } catch (thrown) {
        answer = { kind: 'fault', error: failed(callback, thrown) }
      }
      leave()
      current = null
      return answer
    },
    hears: (hook) => script.defines.has(hook),
    hook(hook, payload) {
      if (!script.defines.has(hook)) return null
      const code = CALLBACKS.length + 1 + HOOKS.indexOf(hook)
      world.market.follow()
      world.random.reseed(frame[FRAME.sequence]!, code)
      enter(code)
      let failure: ScriptError | null = null
      try {
        if (script.hook(hook, payload)) {
          const message = `${script.spell(hook)} returned a value; a hook returns nothing`
          throw reject('bad-return', message, hook)
        }
        keepData()
      } catch (thrown) {
        failure = failed(hook, thrown)
      }
      leave()
      return failure
    },
    memory: () => ({ data: committed, opportunity: world.opportunity }),
    place: () => (built === null ? null : BuiltAction.place(built)),
    gauges,
    warmup: () => world.indicators.warmth.report(),
  }
}

/** A return value that the guest refused, on its way out of `run`. */
class Rejected {
  readonly #raised: Raised
  constructor(raised: Raised) {
    this.#raised = raised
  }

  static raised(value: unknown): Raised | null {
    return typeof value === 'object' && value !== null && #raised in value ? value.#raised : null
  }
}

/** A callback's number in the mark and in the random seed; 0 is none, hooks come after. */
function codeOf(callback: Callback): number {
  switch (callback) {
    case 'detectOpportunity':
      return 1
    case 'filterCommitment':
      return 2
    case 'managePosition':
      return 3
  }
}

const EXPECTED: Readonly<Record<Callback, string>> = {
  detectOpportunity: 'expected nothing, or a table that describes the opportunity',
  filterCommitment: 'expected nothing, action.enter or action.abandon',
  managePosition: 'expected nothing, an action such as action.exit, or a list of up to 8 of them',
}

const sideOf = (sign: number) => (sign === 0 ? null : sign > 0 ? 'long' : 'short')

function reasonOf(opportunity: Tree): string {
  if (typeof opportunity !== 'object' || opportunity === null || !('reason' in opportunity))
    return ''
  return typeof opportunity.reason === 'string' ? cut(opportunity.reason, REASON_CHARS_MAX) : ''
}
