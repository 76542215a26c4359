// The yardstick of bench.ts: the same calls through Fengari's own API and nothing of ours.

import { to_luastring } from 'fengari/src/defs.js'
import * as auxiliary from 'fengari/src/lauxlib.js'
import type { LuaState } from 'fengari/src/lobject.js'
import * as everything from 'fengari/src/lua.js'
import type { Handle } from '#sdk/runtime/indicator-handle.ts'

type Api = Record<string, (L: LuaState, ...rest: unknown[]) => number>
const lua = everything as unknown as Api
const lauxlib = auxiliary as unknown as Api

/** A function that asks the script once, at a price. */
export function bareCallback(code: string, handles: ReadonlyMap<number, Handle>) {
  const L = auxiliary.luaL_newstate()
  lua.lua_createtable!(L, 0, 1)
  lua.lua_pushcfunction!(L, (state: LuaState) => {
    const length = lua.lua_tointeger!(state, 1)
    lua.lua_pushnumber!(state, handles.get(length)!.latest())
    return 1
  })
  lua.lua_setfield!(L, 1, to_luastring('ema'))
  lua.lua_createtable!(L, 0, 1)
  lauxlib.luaL_loadstring!(L, to_luastring(code))
  lua.lua_pcall!(L, 0, 0, 0)
  lua.lua_getglobal!(L, to_luastring('detect_opportunity'))
  const price = to_luastring('price')
  return (value: number): void => {
    lua.lua_pushnumber!(L, value)
    lua.lua_setfield!(L, 2, price)
    for (const index of [3, 2, 2, 1]) lua.lua_pushvalue!(L, index)
    if (lua.lua_pcall!(L, 3, 1, 0) !== 0) throw new Error('the script failed')
    lua.lua_settop!(L, 3)
  }
}
