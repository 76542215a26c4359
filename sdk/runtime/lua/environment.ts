// The globals of a Lua script: the standard library without what reaches outside, makes code from
// text, or would differ from run to run.
import type { World } from '../guest.ts'
import { guarded, nativeMessage, UseError } from './failure.ts'
import {
  kindOf,
  type LuaFunction,
  type LuaState,
  lua_atnativeerror,
  lua_pushglobaltable,
  lua_settop,
  lua_touserdata,
  luaL_newstate,
  luaL_requiref,
  luaL_tolstring,
  luaopen_base,
  luaopen_coroutine,
  luaopen_math,
  luaopen_string,
  luaopen_table,
  luaopen_utf8,
  NUMBER_KIND,
  type Table,
  to_jsstring,
  to_luastring,
} from './fengari.ts'
import { osLibrary } from './os-library.ts'
import { float, getField, hostFunction, nil, number, push, setField } from './values.ts'

export interface Environment {
  readonly L: LuaState
  readonly globals: Table
}

const LIBRARIES: Readonly<Record<string, LuaFunction>> = {
  _G: luaopen_base,
  coroutine: luaopen_coroutine,
  math: luaopen_math,
  string: luaopen_string,
  table: luaopen_table,
  utf8: luaopen_utf8,
}

const REMOVED = ['collectgarbage', 'dofile', 'load', 'loadfile']

export function createEnvironment(world: World): Environment {
  const L = luaL_newstate()
  lua_atnativeerror(L, (state) => {
    push(state, nativeMessage(state, lua_touserdata(state, 1)))
    return 1
  })
  for (const [name, open] of Object.entries(LIBRARIES)) {
    luaL_requiref(L, to_luastring(name), open, 1)
    lua_settop(L, 0)
  }
  lua_pushglobaltable(L)
  const globals = L.stack[L.top - 1]!.value as Table
  lua_settop(L, 0)
  for (const name of REMOVED) setField(L, globals, name, nil())
  setField(L, library(L, globals, 'string'), 'dump', nil())
  const math = library(L, globals, 'math')
  setField(L, math, 'random', hostFunction(guarded(random(world))))
  setField(L, math, 'randomseed', hostFunction(guarded(refuseSeed)))
  setField(L, globals, 'os', osLibrary(L, world))
  const log = hostFunction(writeLog(world))
  setField(L, globals, 'print', log)
  setField(L, globals, 'log', log)
  return { L, globals }
}

const library = (L: LuaState, globals: Table, name: string): Table =>
  getField(L, globals, name).value as Table

/** `math.random()`, `(m)` and `(m, n)`, from the same numbers as every other language's. */
function random(world: World): LuaFunction {
  return (L) => {
    const first = L.ci.funcOff + 1
    const count = L.top - first
    const draw = world.random.next()
    if (count === 0) {
      push(L, float(draw))
      return 1
    }
    const low = count === 1 ? 1 : bound(L, first)
    const high = bound(L, count === 1 ? first : first + 1)
    if (low > high) throw new UseError(`math.random: the range from ${low} to ${high} is empty`)
    push(L, number(Math.floor(draw * (high - low + 1)) + low))
    return 1
  }
}

function bound(L: LuaState, at: number): number {
  const value = L.stack[at]!
  const isWhole = kindOf(value.type) === NUMBER_KIND && Number.isSafeInteger(value.value)
  if (isWhole) return value.value as number
  throw new UseError('math.random: expected whole numbers, or no arguments for one from 0 to 1')
}

function refuseSeed(): number {
  throw new UseError(
    'math.randomseed: math.random is seeded by the run, so that a replay draws the same (--seed)',
  )
}

function writeLog(world: World): LuaFunction {
  return (L) => {
    const first = L.ci.funcOff + 1
    const end = L.top
    const parts: string[] = []
    for (let at = first; at < end; at++) {
      parts.push(to_jsstring(luaL_tolstring(L, at - first + 1), 0, undefined, true))
      lua_settop(L, end - first)
    }
    world.log.write(parts.join('\t'))
    return 0
  }
}
