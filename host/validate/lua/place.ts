// Where a Lua node begins.
import type { Node } from 'luaparse'
import type { Place } from '../diagnostic.ts'

export function placeOf(node: Node, file: string): Place {
  const { line, column } = node.loc!.start
  return { file, line, column: column + 1 }
}
