// JavaScript and TypeScript scripts: the 'watchfire' module they import, and the Script that the
// guest makes of their default export.
import type { Action, Callback, Hook, Tree } from '#sdk/domain.ts'
import { CALLBACKS, HOOKS } from '#sdk/domain.ts'
import { ActionError, actionBuilders, BuiltAction, type Options, show } from '../actions.ts'
import type { World } from '../guest.ts'
import {
  LoadError,
  NOTHING,
  type Place,
  type Raised,
  type Returned,
  type Script,
} from '../script.ts'
import { copyTree, freezeTree } from '../tree.ts'
import { contextView } from './context-view.ts'
import { customIndicator, indicatorView } from './indicator-view.ts'
import { inspect } from './inspect.ts'
import { marketView } from './market-view.ts'
import { describeFrame, ownFrames } from './stack.ts'

type Definition = Readonly<Record<string, unknown>>
type Method = (...args: unknown[]) => unknown

/** What `import … from 'watchfire'` gives. */
export interface AuthorModule {
  readonly defineStrategy: (definition: Definition) => Definition
  readonly defineIndicator: (definition: Definition) => Method
  readonly action: Readonly<Record<string, (argument?: unknown) => BuiltAction>>
  readonly log: (...values: unknown[]) => void
}

export interface JsFiles {
  /** Paths as they appear in stacks, relative to the scripts folder. */
  readonly names: ReadonlySet<string>
  readonly entry: string
  readonly entryCode: string
  /** Of all files. */
  readonly text: string
}

export function authorModule(world: World): AuthorModule {
  const atr = () => world.indicators.read('atr', [14], null).handle.latest()
  const build = actionBuilders((name) => name, atr)
  // Judged where it is built, so that the error points at the author's own line.
  const built = (action: Action) => {
    const problem = world.problemWith(action)
    if (problem !== null) throw new ActionError(problem)
    return new BuiltAction(action, () => null)
  }
  const options = (name: string, argument: unknown): Options => {
    if (argument === undefined) return {}
    if (typeof argument === 'object' && argument !== null && !Array.isArray(argument)) {
      return { ...argument }
    }
    throw new ActionError(
      `action.${name}: expected an object of options, received ${show(argument)}`,
    )
  }
  const action = Object.freeze({
    enter: (argument?: unknown) => built(build.enter(options('enter', argument))),
    exit: (argument?: unknown) => built(build.exit(options('exit', argument))),
    abandon: (reason?: unknown) => built(build.abandon(reason)),
    updateStop: (price?: unknown) => built(build.updateStop(price)),
    updateTarget: (price?: unknown) => built(build.updateTarget(price)),
    removeStop: () => built(build.removeStop()),
    removeTarget: () => built(build.removeTarget()),
    trailStop: (argument?: unknown) => built(build.trailStop(options('trailStop', argument))),
  })
  const log = (...values: unknown[]) => world.log.write(values.map((one) => inspect(one)).join(' '))
  const defineStrategy = (definition: Definition) => definition
  const defineIndicator = (definition: Definition) => customIndicator(world, definition)
  return Object.freeze({ defineStrategy, defineIndicator, action, log })
}

