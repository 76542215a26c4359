// What a Lua expression means, as far as its text tells: a path into the script API, followed
// through `local position = context.position` and the like. No parser: the text may be half written.
import type { ApiEntry } from '#host/faces/http/shapes/scripts.ts'

export type LuaApi = ReadonlyMap<string, ApiEntry>

export const luaApi = (entries: readonly ApiEntry[]): LuaApi =>
  new Map(entries.map((entry) => [entry.name, entry]))

const LOCAL = /^\s*local\s+([\w\s,]+?)\s*=\s*([^\n]+)$/gm
const PATH = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/

/** Local names that stand for a path of the API: "position" → "context.position". */
export function luaAliases(source: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, names, values] of source.matchAll(LOCAL)) {
    const right = values!.split(',').map((value) => value.trim())
    for (const [i, name] of names!.split(',').entries()) {
      const value = right[i]
      if (value !== undefined && PATH.test(value)) found.set(name.trim(), value)
    }
  }
  return found
}

/** The entry that "context.position" or an alias of it names. */
export function findEntry(
  api: LuaApi,
  path: string,
  aliases: Map<string, string>,
): ApiEntry | null {
  const [first, ...rest] = path.split('.') as [string, ...string[]]
  const alias = aliases.get(first)
  if (alias !== undefined && alias !== first && !alias.startsWith(`${first}.`)) {
    aliases = new Map(aliases)
    aliases.delete(first)
    return findEntry(api, [alias, ...rest].join('.'), aliases)
  }
  let entry = api.get(first) ?? null
  for (const name of rest) entry = entry?.members?.find((member) => member.name === name) ?? null
  return entry
}

export interface LuaParam {
  readonly name: string
  readonly doc: string
}

/** The parameters that the script itself declares in `strategy.params`. */
export function luaParams(source: string): LuaParam[] {
  const start = /\bparams\s*=\s*\{/.exec(source)
  if (start === null) return []
  const found: LuaParam[] = []
  const from = start.index + start[0].length
  let depth = 1
  let at = from
  for (; at < source.length && depth > 0; at++) {
    if (source[at] === '{') depth += 1
    else if (source[at] === '}') depth -= 1
  }
  const body = source.slice(from, at - 1)
  for (const [, name, inside] of body.matchAll(/(\w+)\s*=\s*\{([^{}]*)\}/g)) {
    const description = /description\s*=\s*"([^"]*)"/.exec(inside!)?.[1]
    const initial = /default\s*=\s*([^,}\s]+)/.exec(inside!)?.[1]
    const doc = [description, initial === undefined ? null : `Default: ${initial}.`]
    found.push({ name: name!, doc: doc.filter(Boolean).join('. ') })
  }
  return found
}

/** The call that the cursor is in: "indicators.ema(20, |" → path and argument index. */
export function callAt(before: string): { path: string; argument: number } | null {
  let depth = 0
  let argument = 0
  for (let at = before.length - 1; at >= 0; at--) {
    const letter = before[at]!
    if (letter === ')' || letter === '}' || letter === ']') depth += 1
    else if (letter === '(' || letter === '{' || letter === '[') {
      if (depth > 0) depth -= 1
      else {
        const path = /([A-Za-z_][\w.]*)\s*$/.exec(before.slice(0, at))?.[1]
        if (path !== undefined && letter !== '[')
          return { path, argument: letter === '{' ? 0 : argument }
        if (letter === '(') return null
        argument = 0
      }
    } else if (letter === ',' && depth === 0) argument += 1
    else if (letter === ';' || (letter === '\n' && before.length - at > 2000)) return null
  }
  return null
}

/** The parameters in a signature's text, as Monaco wants them: exact pieces of the label. */
export function parametersOf(signature: string): string[] {
  const open = signature.indexOf('(')
  const close = signature.indexOf(')', open)
  if (open < 0 || close <= open + 1) return []
  return signature.slice(open + 1, close).split(/,\s*/)
}
