// `indicators` as JS and TS authors see it: one function per entry of the catalogue.
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { camelCase } from '#sdk/names.ts'
import type { World } from '../guest.ts'
import { outputNames, type Reading } from '../indicators.ts'
import { PlainHandles } from '../plain-handles.ts'

type IndicatorFunction = (first?: unknown, ...rest: unknown[]) => unknown

export function indicatorView(world: World): object {
  const view: Record<string, unknown> = {
    crossedAbove: (a: unknown, b: unknown) => world.indicators.crossedAbove(a, b),
    crossedBelow: (a: unknown, b: unknown) => world.indicators.crossedBelow(a, b),
    rising: (operand: unknown, n: unknown) => world.indicators.rising(operand, n),
    falling: (operand: unknown, n: unknown) => world.indicators.falling(operand, n),
  }
  for (const spec of CATALOGUE) {
    const call = spec.outputs.length === 1 ? singleValue(world, spec) : manyValues(world, spec)
    view[camelCase(spec.name)] = call
  }
  // V8 keeps so many properties as a hash table, unless the object has been a prototype.
  Object.create(view)
  return Object.freeze(view)
}

function singleValue(world: World, spec: IndicatorSpec): IndicatorFunction {
  const plain = new PlainHandles()
  // No rest parameter: it would make an array at each call.
  function indicator(a?: unknown, b?: unknown, c?: unknown, d?: unknown, e?: unknown): unknown {
    if (b === undefined && typeof a === 'number') {
      const known = plain.find(a)
      if (known !== undefined) return known.latest()
    }
    const { handle, offset } = read(world, spec, [a, b, c, d, e])
    if (b === undefined && typeof a === 'number') plain.keep(a, handle)
    return handle.at(offset, 0)
  }
  return indicator
}

function manyValues(world: World, spec: IndicatorSpec): IndicatorFunction {
  const names = outputNames(spec, true)
  return (...given) => {
    const { handle, offset } = read(world, spec, given)
    const values: Record<string, number> = {}
    for (const [k, name] of names.entries()) values[name] = handle.at(offset, k)
    return values
  }
}

/** A last argument that is an object holds the options. */
function read(world: World, spec: IndicatorSpec, given: unknown[]): Reading {
  while (given.length > 0 && given.at(-1) === undefined) given.pop()
  const last = given.at(-1)
  const hasOptions = typeof last === 'object' && last !== null && !Array.isArray(last)
  if (!hasOptions) return world.indicators.read(spec.name, given, null)
  return world.indicators.read(spec.name, given.slice(0, -1), { ...last })
}
