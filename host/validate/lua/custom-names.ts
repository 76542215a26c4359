// Calls of `define_indicator` in a Lua script's files.
import { callParts, isNamed, walkLua } from '#host/catalog/lua-ast.ts'
import { type CustomNames, customNames } from '../custom-names.ts'
import type { Literal } from '../literal.ts'
import { luaLiteral } from './literals.ts'
import type { LuaScript } from './script.ts'

export function luaCustomNames({ files }: LuaScript): CustomNames {
  const definitions: (Literal | undefined)[] = []
  for (const { path, chunk } of files) {
    walkLua(chunk, (node) => {
      const call = callParts(node)
      if (call === null || !isNamed(call.base, 'define_indicator')) return
      const [definition] = call.args
      definitions.push(definition === undefined ? undefined : luaLiteral(definition, path))
    })
  }
  return customNames(definitions)
}
