// Lua values as messages show them: short, on one line, without running any of the script's code.
import {
  BOOLEAN,
  FUNCTION_KIND,
  kindOf,
  NIL,
  NUMBER_KIND,
  STRING_KIND,
  TABLE,
  type Table,
  THREAD_KIND,
  type TValue,
} from './fengari.ts'
import { textOf } from './values.ts'

const DEPTH_MAX = 3
const ITEMS_MAX = 20
const CHARS_MAX = 80

export function show(value: TValue, depth = 0): string {
  if (value.type === NIL) return 'nil'
  const kind = kindOf(value.type)
  if (value.type === BOOLEAN || kind === NUMBER_KIND) return String(value.value)
  if (kind === STRING_KIND) return JSON.stringify(textOf(value.value).slice(0, CHARS_MAX))
  return value.type === TABLE ? showTable(value.value as Table, depth) : kindName(value)
}

function showTable(table: Table, depth: number): string {
  if (depth >= DEPTH_MAX) return '{…}'
  const items: string[] = []
  for (let entry = table.f; entry !== undefined; entry = entry.n) {
    if (items.length === ITEMS_MAX) {
      items.push('…')
      break
    }
    const item = show(entry.value, depth + 1)
    const isText = kindOf(entry.key.type) === STRING_KIND
    items.push(isText ? `${textOf(entry.key.value)} = ${item}` : item)
  }
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`
}

/** "a function", "a table", "nothing". */
export function kindName(value: TValue): string {
  switch (kindOf(value.type)) {
    case NIL:
      return 'nothing'
    case BOOLEAN:
      return 'a boolean'
    case NUMBER_KIND:
      return 'a number'
    case STRING_KIND:
      return 'a string'
    case TABLE:
      return 'a table'
    case FUNCTION_KIND:
      return 'a function'
    case THREAD_KIND:
      return 'a coroutine'
    default:
      return 'an action'
  }
}
