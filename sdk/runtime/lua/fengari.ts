// The one door to Fengari, a Lua 5.3 in JavaScript: its state and values, which we read and write
// directly where calls through its API would cost more than the script.

// First, because the files import each other in a circle that only resolves from here.
import 'fengari/src/lua.js'

export { to_jsstring, to_luastring } from 'fengari/src/defs.js'
export {
  luaL_loadbufferx,
  luaL_newstate,
  luaL_requiref,
  luaL_tolstring,
} from 'fengari/src/lauxlib.js'
export { luaopen_base } from 'fengari/src/lbaselib.js'
export { luaopen_coroutine } from 'fengari/src/lcorolib.js'
export { luaD_call, luaD_callnoyield, luaD_pcall } from 'fengari/src/ldo.js'
export { luaopen_math } from 'fengari/src/lmathlib.js'
export {
  type CallInfo,
  type LClosure,
  type LuaFunction,
  type LuaState,
  TValue,
  Udata,
} from 'fengari/src/lobject.js'
export { luaS_bless, TString } from 'fengari/src/lstring.js'
export { luaopen_string } from 'fengari/src/lstrlib.js'
export {
  invalidateTMcache,
  luaH_get,
  luaH_getint,
  luaH_setfrom,
  Table,
} from 'fengari/src/ltable.js'
export { luaopen_table } from 'fengari/src/ltablib.js'
export {
  LUA_OK,
  lua_atnativeerror,
  lua_error,
  lua_getinfo,
  lua_pushglobaltable,
  lua_settop,
  lua_touserdata,
} from 'fengari/src/lua.js'
export { luaopen_utf8 } from 'fengari/src/lutf8lib.js'

/** The `type` of a TValue. */
export const NIL = 0
export const BOOLEAN = 1
export const FLOAT = 3
export const STRING = 20
export const TABLE = 5
export const LUA_CLOSURE = 6
export const USERDATA = 7
export const INTEGER = 19
export const HOST_FUNCTION = 22

/** Whatever its variant: strings, numbers and functions have several. */
export const kindOf = (type: number): number => type & 15
export const NUMBER_KIND = 3
export const STRING_KIND = 4
export const FUNCTION_KIND = 6
export const THREAD_KIND = 8

/** In `callstatus`: the call is of a Lua function. */
export const IS_LUA_CALL = 2
