// Lua expressions → the neutral form of literals.
import type { Expression } from 'luaparse'
import { stringValue } from '#host/catalog/lua-ast.ts'
import type { Place } from '../diagnostic.ts'
import type { Literal, LiteralField } from '../literal.ts'
import { placeOf } from './place.ts'

export function luaLiteral(node: Expression, file: string): Literal {
  const place = placeOf(node, file)
  switch (node.type) {
    case 'NumericLiteral':
      return { kind: 'number', value: node.value, place }
    case 'StringLiteral': {
      const value = stringValue(node)
      return value === null ? { kind: 'other', place } : { kind: 'string', value, place }
    }
    case 'BooleanLiteral':
      return { kind: 'boolean', value: node.value, place }
    case 'NilLiteral':
      return { kind: 'none', place }
    case 'FunctionDeclaration':
      return { kind: 'function', place }
    case 'UnaryExpression':
      return node.operator === '-' && node.argument.type === 'NumericLiteral'
        ? { kind: 'number', value: -node.argument.value, place }
        : { kind: 'other', place }
    case 'TableConstructorExpression':
      return table(node, file, place)
    default:
      return { kind: 'other', place }
  }
}

function table(
  node: Extract<Expression, { type: 'TableConstructorExpression' }>,
  file: string,
  place: Place,
): Literal {
  const fields: LiteralField[] = []
  const items: Literal[] = []
  let isComplete = true
  for (const entry of node.fields) {
    if (entry.type === 'TableValue') {
      items.push(luaLiteral(entry.value, file))
      // The last call of a list may give any number of values.
      if (/Call|Vararg/.test(entry.value.type)) isComplete = false
      continue
    }
    const key = keyOf(entry)
    if (key === null) isComplete = false
    else {
      const value = luaLiteral(entry.value, file)
      fields.push({ key, place: placeOf(entry.key, file), value })
    }
  }
  return { kind: 'table', word: 'a table', fields, items, isComplete, place }
}

function keyOf(entry: { type: 'TableKeyString' | 'TableKey'; key: Expression }): string | null {
  if (entry.type === 'TableKeyString' && entry.key.type === 'Identifier') return entry.key.name
  return entry.key.type === 'StringLiteral' ? stringValue(entry.key) : null
}
