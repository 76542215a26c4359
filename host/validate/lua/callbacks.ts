// The functions that the host calls, by their global names: are the required ones there, and is
// none almost there? And the actions that they make.
import type { FunctionDeclaration, Node } from 'luaparse'
import { callParts, walkLua } from '#host/catalog/lua-ast.ts'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { checkAction } from '../actions.ts'
import { LUA_API } from '../api.ts'
import type { Report } from '../diagnostic.ts'
import type { Evaluator } from './evaluate.ts'
import { placeOf } from './place.ts'
import { type LuaFile, type LuaScript, rootOf } from './script.ts'

export function checkCallbacks(script: LuaScript, report: Report): void {
  const isDefined = (name: string): boolean => (script.globalWrites.get(name)?.length ?? 0) > 0
  const wanted = [...LUA_API.callbacks.keys()].filter((name) => !isDefined(name))
  const meant = new Set<string>()

  for (const [name, writes] of script.globalWrites) {
    const write = writes.find(
      ({ value, within }) => within === null && value?.type === 'FunctionDeclaration',
    )
    if (write === undefined || LUA_API.callbacks.has(name)) continue
    const near = didYouMean(name, wanted)
    if (near === null) continue
    meant.add(near)
    const place = placeOf(write.identifier, write.file)
    report('misspelt-callback', place, `${name} is never called`, `did you mean "${near}"?`)
  }
  const missing: string[] = []
  for (const name of wanted) {
    if (meant.has(name)) continue
    const local = findLocalFunction(name, script)
    if (local !== null) {
      const message = `${name} is local: the host cannot see it`
      report('missing-callback', placeOf(local.node, local.file), message, 'remove "local"')
    } else if (LUA_API.callbacks.get(name)!.isRequired) missing.push(name)
  }
  if (missing.length === 0) return
  const place = { file: script.entry, line: 1, column: 1 }
  const hint = `add \`function ${missing[0]}(market, context, indicators) … end\``
  report('missing-callback', place, `the script does not define ${missing.join(', ')}`, hint)
}

function findLocalFunction(name: string, script: LuaScript): { node: Node; file: string } | null {
  for (const { path, chunk } of script.files) {
    for (const node of chunk.body) {
      if (node.type !== 'FunctionDeclaration' || !node.isLocal) continue
      if (node.identifier?.type === 'Identifier' && node.identifier.name === name) {
        return { node: node.identifier, file: path }
      }
    }
  }
  return null
}

/** Actions that do nothing where they stand. */
export function checkActions(
  file: LuaFile,
  script: LuaScript,
  evaluator: Evaluator,
  report: Report,
): void {
  const statements = new Set<Node>()
  walkLua(file.chunk, (node) => {
    if (node.type === 'CallStatement') statements.add(node.expression)
    const call = callParts(node)
    const callee = call === null ? null : evaluator.evaluate(call.base)
    if (call === null || callee?.kind !== 'function') return
    const root = rootOf(call.base, file.scopes)
    const within: FunctionDeclaration | null | undefined = root && file.within.get(root.name)
    checkAction(
      callee,
      {
        place: placeOf(call.base, file.path),
        isDropped: statements.has(node),
        callback: within == null ? null : (script.callbacks.get(within) ?? null),
      },
      { api: LUA_API, report },
    )
  })
}
