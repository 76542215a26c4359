// Calls into a script: arguments in, one result out, and what it raised as one JavaScript error.
import { type Origin, recordOrigin } from './failure.ts'
import { LUA_OK, type LuaState, luaD_call, luaD_pcall, type Table, TValue } from './fengari.ts'
import { hostFunction } from './values.ts'

/** Not an Error: making one would look at a JavaScript stack that says nothing to an author. */
export class Raise {
  readonly error: TValue
  readonly origin: Origin | null
  constructor(error: TValue, origin: Origin | null) {
    this.error = error
    this.origin = origin
  }
}

/** Memory, or JavaScript's stack, ended under a script; no script can catch it. */
export class Exhausted {
  readonly message: string
  readonly origin: Origin | null
  constructor(message: string, origin: Origin | null) {
    this.message = message
    this.origin = origin
  }
}

/** A call into Lua; throws a Raise, or an Exhausted. The result is the caller's until the next call. */
export type ProtectedCall = (callee: TValue, args: readonly TValue[]) => TValue

export function createProtectedCall(L: LuaState, globals: Table): ProtectedCall {
  let origin: Origin | null = null
  // The message handler runs before the stack is unwound; it lies there once, for every call.
  const handler = L.top
  L.stack[L.top++] = hostFunction((state) => {
    origin = recordOrigin(state, globals)
    return 1
  })

  function enter(at: number): number {
    const { ci, nny, errfunc } = L
    try {
      return luaD_pcall(L, run, at, at, handler)
    } catch (thrown) {
      const where = originOf(L, globals)
      L.ci = ci
      L.nny = nny
      L.errfunc = errfunc
      while (L.top > at) L.stack[--L.top] = undefined
      throw new Exhausted(thrown instanceof Error ? thrown.message : String(thrown), where)
    }
  }

  return (callee, args) => {
    const at = L.top
    const { stack } = L
    stack[L.top++] = new TValue(callee.type, callee.value)
    for (let i = 0; i < args.length; i++) {
      const argument = args[i]!
      stack[L.top++] = new TValue(argument.type, argument.value)
    }
    const status = enter(at)
    const result = stack[at]!
    while (L.top > at) stack[--L.top] = undefined
    if (status === LUA_OK) return result
    const raised = new Raise(result, origin)
    origin = null
    throw raised
  }
}

/** Even looking may fail where nothing is left. */
function originOf(L: LuaState, globals: Table): Origin | null {
  try {
    return recordOrigin(L, globals)
  } catch {
    return null
  }
}

const run = (L: LuaState, at: number): void => luaD_call(L, at, 1)
