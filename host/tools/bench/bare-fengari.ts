// The floor under any Lua strategy on Fengari: one protected call a bar into a callback that calls
// two host functions, and nothing around it.
import { lauxlib, lua, lualib, to_luastring } from 'fengari'

const CHUNK = `
local in_trade = false
function callback(market, context, indicators)
  if in_trade then
    if indicators.ema(9) < indicators.ema(21) then in_trade = false end
  elseif indicators.ema(9) > indicators.ema(21) then in_trade = true end
end
`

/** Runs the callback over all closes; returns the ms that it took. */
export function bareFengariMs(close: Float64Array): number {
  const L = lauxlib.luaL_newstate()
  lualib.luaL_openlibs(L)
  if (lauxlib.luaL_dostring(L, to_luastring(CHUNK)) !== lua.LUA_OK) {
    throw new Error(lua.lua_tojsstring(L, -1))
  }
  const ema = new Map([
    [9, { value: Number.NaN, weight: 0.2 }],
    [21, { value: Number.NaN, weight: 2 / 22 }],
  ])
  lua.lua_newtable(L)
  const market = lua.lua_gettop(L)
  lua.lua_newtable(L)
  const context = lua.lua_gettop(L)
  lua.lua_newtable(L)
  const indicators = lua.lua_gettop(L)
  lua.lua_pushcfunction(L, (state: unknown) => {
    lua.lua_pushnumber(state, ema.get(lua.lua_tonumber(state, 1))!.value)
    return 1
  })
  lua.lua_setfield(L, indicators, to_luastring('ema'))
  const price = to_luastring('price')
  const began = performance.now()
  for (let i = 0; i < close.length; i++) {
    const last = close[i]!
    for (const one of ema.values()) {
      one.value = i === 0 ? last : one.value + (last - one.value) * one.weight
    }
    lua.lua_pushnumber(L, last)
    lua.lua_setfield(L, market, price)
    lua.lua_getglobal(L, to_luastring('callback'))
    lua.lua_pushvalue(L, market)
    lua.lua_pushvalue(L, context)
    lua.lua_pushvalue(L, indicators)
    if (lua.lua_pcall(L, 3, 0, 0) !== lua.LUA_OK) throw new Error(lua.lua_tojsstring(L, -1))
  }
  return performance.now() - began
}
