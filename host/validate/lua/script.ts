// All files of a Lua script, parsed and with their names resolved. They share one set of globals.
import type { Chunk, FunctionDeclaration, Identifier, Node } from 'luaparse'
import { parseLua } from '#host/catalog/lua-ast.ts'
import type { ScriptSources } from '#host/catalog/sources.ts'
import type { ApiCallback } from '#sdk/api/description.ts'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { LUA_API } from '../api.ts'
import type { Literal } from '../literal.ts'
import { luaLiteral } from './literals.ts'
import { analyseLua, type Scopes, type Variable, type Write } from './scope.ts'

export interface LuaFile {
  readonly path: string
  readonly chunk: Chunk
  readonly scopes: Scopes
  /** The function in which a name stands; null at the top level. */
  readonly within: ReadonlyMap<Identifier, FunctionDeclaration | null>
}

export interface LuaScript {
  readonly entry: string
  readonly files: readonly LuaFile[]
  /** Every assignment of a global, in any file. */
  readonly globalWrites: ReadonlyMap<string, readonly (Write & { readonly file: string })[]>
  /** The functions that the host calls. */
  readonly callbacks: ReadonlyMap<FunctionDeclaration, ApiCallback>
  /** `strategy = {…}`; null where it is something else or assembled in steps. */
  readonly strategy: Literal | null
}

export function readLuaScript(sources: ScriptSources): LuaScript {
  const files = sources.files.flatMap(({ path, code }) => {
    const chunk = parseLua(code)
    if ('message' in chunk) return []
    const scopes = analyseLua(chunk)
    return [{ path, chunk, scopes, within: findFunctions(scopes) }]
  })
  const globalWrites = new Map<string, (Write & { readonly file: string })[]>()
  const callbacks = new Map<FunctionDeclaration, ApiCallback>()
  for (const { path, chunk, scopes } of files) {
    addLocalCallbacks(chunk, callbacks)
    for (const [name, { writes }] of scopes.globals) {
      const all = globalWrites.get(name) ?? []
      all.push(...writes.map((write) => ({ ...write, file: path })))
      globalWrites.set(name, all)
      const callback = callbackNamed(name)
      if (callback === null) continue
      for (const { value } of writes) {
        const fn = functionOf(value, scopes)
        if (fn !== null) callbacks.set(fn, callback)
      }
    }
  }
  return {
    entry: sources.entry,
    files,
    globalWrites,
    callbacks,
    strategy: findStrategy(files, globalWrites),
  }
}

/** Also where the name is misspelt or the function local: what it does is checked all the same. */
function callbackNamed(name: string): ApiCallback | null {
  const near = didYouMean(name, LUA_API.callbacks.keys())
  return near === null ? null : LUA_API.callbacks.get(near)!
}

function addLocalCallbacks(chunk: Chunk, callbacks: Map<FunctionDeclaration, ApiCallback>): void {
  for (const node of chunk.body) {
    if (node.type !== 'FunctionDeclaration' || node.identifier?.type !== 'Identifier') continue
    const callback = LUA_API.callbacks.get(node.identifier.name)
    if (node.isLocal && callback !== undefined) callbacks.set(node, callback)
  }
}

/** The variable at the root of `a.b.c[1]`, and the name that stands for it. */
export function rootOf(
  node: Node,
  scopes: Scopes,
): { name: Identifier; variable: Variable } | null {
  if (node.type === 'MemberExpression' || node.type === 'IndexExpression') {
    return rootOf(node.base, scopes)
  }
  if (node.type !== 'Identifier') return null
  const variable = scopes.variables.get(node)
  return variable === undefined ? null : { name: node, variable }
}

/** A function written in place, or the local function that a name stands for. */
function functionOf(value: Write['value'], scopes: Scopes): FunctionDeclaration | null {
  if (value?.type === 'FunctionDeclaration') return value
  if (value?.type !== 'Identifier') return null
  const initial = scopes.variables.get(value)?.initial
  return initial?.type === 'FunctionDeclaration' ? initial : null
}

function findFunctions(scopes: Scopes): Map<Identifier, FunctionDeclaration | null> {
  const within = new Map<Identifier, FunctionDeclaration | null>()
  for (const { reads, writes } of new Set(scopes.variables.values())) {
    for (const use of [...reads, ...writes]) within.set(use.identifier, use.within)
  }
  return within
}

function findStrategy(
  files: readonly LuaFile[],
  globalWrites: LuaScript['globalWrites'],
): Literal | null {
  const writes = globalWrites.get('strategy') ?? []
  const [write] = writes
  if (writes.length !== 1 || write?.value?.type !== 'TableConstructorExpression') return null
  const literal = luaLiteral(write.value, write.file)
  const isExtended = files.some(({ scopes }) => {
    const names = scopes.globals.get('strategy')?.reads ?? []
    return names.length > 0
  })
  return isExtended && literal.kind === 'table' ? { ...literal, isComplete: false } : literal
}
