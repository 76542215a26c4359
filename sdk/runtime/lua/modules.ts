// The files of a script: compiled under their paths, and given to `require` once each.
import { guarded, raiseText, UseError } from './failure.ts'
import {
  kindOf,
  LUA_OK,
  type LuaState,
  luaD_callnoyield,
  luaL_loadbufferx,
  NIL,
  STRING_KIND,
  TValue,
  to_luastring,
} from './fengari.ts'
import { boolean, hostFunction, push, textOf } from './values.ts'

export interface SourceFile {
  /** Relative to the scripts folder, with `/`. */
  readonly path: string
  readonly code: string
}

/**
 * Leaves the file's main chunk on the stack, or the message of what does not parse; says whether it
 * is the chunk.
 */
export function compile(L: LuaState, { path, code }: SourceFile): boolean {
  const source = to_luastring(code.replace(/^\uFEFF?(#[^\n]*)?/, ''))
  const name = to_luastring(`@${path}`)
  return luaL_loadbufferx(L, source, source.length, name, to_luastring('t')) === LUA_OK
}

export function requireFunction(files: readonly SourceFile[]): TValue {
  const byName = new Map(files.map((file) => [moduleName(file.path), file]))
  const loaded = new Map<string, TValue | 'loading'>()

  function requireModule(L: LuaState): number {
    const first = L.ci.funcOff + 1
    const given = first < L.top ? L.stack[first]! : null
    if (given === null || kindOf(given.type) !== STRING_KIND) {
      throw new UseError('require: expected the name of a module, like "lib.risk"')
    }
    const name = textOf(given.value)
    const known = loaded.get(name)
    if (known === 'loading') throw new UseError(`require: "${name}" requires itself, in a circle`)
    push(L, known ?? load(L, name))
    return 1
  }

  function load(L: LuaState, name: string): TValue {
    const file = byName.get(name)
    if (file === undefined) throw new UseError(unknownModule(name))
    if (!compile(L, file)) raiseText(L, textOf(L.stack[L.top - 1]!.value), 'syntax')
    loaded.set(name, 'loading')
    const at = L.top - 1
    try {
      // A module that yields would leave this function half done.
      luaD_callnoyield(L, at, 1)
    } catch (thrown) {
      loaded.delete(name)
      throw thrown
    }
    const { type, value } = L.stack[at]!
    const result = type === NIL ? boolean(true) : new TValue(type, value)
    loaded.set(name, result)
    return result
  }

  return hostFunction(guarded(requireModule))
}

const moduleName = (path: string): string => path.replace(/\.lua$/, '').replaceAll('/', '.')

function unknownModule(name: string): string {
  const path = `${name.replaceAll('.', '/')}.lua`
  return `require: there is no module "${name}": ${path} is not in the scripts folder`
}
