// All files of a JavaScript or TypeScript script, parsed and with their names resolved.
import type {
  AnyNode,
  Function as FunctionNode,
  Identifier,
  ObjectExpression,
  Program,
} from 'acorn'
import { analyze, type Reference, type Scope, type Variable } from 'eslint-scope'
import type * as ESTree from 'estree'
import { parseJs } from '#host/catalog/js-ast.ts'
import type { ScriptSources } from '#host/catalog/sources.ts'
import type { ApiCallback } from '#sdk/api/description.ts'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { JS_API } from '../api.ts'
import { keyName } from './literals.ts'

export interface JsFile {
  readonly path: string
  readonly program: Program
  readonly scopes: readonly Scope[]
  /** Names that no file defines. */
  readonly unresolved: readonly Reference[]
  readonly references: ReadonlyMap<AnyNode, Reference>
}

export interface JsScript {
  readonly entry: string
  readonly files: readonly JsFile[]
  /** The object that is the strategy; null where it cannot be seen. */
  readonly strategy: ObjectExpression | null
  /** The functions that the host calls. */
  readonly callbacks: ReadonlyMap<AnyNode, ApiCallback>
}

export function readJsScript(sources: ScriptSources): JsScript {
  const files = sources.files.flatMap(({ path, code }) => {
    const program = parseJs(code)
    return 'message' in program ? [] : [resolveNames(path, program)]
  })
  const entry = files.find(({ path }) => path === sources.entry)
  const strategy = entry === undefined ? null : findStrategy(entry)
  return {
    entry: sources.entry,
    files,
    strategy,
    callbacks: strategy === null ? new Map() : findCallbacks(strategy, entry!),
  }
}

function resolveNames(path: string, program: Program): JsFile {
  // acorn's nodes are ESTree's; the two packages only declare them apart.
  const manager = analyze(program as unknown as ESTree.Program, {
    ecmaVersion: 2024,
    sourceType: 'module',
    ignoreEval: true,
  })
  const references = new Map<AnyNode, Reference>()
  for (const scope of manager.scopes) {
    for (const reference of scope.references) {
      references.set(reference.identifier as unknown as AnyNode, reference)
    }
  }
  const unresolved = manager.globalScope?.through ?? []
  return { path, program, scopes: manager.scopes, unresolved, references }
}

/** The function in whose body a name stands; null at the top level. */
export function functionAround(reference: Reference): AnyNode | null {
  const { type, block } = reference.from.variableScope
  return type === 'function' ? (block as unknown as AnyNode) : null
}

/** The name at the root of `a.b.c[1]`. */
export function rootName(node: AnyNode): Identifier | null {
  if (node.type === 'MemberExpression') return rootName(node.object)
  if (node.type === 'ChainExpression') return rootName(node.expression)
  return node.type === 'Identifier' ? node : null
}

export function variableOf(node: AnyNode, file: JsFile): Variable | null {
  return file.references.get(node)?.resolved ?? null
}

/** What a variable is declared with, where it never becomes anything else. */
export function initialOf(variable: Variable): AnyNode | null {
  const [definition] = variable.defs
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) {
    return null
  }
  const node = definition?.node as AnyNode | undefined
  if (node?.type === 'FunctionDeclaration') return node
  return node?.type === 'VariableDeclarator' && node.id.type === 'Identifier'
    ? (node.init ?? null)
    : null
}

/** The default export of the entry, as far as it can be followed; undefined: there is none. */
export function defaultExport(file: JsFile): AnyNode | undefined {
  for (const statement of file.program.body) {
    if (statement.type === 'ExportDefaultDeclaration') return statement.declaration
    if (statement.type !== 'ExportNamedDeclaration') continue
    const named = statement.specifiers.find(
      ({ exported }) => exported.type === 'Identifier' && exported.name === 'default',
    )
    if (named !== undefined) return named.local
  }
  return undefined
}

function findStrategy(file: JsFile): ObjectExpression | null {
  let node = defaultExport(file)
  for (let step = 0; step < 4 && node !== undefined; step++) {
    if (node.type === 'ObjectExpression') return node
    if (node.type === 'Identifier') {
      const variable = variableOf(node, file)
      node = (variable === null ? null : initialOf(variable)) ?? undefined
    } else if (isCallOf(node, 'defineStrategy')) node = node.arguments[0]
    else return null
  }
  return null
}

function isCallOf(node: AnyNode, name: string): node is AnyNode & { type: 'CallExpression' } {
  return (
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name
  )
}

/** Also where the name is misspelt: what the function does is checked all the same. */
function findCallbacks(strategy: ObjectExpression, file: JsFile): Map<AnyNode, ApiCallback> {
  const callbacks = new Map<AnyNode, ApiCallback>()
  for (const property of strategy.properties) {
    if (property.type !== 'Property') continue
    const name = keyName(property)
    const near = name === null ? null : didYouMean(name, JS_API.callbacks.keys())
    const fn = near === null ? null : functionOf(property.value, file)
    if (fn !== null) callbacks.set(fn, JS_API.callbacks.get(near!)!)
  }
  return callbacks
}

/** A function written in place, or the one that a name stands for. */
export function functionOf(node: AnyNode, file: JsFile): (AnyNode & FunctionNode) | null {
  if (isFunction(node)) return node
  if (node.type !== 'Identifier') return null
  const variable = variableOf(node, file)
  const initial = variable === null ? null : initialOf(variable)
  return initial !== null && isFunction(initial) ? initial : null
}

export const isFunction = (node: AnyNode): node is AnyNode & FunctionNode =>
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression' ||
  node.type === 'FunctionDeclaration'
