// `indicators` as JS and TS authors see it: one function per entry of the catalogue.
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { camelCase } from '#sdk/names.ts'
import type { WrittenDefinition } from '../custom-definition.ts'
import type { World } from '../guest.ts'
import { IndicatorError, splitOptions } from '../indicator-arguments.ts'
import type { Reading } from '../indicators.ts'
import { keepHandle, NO_HANDLES } from '../plain-handles.ts'

type IndicatorFunction = (first?: unknown, ...rest: unknown[]) => unknown

export function indicatorView(world: World): object {
  const view: Record<string, unknown> = {
    crossedAbove: (a: unknown, b: unknown) => world.indicators.crossedAbove(a, b),
    crossedBelow: (a: unknown, b: unknown) => world.indicators.crossedBelow(a, b),
    rising: (operand: unknown, n: unknown) => world.indicators.rising(operand, n),
    falling: (operand: unknown, n: unknown) => world.indicators.falling(operand, n),
  }
  for (const spec of CATALOGUE) view[camelCase(spec.name)] = indicatorFunction(world, spec)
  for (const spec of world.customs.specs()) view[spec.name] = indicatorFunction(world, spec)
  // V8 keeps so many properties as a hash table, unless the object has been a prototype.
  Object.create(view)
  return Object.freeze(view)
}

/** What `defineIndicator` returns: the indicator as a function of `indicators` and its arguments. */
export function customIndicator(world: World, definition: object): IndicatorFunction {
  const isObject = typeof definition === 'object' && definition !== null
  const written = isObject ? { ...definition } : definition
  const { name } = world.customs.define(written as WrittenDefinition, 'defineIndicator')
  return (indicators, ...settings) => {
    const call = (indicators as Record<string, unknown> | null | undefined)?.[name]
    if (typeof call === 'function') return call(...settings)
    throw new IndicatorError(
      `${name}: expected indicators as its first argument, as in ${name}(indicators)`,
    )
  }
}

function indicatorFunction(world: World, spec: IndicatorSpec): IndicatorFunction {
  return spec.outputs.length > 1 ? manyValues(world, spec) : singleValue(world, spec)
}

function singleValue(world: World, spec: IndicatorSpec): IndicatorFunction {
  let plain = NO_HANDLES
  // Eight arguments at the most, and options. No rest parameter: it would make an array at each call.
  function indicator(
    first?: unknown,
    b?: unknown,
    c?: unknown,
    d?: unknown,
    e?: unknown,
    f?: unknown,
    g?: unknown,
    h?: unknown,
    i?: unknown,
  ): unknown {
    const isAlone = b === undefined && c === undefined && d === undefined && e === undefined
    const isPlain = isAlone && f === undefined && g === undefined && h === undefined
    if (isPlain && i === undefined && typeof first === 'number') {
      const known = plain[first]
      if (known !== undefined) return known.latest()
      const { handle, offset } = read(world, spec, [first])
      plain = keepHandle(plain, first, handle)
      return handle.at(offset, 0)
    }
    const { handle, offset } = read(world, spec, [first, b, c, d, e, f, g, h, i])
    return handle.at(offset, 0)
  }
  return indicator
}

function manyValues(world: World, spec: IndicatorSpec): IndicatorFunction {
  // Names that the author chose are nobody's to change.
  const names = world.customs.has(spec) ? spec.outputs : spec.outputs.map(camelCase)
  return (...given) => {
    const { handle, offset } = read(world, spec, given)
    const values: Record<string, number> = {}
    for (const [k, name] of names.entries()) values[name] = handle.at(offset, k)
    return values
  }
}

function read(world: World, spec: IndicatorSpec, given: unknown[]): Reading {
  while (given.length > 0 && given.at(-1) === undefined) given.pop()
  const { args, options } = splitOptions(given)
  return world.indicators.read(spec.name, args, options === null ? null : { ...options })
}
