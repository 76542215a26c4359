// Lua scripts: the state they run in, and the Script that the guest makes of their globals.
import {
  CALLBACKS,
  type Callback,
  HOOKS,
  type Hook,
  type ScriptErrorCode,
  type Tree,
} from '#sdk/domain.ts'
import { camelCase, snakeCase } from '#sdk/names.ts'
import type { World } from '../guest.ts'
import {
  LoadError,
  NOTHING,
  type Place,
  type Raised,
  type Returned,
  type Script,
} from '../script.ts'
import { TreeError } from '../tree.ts'
import { builtAction, createActionView } from './action-view.ts'
import { createContextView } from './context-view.ts'
import { type Caller, defineFunction } from './custom-indicator.ts'
import { createEnvironment, type Environment } from './environment.ts'
import { fileOf, readError } from './failure.ts'
import {
  BOOLEAN,
  FUNCTION_KIND,
  kindOf,
  type LClosure,
  LUA_CLOSURE,
  luaH_getint,
  luaL_tolstring,
  NIL,
  TABLE,
  type Table,
  TValue,
  USERDATA,
} from './fengari.ts'
import { createIndicatorView } from './indicator-view.ts'
import { createMarketView } from './market-view.ts'
import { compile, requireFunction, type SourceFile } from './modules.ts'
import { createProtectedCall, Exhausted, type ProtectedCall, Raise } from './protected-call.ts'
import { kindName, show } from './show.ts'
import { readTree } from './table-tree.ts'
import { getField, hostFunction, setField, textOf } from './values.ts'
import { frozenTree } from './view.ts'

export interface LuaSource {
  readonly files: readonly SourceFile[]
  /** The path of the script itself. */
  readonly entry: string
  readonly symbol: string
  readonly currency: string
}

/** Runs a script's top level; throws a LoadError. */
export function loadLua(world: World, source: LuaSource): Script {
  const environment = createEnvironment(world)
  const { L, globals } = environment
  setField(L, globals, 'action', createActionView(L, world))
  setField(L, globals, 'require', requireFunction(source.files))
  const caller: Caller = { L }
  setField(L, globals, 'define_indicator', defineFunction(world, caller))
  const call = createProtectedCall(L, globals)
  const describe = createDescribe(environment, source, call)
  runTopLevel(environment, source, call, describe)
  world.customs.close()
  const metadata = readStrategy(environment, source)
  const functions = readFunctions(environment)

  const market = createMarketView(L, world, source.symbol)
  const context = createContextView(L, world, source.currency)
  const args = [market.value, context.value, createIndicatorView(L, world, caller)]
  return {
    metadata,
    defines: new Set(functions.keys()),
    spell: snakeCase,
    evaluate(callback) {
      const callee = functions.get(callback)
      if (callee === undefined) return NOTHING
      market.refresh()
      context.refresh()
      return classify(call(callee, args), callback)
    },
    hook(hook, payload) {
      market.refresh()
      context.refresh()
      const value = frozenTree(L, withKeys(payload, spelled), PAYLOADS[hook])
      const result = call(functions.get(hook)!, hookArguments(hook, context.value, value))
      return !isNothing(result)
    },
    locate: (callback) => locate(functions.get(callback)),
    describe,
    data: context.data,
  }
}

function runTopLevel(
  { L }: Environment,
  { files, entry }: LuaSource,
  call: ProtectedCall,
  describe: (thrown: unknown) => Raised,
): void {
  const file = files.find(({ path }) => path === entry)
  if (file === undefined) throw new Error(`the files of a script hold its entry ${entry}`)
  const isCompiled = compile(L, file)
  const chunk = L.stack[--L.top]!
  if (!isCompiled) throw new LoadError({ ...describe(new Raise(chunk, null)), code: 'syntax' })
  try {
    call(chunk, [])
  } catch (thrown) {
    const raised = describe(thrown)
    const code: ScriptErrorCode = raised.code === 'syntax' ? 'syntax' : 'load'
    throw new LoadError({ ...raised, code })
  }
}

