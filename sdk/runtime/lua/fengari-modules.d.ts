// What we use of Fengari, which has no types of its own. Its files are those of the C original.
// Only the build with our edits (host/runner/fengari-edits.ts) fits this description.

declare module 'fengari/src/lstring.js' {
  export class TString {
    getstr(): Uint8Array
  }
  export function luaS_bless(L: null, bytes: Uint8Array): TString
}

declare module 'fengari/src/lobject.js' {
  import type { Table } from 'fengari/src/ltable.js'
  export class TValue {
    /** A LUA_T… constant, and what belongs to it. */
    type: number
    value: unknown
    constructor(type: number, value: unknown)
    setnilvalue(): void
    setfrom(other: TValue): void
  }
  export class Udata {
    metatable: Table | null
    data: object
    constructor(L: LuaState, size: number)
  }
  export interface Proto {
    readonly source: import('fengari/src/lstring.js').TString
    readonly linedefined: number
    /** The line of each instruction. */
    readonly lineinfo: readonly number[]
  }
  export interface LClosure {
    readonly p: Proto
  }
  export interface CallInfo {
    readonly previous: CallInfo | null
    readonly func: TValue
    readonly funcOff: number
    readonly l_savedpc: number
    readonly callstatus: number
  }
  export interface LuaState {
    stack: (TValue | undefined)[]
    top: number
    ci: CallInfo
    /** How many calls deep nothing may yield. */
    nny: number
    errfunc: number
    readonly base_ci: CallInfo
  }
  /** A function of ours, as Lua calls it: arguments on the stack, returns how many results lie there. */
  export type LuaFunction = (L: LuaState) => number
}

declare module 'fengari/src/ltable.js' {
  import type { LuaState, TValue } from 'fengari/src/lobject.js'
  export interface Entry {
    readonly key: TValue
    readonly value: TValue
    readonly n: Entry | undefined
  }
  export class Table {
    constructor(L: LuaState)
    metatable: Table | null
    /** The first entry; they are chained in the order of insertion. */
    readonly f: Entry | undefined
    readonly strong: { readonly size: number }
    /** Ours: takes every write to the table, from Lua and from luaH_setfrom. */
    guard: ((L: LuaState, key: TValue, value: TValue) => void) | null
  }
  /** After writing into a metatable: it remembers which metamethods it lacks. */
  export function invalidateTMcache(table: Table): void
  export function luaH_get(L: LuaState, table: Table, key: TValue): TValue
  export function luaH_getint(table: Table, key: number): TValue
  export function luaH_setfrom(L: LuaState, table: Table, key: TValue, value: TValue): void
}

declare module 'fengari/src/ldo.js' {
  import type { LuaState } from 'fengari/src/lobject.js'
  export function luaD_call(L: LuaState, func: number, results: number): void
  export function luaD_callnoyield(L: LuaState, func: number, results: number): void
  /** Throws JavaScript's own errors where memory or the stack has ended; the state is then as it was there. */
  export function luaD_pcall<T>(
    L: LuaState,
    run: (L: LuaState, what: T) => void,
    what: T,
    oldTop: number,
    handler: number,
  ): number
}

declare module 'fengari/src/lua.js' {
  import type { CallInfo, LuaFunction, LuaState } from 'fengari/src/lobject.js'
  export const LUA_OK: 0
  export function lua_atnativeerror(L: LuaState, handler: LuaFunction): void
  export function lua_error(L: LuaState): never
  export function lua_getinfo(
    L: LuaState,
    what: Uint8Array,
    info: { i_ci: CallInfo; name?: Uint8Array | null },
  ): void
  export function lua_pushglobaltable(L: LuaState): void
  export function lua_pushvalue(L: LuaState, index: number): void
  export function lua_settop(L: LuaState, top: number): void
  export function lua_touserdata(L: LuaState, index: number): unknown
}

declare module 'fengari/src/lauxlib.js' {
  import type { LuaFunction, LuaState } from 'fengari/src/lobject.js'
  export function luaL_newstate(): LuaState
  export function luaL_loadbufferx(
    L: LuaState,
    code: Uint8Array,
    size: number,
    name: Uint8Array,
    mode: Uint8Array,
  ): number
  export function luaL_requiref(
    L: LuaState,
    name: Uint8Array,
    open: LuaFunction,
    isGlobal: number,
  ): void
  /** Leaves the text on the stack. */
  export function luaL_tolstring(L: LuaState, index: number): Uint8Array
}

declare module 'fengari/src/lbaselib.js' {
  export const luaopen_base: import('fengari/src/lobject.js').LuaFunction
}
declare module 'fengari/src/lcorolib.js' {
  export const luaopen_coroutine: import('fengari/src/lobject.js').LuaFunction
}
declare module 'fengari/src/lmathlib.js' {
  export const luaopen_math: import('fengari/src/lobject.js').LuaFunction
}
declare module 'fengari/src/lstrlib.js' {
  export const luaopen_string: import('fengari/src/lobject.js').LuaFunction
}
declare module 'fengari/src/ltablib.js' {
  export const luaopen_table: import('fengari/src/lobject.js').LuaFunction
}
declare module 'fengari/src/lutf8lib.js' {
  export const luaopen_utf8: import('fengari/src/lobject.js').LuaFunction
}

declare module 'fengari/src/defs.js' {
  /** Throws a RangeError where the bytes are not UTF-8, unless told to replace them. */
  export function to_jsstring(
    bytes: Uint8Array,
    from?: number,
    to?: number,
    replaceInvalid?: boolean,
  ): string
  export function to_luastring(text: string): Uint8Array
}
