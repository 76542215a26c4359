// Names of a Lua script that nobody defines, and variables that outlive the call that writes them.
import type { Node } from 'luaparse'
import { callParts, walkLua } from '#host/catalog/lua-ast.ts'
import { LUA_API, objectByVariable } from '../api.ts'
import type { Place, Report } from '../diagnostic.ts'
import { suggest } from '../suggest.ts'
import { placeOf } from './place.ts'
import type { Variable, Write } from './scope.ts'
import { type LuaFile, type LuaScript, rootOf } from './script.ts'

const KNOWN: ReadonlySet<string> = new Set([
  ...LUA_API.words.api.map(({ name }) => name),
  ...LUA_API.words.library.map(({ name }) => name),
  '_ENV',
])

export function checkGlobals(script: LuaScript, report: Report): void {
  for (const file of script.files) {
    for (const variable of file.scopes.globals.values()) {
      reportReads(variable, file, script, report)
      for (const write of variable.writes) reportGlobalWrite(variable, write, file, script, report)
    }
  }
}

function reportReads(variable: Variable, file: LuaFile, script: LuaScript, report: Report): void {
  const { name } = variable
  if (KNOWN.has(name) || (script.globalWrites.get(name)?.length ?? 0) > 0) return
  const instead = LUA_API.absence(name)
  for (const { identifier } of variable.reads) {
    const place = placeOf(identifier, file.path)
    if (instead !== null) report('removed', place, `${name} is not available`, instead)
    else report('unknown-global', place, `"${name}" is not defined`, hintFor(name, file, script))
  }
}

function hintFor(name: string, file: LuaFile, script: LuaScript): string | null {
  if (objectByVariable(name) !== null) {
    return `${name} is a parameter of the callbacks: pass it to the function that needs it`
  }
  const locals = [...file.scopes.variables.values()]
    .filter(({ kind }) => kind !== 'global')
    .map((local) => local.name)
  const written = [...script.globalWrites].filter(([, writes]) => writes.length > 0)
  return suggest(name, new Set([...locals, ...written.map(([key]) => key), ...KNOWN]))
}

function reportGlobalWrite(
  { name }: Variable,
  write: Write,
  file: LuaFile,
  script: LuaScript,
  report: Report,
): void {
  const place = placeOf(write.identifier, file.path)
  if (name !== 'strategy' && LUA_API.words.api.some((global) => global.name === name)) {
    report('read-only', place, `${name} belongs to the API and cannot be assigned`)
  } else if (write.within === null) return
  else if (script.globalWrites.get(name)!.some(({ within }) => within === null)) {
    reportState(name, place, report)
  } else {
    const hint = `write \`local ${name} = …\`, or keep it in context.data.${name}`
    report('accidental-global', place, `"${name}" is assigned but never declared`, hint)
  }
}

/** Locals and tables of the top level that a function changes. */
export function checkModuleState(file: LuaFile, script: LuaScript, report: Report): void {
  for (const variable of new Set(file.scopes.variables.values())) {
    if (variable.kind !== 'local' || variable.owner !== null) continue
    for (const { identifier, within } of variable.writes) {
      if (within !== null) reportState(variable.name, placeOf(identifier, file.path), report)
    }
  }
  walkLua(file.chunk, (node) => {
    for (const target of changedBy(node)) {
      const root = rootOf(target, file.scopes)
      if (root === null || file.within.get(root.name) === null) continue
      if (isTopLevelTable(root.variable, script)) {
        reportState(root.variable.name, placeOf(root.name, file.path), report)
      }
    }
  })
}

const CHANGING = new Set(['insert', 'remove', 'sort', 'move'])

/** Tables that a statement changes: `t.x = …`, `t[i] = …`, `table.insert(t, …)`. */
function changedBy(node: Node): Node[] {
  if (node.type === 'AssignmentStatement') {
    return node.variables.filter(({ type }) => type !== 'Identifier')
  }
  const call = callParts(node)
  const base = call?.base
  const isLibrary =
    base?.type === 'MemberExpression' &&
    base.base.type === 'Identifier' &&
    base.base.name === 'table' &&
    CHANGING.has(base.identifier.name)
  return isLibrary ? call!.args.slice(0, 1) : []
}

function isTopLevelTable(variable: Variable, script: LuaScript): boolean {
  if (variable.kind === 'local' && variable.owner === null && variable.writes.length === 0) {
    return variable.initial?.type === 'TableConstructorExpression'
  }
  if (variable.kind !== 'global') return false
  const writes = script.globalWrites.get(variable.name) ?? []
  return writes.some(
    ({ within, value }) => within === null && value?.type === 'TableConstructorExpression',
  )
}

function reportState(name: string, place: Place, report: Report): void {
  const message = `"${name}" outlives the call, but not a reload or a restart`
  report('module-state', place, message, `keep it in context.data.${name}`)
}
