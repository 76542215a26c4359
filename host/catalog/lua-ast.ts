// Lua source → luaparse's syntax tree (Lua 5.3), and the few questions about nodes asked everywhere.
// Nodes carry 1-based lines and 0-based columns, in UTF-16 units.
import type { Chunk, Expression, Identifier, Node, StringLiteral } from 'luaparse'
import luaparse from 'luaparse'
import type { SyntaxFailure } from './syntax-failure.ts'

export type LuaNode = Node

export function parseLua(source: string): Chunk | SyntaxFailure {
  try {
    // Encoding "none" accepts any character in strings; their values are read by `stringValue`.
    return luaparse.parse(source, {
      luaVersion: '5.3',
      encodingMode: 'none',
      locations: true,
      comments: false,
    })
  } catch (error) {
    const failure = error as { message: string; line?: number; column?: number }
    if (failure.line === undefined || failure.column === undefined) {
      return { message: 'the source is nested too deeply to be parsed', line: 1, column: 1 }
    }
    const message = failure.message.replace(/^\[\d+:\d+\] /, '')
    const text = source.split(/\r\n|\n|\r/)[failure.line - 1] ?? ''
    // Of what has no end it counts past the end.
    const index = Math.min(failureIndex(failure.column, message, text), text.length)
    return { message, line: failure.line, column: index + 1 }
  }
}

/** A character that begins no token has been passed already when luaparse complains of it. */
function failureIndex(index: number, message: string, text: string): number {
  const symbol = /^unexpected symbol '(.)' near/u.exec(message)?.[1]
  const isPassed = symbol !== undefined && text[index] !== symbol && text[index - 1] === symbol
  return isPassed ? index - 1 : index
}

/** Calls `visit` for a node and all below it, in source order. */
export function walkLua(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const child of childrenOf(node)) walkLua(child, visit)
}

export function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc') continue
    if (Array.isArray(value)) children.push(...value.filter(isNode))
    else if (isNode(value)) children.push(value)
  }
  return children
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

/** A string literal's text; null where escapes would have to be interpreted. */
export function stringValue(node: StringLiteral): string | null {
  const long = /^\[(=*)\[([\s\S]*)\]\1\]$/.exec(node.raw)
  if (long !== null) return long[2]!
  return node.raw.includes('\\') ? null : node.raw.slice(1, -1)
}

/** The callee and arguments of a call in any of Lua's three forms: `f(…)`, `f"…"`, `f{…}`. */
export function callParts(node: Node): { base: Expression; args: Expression[] } | null {
  switch (node.type) {
    case 'CallExpression':
      return { base: node.base, args: node.arguments }
    case 'StringCallExpression':
      return { base: node.base, args: [node.argument] }
    case 'TableCallExpression':
      // The published types call it `arguments`; it holds one table.
      return { base: node.base, args: [node.arguments as unknown as Expression] }
    default:
      return null
  }
}

export const isNamed = (node: Node, name: string): node is Identifier =>
  node.type === 'Identifier' && node.name === name
