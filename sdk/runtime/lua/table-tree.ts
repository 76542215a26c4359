// Lua tables as trees and back: `context.data`, opportunities, metadata. A table with keys 1..n is
// an array, one with names an object, an empty one an object; anything else cannot be kept.
import type { Tree } from '#sdk/domain.ts'
import { countValue, TreeError } from '../tree.ts'
import {
  BOOLEAN,
  kindOf,
  type LuaState,
  luaH_getint,
  luaH_setfrom,
  NIL,
  NUMBER_KIND,
  STRING_KIND,
  TABLE,
  Table,
  type TString,
  type TValue,
  to_jsstring,
} from './fengari.ts'
import { kindName } from './show.ts'
import { boolean, nil, number, string, tableValue, textOf } from './values.ts'
import { pathStep } from './view.ts'

const DEPTH_MAX = 32
const KINDS = 'numbers, strings, booleans and tables'

/** A deep copy of what a script holds; throws a TreeError that names the key path. */
export function readTree(value: TValue, path: string, depth = 0): Tree {
  countValue(depth)
  const kind = kindOf(value.type)
  if (value.type === NIL) return null
  if (value.type === BOOLEAN || kind === NUMBER_KIND) return value.value as boolean | number
  if (kind === STRING_KIND) return utf8(value, path)
  if (value.type !== TABLE) throw new TreeError(`${path} is ${kindName(value)}, expected ${KINDS}`)
  if (depth >= DEPTH_MAX) {
    throw new TreeError(`${path} lies deeper than ${DEPTH_MAX} levels, or the data holds a cycle`)
  }
  const table = value.value as Table
  const shape = shapeOf(table, path)
  if (shape === 'list') {
    return Array.from({ length: table.strong.size }, (_, i) =>
      readTree(luaH_getint(table, i + 1), `${path}[${i + 1}]`, depth + 1),
    )
  }
  const copy: Record<string, Tree> = {}
  for (let entry = table.f; entry !== undefined; entry = entry.n) {
    const item = readTree(entry.value, path + pathStep(entry.key), depth + 1)
    if (item !== null) define(copy, utf8(entry.key, `a key of ${path}`), item)
  }
  return copy
}

function utf8(value: TValue, path: string): string {
  try {
    return to_jsstring((value.value as TString).getstr())
  } catch {
    throw new TreeError(`${path} is a string that is not UTF-8 text`)
  }
}

/**
 * A plain assignment to "__proto__" would set the prototype instead; one to "constructor" fails,
 * since what every object inherits is frozen.
 */
function define(object: Record<string, Tree>, key: string, value: Tree): void {
  if (!(key in object)) object[key] = value
  else {
    const flags = { enumerable: true, writable: true, configurable: true }
    Object.defineProperty(object, key, { value, ...flags })
  }
}

function shapeOf(table: Table, path: string): 'list' | 'record' {
  const { size } = table.strong
  let names = 0
  let largest = 0
  for (let entry = table.f; entry !== undefined; entry = entry.n) {
    const { key } = entry
    if (kindOf(key.type) === STRING_KIND) names += 1
    else if (isIndex(key)) largest = Math.max(largest, key.value as number)
    else {
      const expected = 'expected names, or 1, 2, 3 …'
      throw new TreeError(`${path} has the key ${pathStep(key)} (${kindName(key)}); ${expected}`)
    }
  }
  if (names === size) return 'record'
  if (names > 0) {
    throw new TreeError(`${path} mixes names and list items; keep them in tables of their own`)
  }
  if (largest === size) return 'list'
  throw new TreeError(`${path} is a list with gaps: ${size} items up to [${largest}]`)
}

const isIndex = (key: TValue): boolean =>
  kindOf(key.type) === NUMBER_KIND && Number.isInteger(key.value) && (key.value as number) >= 1

/** Whether what the script holds still equals the copy; anything unusual says no. */
export function sameTree(value: TValue, copy: Tree, depth = 0): boolean {
  if (typeof copy !== 'object' || copy === null) return sameScalar(value, copy)
  if (value.type !== TABLE || depth >= DEPTH_MAX) return false
  const table = value.value as Table
  const isList = Array.isArray(copy)
  let count = 0
  for (let entry = table.f; entry !== undefined; entry = entry.n) {
    const { key } = entry
    const isText = kindOf(key.type) === STRING_KIND
    if (isText === isList || !(isText || isIndex(key))) return false
    const name = isText ? textOf(key.value) : (key.value as number) - 1
    if (!Object.hasOwn(copy, name)) return false
    const item = (copy as Record<string | number, Tree>)[name]!
    if (!sameTree(entry.value, item, depth + 1)) return false
    count += 1
  }
  return count === (isList ? copy.length : Object.keys(copy).length)
}

function sameScalar(value: TValue, copy: Tree): boolean {
  switch (typeof copy) {
    case 'number':
      return kindOf(value.type) === NUMBER_KIND && Object.is(value.value, copy)
    case 'string':
      return kindOf(value.type) === STRING_KIND && textOf(value.value) === copy
    case 'boolean':
      return value.type === BOOLEAN && value.value === copy
    default:
      return value.type === NIL
  }
}

/** A tree as tables of the script's own; null is nil. */
export function writeTree(L: LuaState, tree: Tree): TValue {
  if (tree === null) return nil()
  if (typeof tree === 'boolean') return boolean(tree)
  if (typeof tree === 'number') return number(tree)
  if (typeof tree === 'string') return string(tree)
  const table = new Table(L)
  for (const [key, item] of Object.entries(tree)) {
    const value = writeTree(L, item as Tree)
    if (value.type === NIL) continue
    luaH_setfrom(L, table, Array.isArray(tree) ? number(Number(key) + 1) : string(key), value)
  }
  return tableValue(table)
}
