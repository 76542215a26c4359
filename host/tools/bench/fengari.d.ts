// The little of Fengari's public API that the benchmark's floor needs; the package has no types.
declare module 'fengari' {
  type State = unknown
  export function to_luastring(text: string): Uint8Array
  export const lauxlib: {
    luaL_newstate(): State
    luaL_dostring(L: State, code: Uint8Array): number
  }
  export const lualib: { luaL_openlibs(L: State): void }
  export const lua: {
    readonly LUA_OK: number
    lua_getglobal(L: State, name: Uint8Array): number
    lua_gettop(L: State): number
    lua_newtable(L: State): void
    lua_pcall(L: State, inputs: number, outputs: number, handler: number): number
    lua_pushcfunction(L: State, call: (L: State) => number): void
    lua_pushnumber(L: State, value: number): void
    lua_pushvalue(L: State, index: number): void
    lua_setfield(L: State, index: number, name: Uint8Array): void
    lua_tojsstring(L: State, index: number): string
    lua_tonumber(L: State, index: number): number
  }
}
