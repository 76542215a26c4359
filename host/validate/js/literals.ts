// JavaScript expressions → the neutral form of literals.
import type { AnyNode, Node, ObjectExpression } from 'acorn'
import type { Place } from '../diagnostic.ts'
import type { Literal, LiteralField } from '../literal.ts'

export function placeOf(node: Node, file: string): Place {
  return { file, line: node.loc!.start.line, column: node.loc!.start.column + 1 }
}

export function jsLiteral(node: AnyNode, file: string): Literal {
  const place = placeOf(node, file)
  switch (node.type) {
    case 'Literal':
      return plain(node.value, place)
    case 'TemplateLiteral': {
      const text = node.expressions.length === 0 ? node.quasis[0]?.value.cooked : null
      return text == null ? { kind: 'other', place } : { kind: 'string', value: text, place }
    }
    case 'Identifier':
      return node.name === 'undefined' ? { kind: 'none', place } : { kind: 'other', place }
    case 'UnaryExpression':
      return node.operator === '-' &&
        node.argument.type === 'Literal' &&
        typeof node.argument.value === 'number'
        ? { kind: 'number', value: -node.argument.value, place }
        : { kind: 'other', place }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return { kind: 'function', place }
    case 'ArrayExpression': {
      const elements = node.elements.filter((element) => element?.type !== 'SpreadElement')
      const items = elements.map(
        (element): Literal =>
          element === null ? { kind: 'none', place } : jsLiteral(element, file),
      )
      const isComplete = elements.length === node.elements.length
      return { kind: 'table', word: 'an array', fields: [], items, isComplete, place }
    }
    case 'ObjectExpression':
      return object(node, file, place)
    default:
      return { kind: 'other', place }
  }
}

function plain(value: unknown, place: Place): Literal {
  if (value === null) return { kind: 'none', place }
  if (typeof value === 'number') return { kind: 'number', value, place }
  if (typeof value === 'string') return { kind: 'string', value, place }
  if (typeof value === 'boolean') return { kind: 'boolean', value, place }
  return { kind: 'other', place }
}

function object(node: ObjectExpression, file: string, place: Place): Literal {
  const fields: LiteralField[] = []
  let isComplete = true
  for (const property of node.properties) {
    const key = property.type === 'Property' ? keyName(property) : null
    if (property.type !== 'Property' || key === null) isComplete = false
    else {
      const value = jsLiteral(property.value, file)
      fields.push({ key, place: placeOf(property.key, file), value })
    }
  }
  return { kind: 'table', word: 'an object', fields, items: [], isComplete, place }
}

/** A property's name where it is written out: `x`, `'x'`, `['x']`. */
export function keyName(property: { key: AnyNode; computed: boolean }): string | null {
  const { key, computed } = property
  if (!computed && key.type === 'Identifier') return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : null
}