/** Makes a Script of a module's default export. */
export function readDefinition(
  exported: unknown,
  world: World,
  files: JsFiles,
  market: { symbol: string; currency: string },
): Script {
  if (typeof exported !== 'object' || exported === null) {
    const message = `expected \`export default defineStrategy({...})\`, received ${show(exported)}`
    const place = { file: files.entry, line: 1, column: 1 }
    throw new LoadError({ code: 'load', message, place, trace: [] })
  }
  const definition = exported as Definition
  const { methods, metadata } = readProperties(definition, files)
  world.customs.close()
  const marketObject = marketView(world, market.symbol)
  const indicatorsObject = indicatorView(world, files.text)
  const { context, data } = contextView(world, market.currency)
  const callbacks = CALLBACKS.map((name) => methods.get(name) ?? (() => undefined))
  const [detect, filter, manage] = callbacks as [Method, Method, Method]
  return {
    metadata,
    defines: new Set(methods.keys()),
    spell: (name) => name,
    evaluate(callback) {
      // One call site each: V8 inlines what it sees called from one place only.
      switch (callback) {
        case 'detectOpportunity':
          return classify(
            detect.call(definition, marketObject, context, indicatorsObject),
            callback,
          )
        case 'filterCommitment':
          return classify(
            filter.call(definition, marketObject, context, indicatorsObject),
            callback,
          )
        case 'managePosition':
          return classify(
            manage.call(definition, marketObject, context, indicatorsObject),
            callback,
          )
      }
    },
    hook(hook, payload) {
      const method = methods.get(hook)!
      const value = freezeTree(copyTree(payload, hook)) as unknown
      const result =
        hook === 'onInit'
          ? method.call(definition, context)
          : hook === 'onReload'
            ? method.call(definition, context, value)
            : method.call(definition, value, context)
      return result !== undefined && result !== null && result !== false
    },
    locate: (callback) => locate(callback, files),
    describe: (thrown) => describe(thrown, files),
    data,
  }
}

/** Getters and proxies of the script's run here: what they throw is the script's failure to load. */
function readProperties(definition: Definition, files: JsFiles) {
  const methods = new Map<Callback | Hook, Method>()
  const metadata: Record<string, unknown> = {}
  try {
    for (const key of Object.keys(definition)) {
      const value = definition[key]
      const isMethod = ([...CALLBACKS, ...HOOKS] as string[]).includes(key)
      if (!isMethod) metadata[key] = typeof value === 'function' ? value : copyTree(value, key)
      else if (typeof value === 'function') methods.set(key as Callback | Hook, value as Method)
    }
  } catch (thrown) {
    throw new LoadError({ ...describe(thrown, files), code: 'load' })
  }
  return { methods, metadata }
}

function classify(value: unknown, callback: Callback): Returned {
  if (value === undefined || value === null || value === false) return NOTHING
  if (BuiltAction.is(value)) return { kind: 'actions', actions: [value] }
  if (Array.isArray(value)) {
    const items: unknown[] = [...value]
    if (items.length === 0) {
      return callback === 'managePosition' ? NOTHING : { kind: 'wrong', what: 'an empty list' }
    }
    const stranger = items.findIndex((item) => !BuiltAction.is(item))
    if (stranger < 0) return { kind: 'actions', actions: items as BuiltAction[] }
    return { kind: 'wrong', what: `a list that holds ${show(items[stranger])}` }
  }
  if (typeof value !== 'object') return { kind: 'wrong', what: show(value) }
  if (typeof (value as { then?: unknown }).then === 'function') {
    return { kind: 'wrong', what: 'a promise' }
  }
  return { kind: 'table', read: (): Tree => copyTree(value, 'opportunity') }
}

const MESSAGE_CHARS_MAX = 2000

/** What was thrown may be anything, and looking at it may throw again. */
function describe(thrown: unknown, files: JsFiles): Raised {
  try {
    return thrown instanceof Error ? describeError(thrown, files) : describeValue(thrown)
  } catch {
    const message = 'threw a value that throws when it is looked at'
    return { code: 'threw', message, place: null, trace: [] }
  }
}

function describeError(thrown: Error, files: JsFiles): Raised {
  const frames = ownFrames(thrown.stack, files.names)
  const code = thrown instanceof ActionError ? 'bad-action' : 'threw'
  const message = (String(thrown.message) || String(thrown.name)).slice(0, MESSAGE_CHARS_MAX)
  return { code, message, place: frames[0] ?? null, trace: frames.map(describeFrame) }
}

function describeValue(thrown: unknown): Raised {
  const message = `threw ${inspect(thrown)}`.slice(0, MESSAGE_CHARS_MAX)
  return { code: 'threw', message, place: null, trace: [] }
}

/** The first line that names the callback: good enough to point at, where nothing better is known. */
function locate(callback: string, files: JsFiles): Place | null {
  const lines = files.entryCode.split('\n')
  const pattern = new RegExp(`\\b${callback}\\s*[(:=]`)
  const index = lines.findIndex((line) => pattern.test(line))
  return index < 0 ? null : { file: files.entry, line: index + 1, column: null }
}
