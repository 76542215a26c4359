// `indicators` as Lua authors see it: one function per entry of the catalogue.
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import type { World } from '../guest.ts'
import type { Handle } from '../indicator-handle.ts'
import { outputNames, type Reading } from '../indicators.ts'
import { PlainHandles } from '../plain-handles.ts'
import { readArgument, readArguments } from './arguments.ts'
import {
  FLOAT,
  INTEGER,
  kindOf,
  type LuaState,
  luaH_setfrom,
  NUMBER_KIND,
  Table,
  type TValue,
} from './fengari.ts'
import { boolean, float, push, string, tableValue } from './values.ts'
import { createView, type View } from './view.ts'

export function createIndicatorView(L: LuaState, world: World): TValue {
  const view = createView(L, { name: 'indicators' })
  for (const spec of CATALOGUE) {
    view.addFunction(
      spec.name,
      spec.outputs.length === 1 ? single(world, spec) : several(world, spec),
    )
  }
  addCrossings(view, world)
  return tableValue(view.table)
}

type Run = (L: LuaState, first: number) => number

function single(world: World, spec: IndicatorSpec): Run {
  const plain = new PlainHandles()
  return (L, first) => {
    const argument = L.stack[first]
    const isPlain = L.top - first === 1 && argument!.type === INTEGER
    if (isPlain) {
      const known = plain.find(argument!.value as number)
      if (known !== undefined) {
        argument!.type = FLOAT
        argument!.value = known.latest()
        return 1
      }
    }
    const length = isPlain ? (argument!.value as number) : -1
    const { handle, offset } = read(world, spec, L, first)
    plain.keep(length, handle)
    push(L, float(handle.at(offset, 0)))
    return 1
  }
}

/** A fresh table with a field for each output. */
function several(world: World, spec: IndicatorSpec): Run {
  const names = outputNames(spec, false).map(string)
  const memo = new Memo()
  return (L, first) => {
    let handle = memo.find(L, first)
    let offset = 0
    if (handle === null) {
      ;({ handle, offset } = read(world, spec, L, first))
      memo.keep(L, first, handle)
    }
    const table = new Table(L)
    for (let k = 0; k < names.length; k++) {
      luaH_setfrom(L, table, names[k]!, float(handle.at(offset, k)))
    }
    push(L, tableValue(table))
    return 1
  }
}

const MEMO_LENGTH_MAX = 16

/** Handles by their arguments, where all of them are numbers: then there are no options. */
class Memo {
  readonly #known: { readonly args: readonly number[]; readonly handle: Handle }[] = []

  find(L: LuaState, first: number): Handle | null {
    const count = L.top - first
    for (const { args, handle } of this.#known) {
      if (args.length !== count) continue
      let i = 0
      while (i < count && L.stack[first + i]!.value === args[i]) i++
      if (i === count) return handle
    }
    return null
  }

  keep(L: LuaState, first: number, handle: Handle): void {
    const values = L.stack.slice(first, L.top) as TValue[]
    const areNumbers = values.every((value) => kindOf(value.type) === NUMBER_KIND)
    if (!areNumbers || this.#known.length === MEMO_LENGTH_MAX) return
    this.#known.push({ args: values.map((value) => value.value as number), handle })
  }
}

/** A last argument with named keys holds the options. */
function read(world: World, spec: IndicatorSpec, L: LuaState, first: number): Reading {
  const given = readArguments(L, first)
  const last = given.at(-1)
  const hasOptions = typeof last === 'object' && last !== null && !Array.isArray(last)
  if (!hasOptions) return world.indicators.read(spec.name, given, null)
  return world.indicators.read(spec.name, given.slice(0, -1), last as Record<string, unknown>)
}

function addCrossings(view: View, world: World): void {
  const questions = {
    crossed_above: 'crossedAbove',
    crossed_below: 'crossedBelow',
    rising: 'rising',
    falling: 'falling',
  } as const
  for (const [name, key] of Object.entries(questions)) {
    view.addFunction(name, (L, first) => {
      const answer = world.indicators[key](readArgument(L, first), readArgument(L, first + 1))
      push(L, boolean(answer))
      return 1
    })
  }
}
