// Tables of the host's that scripts read and cannot change: `market`, `context`, an opportunity.
// The host writes into the values themselves, so that showing a new moment costs a few stores.
import type { Tree } from '#sdk/domain.ts'
import { guarded, raise, UseError } from './failure.ts'
import {
  invalidateTMcache,
  kindOf,
  type LuaFunction,
  type LuaState,
  luaH_get,
  luaH_setfrom,
  NIL,
  STRING_KIND,
  TABLE,
  Table,
  type TValue,
} from './fengari.ts'
import {
  boolean,
  hostFunction,
  nil,
  number,
  push,
  setField,
  string,
  tableValue,
  textOf,
} from './values.ts'

export interface View {
  readonly table: Table
  /** Adds a member, or a place for one that comes and goes (nil); returns the value it shows. */
  add(name: string, value: TValue): TValue
  addFunction(name: string, run: MemberFunction): void
}

/** Its arguments lie on the stack from `first` on; returns how many results do. */
export type MemberFunction = (L: LuaState, first: number) => number

interface ViewOptions {
  /** What authors call it. */
  readonly name: string
  /** Gives a member that is nil at this moment; undefined where it stays nil. */
  readonly late?: (member: string) => TValue | undefined
  /** Gives a function that is added once somebody asks for it. */
  readonly lazy?: (member: string) => MemberFunction | undefined
  /** What to say of a name that does not exist, instead of listing all that do. */
  readonly hint?: (member: string) => string
  /** Takes an assignment to a member; false refuses it. */
  readonly assign?: (member: string, value: TValue) => boolean
}

export function createView(L: LuaState, options: ViewOptions): View {
  const { name, late, lazy, hint, assign } = options
  const table = new Table(L)
  const members = new Set<string>()

  const missing = guarded((state) => {
    const key = state.stack[state.ci.funcOff + 2]!
    const member = kindOf(key.type) === STRING_KIND ? textOf(key.value) : null
    if (member !== null && members.has(member)) push(state, late?.(member) ?? nil())
    else {
      const run = member === null ? undefined : lazy?.(member)
      if (member === null || run === undefined) throw unknownMember(name, key, members, hint)
      push(state, addFunction(member, run))
    }
    return 1
  })
  table.metatable = protectedMetatable(L, name, missing)
  table.guard = refuse

  function refuse(state: LuaState, key: TValue, value: TValue): void {
    const member = kindOf(key.type) === STRING_KIND ? textOf(key.value) : null
    if (member !== null && assign?.(member, value) === true) return
    raise(state, new UseError(`${name}${pathStep(key)} is read-only`))
  }

  function add(member: string, value: TValue): TValue {
    members.add(member)
    table.guard = null
    const key = string(member)
    // An absent value cannot be stored; a place for it can.
    luaH_setfrom(L, table, key, boolean(true))
    table.guard = refuse
    const slot = luaH_get(L, table, key)
    slot.setfrom(value)
    return slot
  }

  function addFunction(member: string, run: MemberFunction): TValue {
    return add(member, hostFunction(guarded((state) => run(state, firstArgument(state, table)))))
  }

  return {
    table,
    add,
    addFunction,
  }
}

/** Both `market.bar(1)` and `market:bar(1)`: where the arguments begin. */
function firstArgument(L: LuaState, self: Table): number {
  const first = L.ci.funcOff + 1
  const value = first < L.top ? L.stack[first]! : null
  return value !== null && value.type === TABLE && value.value === self ? first + 1 : first
}

/** A tree as tables that cannot be changed, at any depth; null is nil. */
export function frozenTree(L: LuaState, tree: Tree, path: string): TValue {
  if (tree === null) return nil()
  if (typeof tree === 'boolean') return boolean(tree)
  if (typeof tree === 'number') return number(tree)
  if (typeof tree === 'string') return string(tree)
  const table = new Table(L)
  const isList = Array.isArray(tree)
  for (const key in tree) {
    const item = (tree as Readonly<Record<string, Tree>>)[key]!
    const luaKey = isList ? number(Number(key) + 1) : nameOf(key)
    // Where a value lies is asked of tables alone: most hold none.
    const place = typeof item === 'object' ? path + pathStep(luaKey) : path
    const value = frozenTree(L, item, place)
    if (value.type !== NIL) luaH_setfrom(L, table, luaKey, value)
  }
  table.metatable = frozenMetatable(L, path)
  table.guard = (state, key) => raise(state, new UseError(`${path}${pathStep(key)} is read-only`))
  return tableValue(table)
}

/** Names that trees have, as keys: every trade has the same. */
const names = new Map<string, TValue>()
const NAMES_MAX = 500

function nameOf(key: string): TValue {
  let name = names.get(key)
  if (name === undefined) {
    if (names.size >= NAMES_MAX) names.clear()
    name = string(key)
    names.set(key, name)
  }
  return name
}

const metatables = new WeakMap<LuaState, Map<string, Table>>()

/** One for all that lie at the same place: nobody can change it. */
function frozenMetatable(L: LuaState, path: string): Table {
  const known = metatables.get(L) ?? new Map<string, Table>()
  metatables.set(L, known)
  let metatable = known.get(path)
  if (metatable === undefined) {
    if (known.size >= NAMES_MAX) known.clear()
    metatable = protectedMetatable(L, path, null)
    known.set(path, metatable)
  }
  return metatable
}

/** Scripts can neither read nor replace it. */
export function protectedMetatable(L: LuaState, name: string, index: LuaFunction | null): Table {
  const metatable = new Table(L)
  setField(L, metatable, '__metatable', boolean(false))
  setField(L, metatable, '__name', string(name))
  if (index !== null) setField(L, metatable, '__index', hostFunction(index))
  invalidateTMcache(metatable)
  return metatable
}

function unknownMember(
  name: string,
  key: TValue,
  members: ReadonlySet<string>,
  hint?: (member: string) => string,
): UseError {
  const known =
    hint?.(kindOf(key.type) === STRING_KIND ? textOf(key.value) : '') ??
    `; ${name} has ${[...members].join(', ')}`
  return new UseError(`${name}${pathStep(key)} does not exist${known}`)
}

/** `.name`, `[3]`: a key as it is written after the name of its table. */
export function pathStep(key: TValue): string {
  if (kindOf(key.type) === STRING_KIND) return `.${textOf(key.value)}`
  return typeof key.value === 'number' ? `[${key.value}]` : '[?]'
}
