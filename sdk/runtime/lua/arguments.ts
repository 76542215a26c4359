// Arguments of the API's functions as the guest's plain JavaScript values.
import { UseError } from './failure.ts'
import {
  BOOLEAN,
  kindOf,
  type LuaState,
  luaH_getint,
  NIL,
  NUMBER_KIND,
  STRING_KIND,
  TABLE,
  type Table,
  type TValue,
} from './fengari.ts'
import { textOf } from './values.ts'

/** All arguments from stack position `first` on; nil is undefined, and none at the end. */
export function readArguments(L: LuaState, first: number): unknown[] {
  const values: unknown[] = []
  for (let i = first; i < L.top; i++) values.push(plain(L.stack[i]!))
  while (values.length > 0 && values.at(-1) === undefined) values.pop()
  return values
}

/** One argument, or undefined. */
export function readArgument(L: LuaState, at: number): unknown {
  return at < L.top ? plain(L.stack[at]!) : undefined
}

const DEPTH_MAX = 8

/** Lists become arrays, other tables records; what no function takes becomes something to refuse. */
export function plain(value: TValue, depth = 0): unknown {
  const kind = kindOf(value.type)
  if (value.type === NIL) return undefined
  if (value.type === BOOLEAN || kind === NUMBER_KIND) return value.value
  if (kind === STRING_KIND) return textOf(value.value)
  if (value.type !== TABLE) return refused
  if (depth >= DEPTH_MAX) throw new UseError(`a table deeper than ${DEPTH_MAX} levels`)
  return plainTable(value.value as Table, depth)
}

const refused = (): void => {}

function plainTable(table: Table, depth: number): unknown {
  const list: unknown[] = []
  for (
    let item = luaH_getint(table, 1);
    item.type !== NIL;
    item = luaH_getint(table, list.length + 1)
  ) {
    list.push(plain(item, depth + 1))
  }
  if (list.length === table.strong.size && list.length > 0) return list
  if (list.length > 0) {
    const example = '{"ema", 9, {timeframe = "1h"}}'
    throw new UseError(`a list with named keys: options are a table of their own, as in ${example}`)
  }
  const record = Object.create(null) as Record<string, unknown>
  for (let entry = table.f; entry !== undefined; entry = entry.n) {
    const isText = kindOf(entry.key.type) === STRING_KIND
    const name = isText ? textOf(entry.key.value) : String(entry.key.value)
    record[name] = plain(entry.value, depth + 1)
  }
  return record
}
