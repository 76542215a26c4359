// `action` as Lua authors see it. What it makes is sealed: a script can hand it on, and no more.
import type { Action, Sizing, Span } from '#sdk/domain.ts'
import { camelCase, snakeCase } from '#sdk/names.ts'
import { ActionError, actionBuilders, BuiltAction, type Options, show } from '../actions.ts'
import type { World } from '../guest.ts'
import { readArgument } from './arguments.ts'
import { rememberPlace } from './failure.ts'
import { type LuaState, TValue, Udata, USERDATA } from './fengari.ts'
import { hostFunction, pushString, setField, tableValue } from './values.ts'
import { createView, protectedMetatable } from './view.ts'

export function createActionView(L: LuaState, world: World): TValue {
  const atr = () => world.indicators.read('atr', [14], null).handle.latest()
  const build = actionBuilders(snakeCase, atr)
  const metatable = protectedMetatable(L, 'action', null)
  setField(L, metatable, '__tostring', hostFunction(actionToString))
  const view = createView(L, { name: 'action' })

  const add = (name: string, make: (argument: unknown) => Action) => {
    view.addFunction(name, (state, first) => {
      const action = make(readArgument(state, first))
      // Judged where it is built, so that the error points at the author's own line.
      const problem = world.problemWith(action)
      if (problem !== null) throw new ActionError(problem)
      const box = new Udata(state, 0)
      box.metatable = metatable
      box.data = new BuiltAction(action, rememberPlace(state))
      state.stack[state.top++] = new TValue(USERDATA, box)
      return 1
    })
  }
  add('enter', (argument) => build.enter(options('enter', argument)))
  add('exit', (argument) => build.exit(options('exit', argument)))
  add('abandon', build.abandon)
  add('update_stop', build.updateStop)
  add('update_target', build.updateTarget)
  add('remove_stop', build.removeStop)
  add('remove_target', build.removeTarget)
  add('trail_stop', (argument) => build.trailStop(options('trail_stop', argument)))
  return tableValue(view.table)
}

function options(name: string, argument: unknown): Options {
  if (argument === undefined) return {}
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) {
    throw new ActionError(`action.${name}: expected a table of options, received ${show(argument)}`)
  }
  const entries = Object.entries(argument).map(([key, value]) => {
    if (snakeCase(key) === key) return [camelCase(key), value] as const
    throw new ActionError(`action.${name}: ${key} is not a key; did you mean ${snakeCase(key)}?`)
  })
  return Object.fromEntries(entries)
}

/** The action in a value, or null where it holds something else. */
export function builtAction(value: TValue): BuiltAction | null {
  if (value.type !== USERDATA) return null
  const { data } = value.value as Udata
  return BuiltAction.is(data) ? data : null
}

function actionToString(L: LuaState): number {
  const built = builtAction(L.stack[L.ci.funcOff + 1]!)
  pushString(L, built === null ? 'action' : describeAction(BuiltAction.action(built)))
  return 1
}

function describeAction({ kind, ...rest }: Action): string {
  const fields = Object.entries(rest as Record<string, unknown>).flatMap(([key, value]) => {
    if (value === null || value === '') return []
    if (key === 'sizing') {
      const size = value as Sizing
      return `${snakeCase(size.kind)} = ${size.value}`
    }
    const text = key === 'expires' ? spanText(value as Span) : String(value)
    return `${snakeCase(key)} = ${text}`
  })
  return `action.${snakeCase(kind)}{${fields.join(', ')}}`
}

const spanText = (span: Span) => ('bars' in span ? `${span.bars} bars` : `${span.ms}ms`)