/** The metadata's own keys become camelCase; the names of params are the author's. */
function readStrategy({ L, globals }: Environment, { entry }: LuaSource): Record<string, unknown> {
  const strategy = getField(L, globals, 'strategy')
  const place = { file: entry, line: 1, column: null }
  if (strategy.type !== TABLE) {
    const message = `expected a global table \`strategy = {…}\`, received ${kindName(strategy)}`
    throw new LoadError({ code: 'load', message, place, trace: [] })
  }
  try {
    const tree = readTree(strategy, 'strategy') as Record<string, Tree>
    const entries = Object.entries(tree).map(([key, value]) => {
      if (snakeCase(key) !== key) {
        const hint = `did you mean ${snakeCase(key)}?`
        throw new TreeError(`strategy.${key} is not a property of a strategy; ${hint}`)
      }
      return [camelCase(key), key === 'cadence' ? withKeys(value, camelCase) : value] as const
    })
    return Object.fromEntries(entries)
  } catch (thrown) {
    if (!(thrown instanceof TreeError)) throw thrown
    throw new LoadError({ code: 'load', message: thrown.message, place, trace: [] })
  }
}

function withKeys(tree: Tree, spell: (key: string) => string): Tree {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [spell(key), value as Tree]))
}

/** Of what hooks are told: a few names of our own. */
const spellings = new Map<string, string>()

function spelled(name: string): string {
  let spelling = spellings.get(name)
  if (spelling === undefined) {
    spelling = snakeCase(name)
    spellings.set(name, spelling)
  }
  return spelling
}

/** The callbacks and hooks as the top level left them. */
function readFunctions({ L, globals }: Environment): Map<Callback | Hook, TValue> {
  const functions = new Map<Callback | Hook, TValue>()
  for (const name of [...CALLBACKS, ...HOOKS]) {
    // Copied: what lies in a table changes with it.
    const { type, value } = getField(L, globals, snakeCase(name))
    if (kindOf(type) === FUNCTION_KIND) functions.set(name, new TValue(type, value))
  }
  return functions
}

/** What authors call a hook's payload. */
const PAYLOADS: Readonly<Record<Hook, string>> = {
  onInit: '',
  onFill: 'fill',
  onTradeClosed: 'trade',
  onOrderRejected: 'order',
  onReload: 'previous_version',
}

function hookArguments(hook: Hook, context: TValue, payload: TValue): TValue[] {
  if (hook === 'onInit') return [context]
  return hook === 'onReload' ? [context, payload] : [payload, context]
}

const isNothing = ({ type, value }: TValue): boolean =>
  type === NIL || (type === BOOLEAN && value === false)

function classify(value: TValue, callback: Callback): Returned {
  if (isNothing(value)) return NOTHING
  const action = builtAction(value)
  if (action !== null) return { kind: 'actions', actions: [action] }
  if (value.type !== TABLE) return { kind: 'wrong', what: show(value) }
  const table = value.value as Table
  const isList = luaH_getint(table, 1).type === USERDATA
  if (isList) return actionList(table)
  if (callback === 'detectOpportunity') {
    return { kind: 'table', read: () => readTree(value, 'opportunity') }
  }
  if (table.strong.size > 0) return { kind: 'wrong', what: 'a table that holds no action' }
  // A list that nothing was put into.
  return callback === 'managePosition' ? NOTHING : { kind: 'wrong', what: 'an empty table' }
}

function actionList(table: Table): Returned {
  const actions = []
  for (let i = 1; i <= table.strong.size; i++) {
    const item = luaH_getint(table, i)
    const action = builtAction(item)
    if (action === null) return { kind: 'wrong', what: `a list that holds ${show(item)}` }
    actions.push(action)
  }
  return { kind: 'actions', actions }
}

function locate(value: TValue | undefined): Place | null {
  if (value === undefined || value.type !== LUA_CLOSURE) return null
  const { source, linedefined } = (value.value as LClosure).p
  return { file: fileOf(source), line: linedefined, column: null }
}

function createDescribe(
  { L }: Environment,
  { files }: LuaSource,
  call: ProtectedCall,
): (thrown: unknown) => Raised {
  const paths = new Set(files.map(({ path }) => path))
  const toText = hostFunction((state) => {
    luaL_tolstring(state, 1)
    return 1
  })

  /** An error object may say itself what it is; else its contents are shown. */
  function describeError(error: TValue): string {
    const metatable = error.type === TABLE ? (error.value as Table).metatable : null
    if (metatable === null || getField(L, metatable, '__tostring').type === NIL) {
      return `raised ${show(error)}`
    }
    try {
      return textOf(call(toText, [error]).value)
    } catch {
      return `raised ${show(error)}`
    }
  }

  return (thrown) => {
    if (thrown instanceof Raise) return readError(thrown.error, thrown.origin, paths, describeError)
    if (thrown instanceof Exhausted) {
      const { message, origin } = thrown
      return {
        code: 'memory-limit',
        message: `ran out of memory (${message})`,
        place: origin?.place ?? null,
        trace: origin?.trace ?? [],
      }
    }
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return { code: 'threw', message, place: null, trace: [] }
  }
}
