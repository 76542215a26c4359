// Plain values between Lua and JavaScript: numbers, strings, booleans, nil.
import {
  BOOLEAN,
  FLOAT,
  HOST_FUNCTION,
  INTEGER,
  type LuaFunction,
  type LuaState,
  luaH_get,
  luaH_setfrom,
  luaS_bless,
  NIL,
  STRING,
  TABLE,
  type Table,
  type TString,
  TValue,
  to_jsstring,
  to_luastring,
} from './fengari.ts'

/** `context.stop` and the like again and again: the constants of a script are read once each. */
const texts = new WeakMap<TString, string>()

/** A Lua string as text; bytes that are not UTF-8 are replaced. */
export function textOf(value: unknown): string {
  const string = value as TString
  let text = texts.get(string)
  if (text === undefined) {
    text = to_jsstring(string.getstr(), 0, undefined, true)
    texts.set(string, text)
  }
  return text
}

export const stringOf = (text: string): TString => luaS_bless(null, to_luastring(text))

export const nil = (): TValue => new TValue(NIL, null)
export const string = (text: string): TValue => new TValue(STRING, stringOf(text))
export const boolean = (value: boolean): TValue => new TValue(BOOLEAN, value)
/** A price: a float even where it is whole. */
export const float = (value: number): TValue => new TValue(FLOAT, value)
export const hostFunction = (run: LuaFunction): TValue => new TValue(HOST_FUNCTION, run)
export const tableValue = (table: Table): TValue => new TValue(TABLE, table)

/** Whole numbers become integers, which print without ".0" and index tables. */
export const numberType = (value: number): number =>
  Number.isSafeInteger(value) && !Object.is(value, -0) ? INTEGER : FLOAT

export const number = (value: number): TValue => new TValue(numberType(value), value)

export function push(L: LuaState, value: TValue): void {
  L.stack[L.top++] = new TValue(value.type, value.value)
}

export function pushString(L: LuaState, text: string): void {
  L.stack[L.top++] = string(text)
}

export function setField(L: LuaState, table: Table, name: string, value: TValue): void {
  luaH_setfrom(L, table, string(name), value)
}

export const getField = (L: LuaState, table: Table, name: string): TValue =>
  luaH_get(L, table, string(name))
