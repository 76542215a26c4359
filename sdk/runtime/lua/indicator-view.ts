// `indicators` as Lua authors see it: one function per entry of the catalogue.
import { findIndicator, INDICATOR_NAMES } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import type { World } from '../guest.ts'
import { meant, splitOptions } from '../indicator-arguments.ts'
import type { Handle } from '../indicator-handle.ts'
import type { Reading } from '../indicators.ts'
import { keepHandle, NO_HANDLES } from '../plain-handles.ts'
import { readArgument, readArguments } from './arguments.ts'
import type { Caller } from './custom-indicator.ts'
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
import { createView, type MemberFunction, type View } from './view.ts'

export function createIndicatorView(L: LuaState, world: World, caller: Caller): TValue {
  const view = createView(L, {
    name: 'indicators',
    // Most scripts use three of them.
    lazy(name) {
      const spec = findIndicator(name) ?? world.customs.find(name)
      return spec === undefined ? undefined : indicatorFunction(world, spec, caller)
    },
    hint: (name) => meant(name, [...INDICATOR_NAMES, ...world.customs.names()]),
  })
  addCrossings(view, world, caller)
  return tableValue(view.table)
}

/** `indicators.<name>` with its arguments from stack position `first` on. */
export function indicatorFunction(
  world: World,
  spec: IndicatorSpec,
  caller: Caller,
): MemberFunction {
  const run = spec.outputs.length === 1 ? single(world, spec, caller) : several(world, spec, caller)
  if (!world.customs.has(spec)) return run
  // Its value may take code of the script's, however it is asked for.
  return (L, first) => {
    caller.L = L
    return run(L, first)
  }
}

function single(world: World, spec: IndicatorSpec, caller: Caller): MemberFunction {
  let plain = NO_HANDLES
  return (L, first) => {
    const argument = L.stack[first]
    const isPlain = L.top - first === 1 && argument!.type === INTEGER
    if (isPlain) {
      const known = plain[argument!.value as number]
      if (known !== undefined) {
        argument!.type = FLOAT
        argument!.value = known.latest()
        return 1
      }
    }
    const length = isPlain ? (argument!.value as number) : -1
    const { handle, offset } = read(world, spec, caller, L, first)
    plain = keepHandle(plain, length, handle)
    push(L, float(handle.at(offset, 0)))
    return 1
  }
}

/** A fresh table with a field for each output. */
function several(world: World, spec: IndicatorSpec, caller: Caller): MemberFunction {
  const names = spec.outputs.map(string)
  const memo = new Memo()
  return (L, first) => {
    let handle = memo.find(L, first)
    let offset = 0
    if (handle === null) {
      ;({ handle, offset } = read(world, spec, caller, L, first))
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
    const args: number[] = []
    for (let i = first; i < L.top; i++) {
      const { type, value } = L.stack[i]!
      if (kindOf(type) !== NUMBER_KIND) return
      args.push(value as number)
    }
    if (this.#known.length < MEMO_LENGTH_MAX) this.#known.push({ args, handle })
  }
}

function read(
  world: World,
  spec: IndicatorSpec,
  caller: Caller,
  L: LuaState,
  first: number,
): Reading {
  // A source may be an indicator of the script's own.
  caller.L = L
  const { args, options } = splitOptions(readArguments(L, first))
  return world.indicators.read(spec.name, args, options)
}

function addCrossings(view: View, world: World, caller: Caller): void {
  const questions = {
    crossed_above: 'crossedAbove',
    crossed_below: 'crossedBelow',
    rising: 'rising',
    falling: 'falling',
  } as const
  for (const [name, key] of Object.entries(questions)) {
    view.addFunction(name, (L, first) => {
      caller.L = L
      const answer = world.indicators[key](readArgument(L, first), readArgument(L, first + 1))
      push(L, boolean(answer))
      return 1
    })
  }
}
