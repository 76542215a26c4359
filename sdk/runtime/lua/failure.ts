// Errors between Lua and JavaScript: what our functions raise blames the author's line that called
// them, and what a script raises is read back with its place and its trace.
import type { ScriptErrorCode } from '#sdk/domain.ts'
import { ActionError } from '../actions.ts'
import { IndicatorError } from '../indicator-arguments.ts'
import { MarketError } from '../market-data.ts'
import type { Place, Raised } from '../script.ts'
import { TreeError } from '../tree.ts'
import {
  type CallInfo,
  IS_LUA_CALL,
  kindOf,
  type LClosure,
  LUA_CLOSURE,
  type LuaFunction,
  type LuaState,
  lua_error,
  lua_getinfo,
  STRING_KIND,
  type Table,
  type TString,
  type TValue,
  to_jsstring,
  to_luastring,
} from './fengari.ts'
import { string, textOf } from './values.ts'

/** A wrong use of what the environment offers; its message is for the author. */
export class UseError extends Error {}

const FOR_AUTHORS = [ActionError, IndicatorError, MarketError, TreeError, UseError]

/** What kind of error a message of ours is, for as long as a script hands it on. */
const codes = new WeakMap<TString, ScriptErrorCode>()

/** Makes a Lua function whose JavaScript errors become Lua errors; `pcall` can catch them. */
export function guarded(run: LuaFunction): LuaFunction {
  return (L) => {
    try {
      return run(L)
    } catch (thrown) {
      return raise(L, thrown)
    }
  }
}

/** Raises an error of ours in Lua; anything else (Lua's own jumps among it) goes on as it is. */
export function raise(L: LuaState, thrown: unknown): never {
  if (!FOR_AUTHORS.some((kind) => thrown instanceof kind)) throw thrown
  const code = thrown instanceof ActionError ? 'bad-action' : 'threw'
  return raiseText(L, where(L) + (thrown as Error).message, code)
}

export function raiseText(L: LuaState, text: string, code: ScriptErrorCode): never {
  const message = string(text)
  codes.set(message.value as TString, code)
  L.stack[L.top++] = message
  return lua_error(L)
}

/** What JavaScript itself threw (no memory, a stack too deep) as a Lua error message. */
export function nativeMessage(L: LuaState, thrown: unknown): TValue {
  return string(where(L) + (thrown instanceof Error ? thrown.message : String(thrown)))
}

/** "ema.lua:12: " of the author's innermost line. */
function where(L: LuaState): string {
  const place = authorPlace(L)
  return place === null ? '' : `${place.file}:${place.line}: `
}

/** The line of the author's that runs at this moment. */
function authorPlace(L: LuaState): Place | null {
  const call = nearestLua(L.ci)
  return call === null ? null : placeOf(call)
}

function nearestLua(from: CallInfo | null): CallInfo | null {
  let call = from
  while (call !== null && (call.callstatus & IS_LUA_CALL) === 0) call = call.previous
  return call
}

function placeOf(call: CallInfo): Place {
  const { p } = call.func.value as LClosure
  return { file: fileOf(p.source), line: p.lineinfo[call.l_savedpc - 1] ?? 0, column: null }
}

/** A chunk's name is "@" and its path. */
export const fileOf = (source: TString): string => textOf(source).slice(1)

/** Remembers a line cheaply: looked up only if somebody asks. */
export function rememberPlace(L: LuaState): () => Place | null {
  const call = nearestLua(L.ci)
  if (call === null) return () => null
  const { p } = call.func.value as LClosure
  const at = call.l_savedpc - 1
  return () => ({ file: fileOf(p.source), line: p.lineinfo[at] ?? 0, column: null })
}

/** Where an error arose, recorded while the stack still stands. */
export interface Origin {
  readonly place: Place | null
  readonly trace: readonly string[]
}

const TRACE_LINES_MAX = 20

export function recordOrigin(L: LuaState, globals: Table): Origin {
  const trace: string[] = []
  const names = globalNames(globals)
  let place: Place | null = null
  for (
    let call = nearestLua(L.ci);
    call !== null && trace.length < TRACE_LINES_MAX;
    call = nearestLua(call.previous)
  ) {
    const at = placeOf(call)
    place ??= at
    trace.push(`${at.file}:${at.line} in ${functionName(L, call, names)}`)
  }
  return { place, trace }
}

function globalNames(globals: Table): Map<unknown, string> {
  const names = new Map<unknown, string>()
  for (let entry = globals.f; entry !== undefined; entry = entry.n) {
    const isNamed = kindOf(entry.key.type) === STRING_KIND && entry.value.type === LUA_CLOSURE
    if (isNamed) names.set(entry.value.value, textOf(entry.key.value))
  }
  return names
}

function functionName(L: LuaState, call: CallInfo, globals: Map<unknown, string>): string {
  const closure = call.func.value as LClosure
  const { source, linedefined } = closure.p
  if (linedefined === 0) return 'main chunk'
  const info: { i_ci: CallInfo; name?: Uint8Array | null } = { i_ci: call }
  lua_getinfo(L, to_luastring('n'), info)
  const local = info.name ? to_jsstring(info.name, 0, undefined, true) : undefined
  const name = globals.get(closure) ?? local
  return name === undefined ? `function <${fileOf(source)}:${linedefined}>` : `function '${name}'`
}

/**
 * Reads what a script raised: `files` are the paths whose prefixes are places, `describe` words an
 * error that is no text.
 */
export function readError(
  error: TValue,
  origin: Origin | null,
  files: ReadonlySet<string>,
  describe: (error: TValue) => string,
): Raised {
  const isText = kindOf(error.type) === STRING_KIND
  const code = (isText && codes.get(error.value as TString)) || 'threw'
  const text = isText ? textOf(error.value) : describe(error)
  const { message, place } = splitPlace(text, files)
  return { code, message, place: place ?? origin?.place ?? null, trace: origin?.trace ?? [] }
}

/** Lua puts "file:line: " before messages; one that passed through a coroutine has several. */
function splitPlace(text: string, files: ReadonlySet<string>) {
  let message = text
  let place: Place | null = null
  for (;;) {
    const match = /^(.+?):(\d+): /.exec(message)
    if (match === null || !files.has(match[1]!)) return { message, place }
    place = { file: match[1]!, line: Number(match[2]), column: null }
    message = message.slice(match[0].length)
  }
}
