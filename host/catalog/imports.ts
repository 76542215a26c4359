// What a file imports, and what keeps it from being loaded at all; found over its syntax tree,
// never by running it.

import type { AnyNode, Node, Program } from 'acorn'
import { ancestor, simple } from 'acorn-walk'
import type { Chunk, Expression, Node as LuaNode } from 'luaparse'
import type { Place, Report } from '#host/validate/diagnostic.ts'
import { callParts, isNamed, stringValue, walkLua } from './lua-ast.ts'

export interface ImportRequest {
  readonly specifier: string
  readonly place: Place
}

export function findJsImports(program: Program, file: string, report: Report): ImportRequest[] {
  const requests: ImportRequest[] = []
  for (const statement of program.body) {
    if ('source' in statement && statement.source != null) {
      const specifier = String(statement.source.value)
      requests.push({ specifier, place: placeOf(statement.source, file) })
    }
  }
  simple(program, {
    ImportExpression: (node) =>
      report(
        'dynamic-import',
        placeOf(node, file),
        'import() is not available in a script',
        "write `import { … } from './lib/file.js'` at the top of the file",
      ),
  })
  reportTopLevelAwait(program, file, report)
  reportAsync(program, file, report)
  return requests
}

/** Scripts are synchronous: what they put off would run after the call that it belongs to. */
function reportAsync(program: Program, file: string, report: Report): void {
  ancestor(program, {
    Function: (node, _, ancestors) => {
      if (!node.async) return
      // A method begins at its name, not at its parameters.
      const parent = ancestors.at(-2) as AnyNode | undefined
      const isMember = parent?.type === 'Property' || parent?.type === 'MethodDefinition'
      const start =
        isMember && parent.value === (node as AnyNode) && isMethod(parent) ? parent : node
      const hint = 'callbacks decide at once, on what market, context and indicators hold'
      report('async', placeOf(start, file), 'a script has no async functions', hint)
    },
  })
}

const isMethod = (node: AnyNode): boolean =>
  node.type === 'MethodDefinition' || (node.type === 'Property' && node.method)

function reportTopLevelAwait(program: Program, file: string, report: Report): void {
  const visit = (node: Node & { await?: boolean }, _: unknown, ancestors: Node[]): void => {
    const isWaiting = node.type === 'AwaitExpression' || node.await === true
    if (!isWaiting || ancestors.some(({ type }) => FUNCTION.test(type))) return
    report(
      'top-level-await',
      placeOf(node, file),
      'a script cannot await while it loads',
      'scripts are synchronous; everything they need is in market, context and indicators',
    )
  }
  ancestor(program, { AwaitExpression: visit, ForOfStatement: visit })
}

const FUNCTION = /^(Function|ArrowFunction)/

function placeOf(node: Node, file: string): Place {
  return { file, line: node.loc!.start.line, column: node.loc!.start.column + 1 }
}

export function findLuaImports(chunk: Chunk, file: string, report: Report): ImportRequest[] {
  const requests: ImportRequest[] = []
  const literalUses = new Set<LuaNode>()
  walkLua(chunk, (node) => {
    const call = callParts(node)
    if (call === null || !isNamed(call.base, 'require')) return
    const specifier = literalName(call.args)
    if (specifier === null) return
    literalUses.add(call.base)
    const { line, column } = call.args[0]!.loc!.start
    requests.push({ specifier, place: { file, line, column: column + 1 } })
  })
  const fieldNames = findFieldNames(chunk)
  walkLua(chunk, (node) => {
    if (!isNamed(node, 'require') || literalUses.has(node) || fieldNames.has(node)) return
    const { line, column } = node.loc!.start
    report(
      'dynamic-import',
      { file, line, column: column + 1 },
      'require takes the name of a file, written out',
      "write require('lib.name') for lib/name.lua in the script's folder",
    )
  })
  return requests
}

function literalName(args: Expression[]): string | null {
  const [name] = args
  return args.length === 1 && name?.type === 'StringLiteral' ? stringValue(name) : null
}

/** Identifiers that are field names (`x.require`, `{require = 1}`), not variables. */
function findFieldNames(chunk: Chunk): Set<LuaNode> {
  const names = new Set<LuaNode>()
  walkLua(chunk, (node) => {
    if (node.type === 'MemberExpression') names.add(node.identifier)
    if (node.type === 'TableKeyString') names.add(node.key)
  })
  return names
}
