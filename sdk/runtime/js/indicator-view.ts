// `indicators` as JS and TS authors see it: one function per entry of the catalogue.
import { findIndicator, INDICATOR_NAMES, INDICATOR_NAMES_IN_JS } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { camelCase } from '#sdk/names.ts'
import type { WrittenDefinition } from '../custom-definition.ts'
import type { World } from '../guest.ts'
import { IndicatorError, splitOptions } from '../indicator-arguments.ts'
import type { Reading } from '../indicators.ts'
import { keepHandle, NO_HANDLES } from '../plain-handles.ts'

type IndicatorFunction = (first?: unknown, ...rest: unknown[]) => unknown

/**
 * A function for each indicator whose name is anywhere in the script's text; the others are made when
 * they are asked for, by names that the script puts together. All of them at once would take longer
 * than everything else that a slot is opened with.
 */
export function indicatorView(world: World, text: string): object {
  const view = Object.create(othersView(world)) as Record<string, unknown>
  Object.assign(view, {
    crossedAbove: (a: unknown, b: unknown) => world.indicators.crossedAbove(a, b),
    crossedBelow: (a: unknown, b: unknown) => world.indicators.crossedBelow(a, b),
    rising: (operand: unknown, n: unknown) => world.indicators.rising(operand, n),
    falling: (operand: unknown, n: unknown) => world.indicators.falling(operand, n),
  })
  for (let i = 0; i < INDICATOR_NAMES_IN_JS.length; i++) {
    const name = INDICATOR_NAMES_IN_JS[i]!
    if (text.includes(name))
      view[name] = indicatorFunction(world, findIndicator(INDICATOR_NAMES[i]!)!)
  }
  for (const spec of world.customs.specs()) view[spec.name] = indicatorFunction(world, spec)
  // V8 keeps many properties as a hash table, unless the object has been a prototype.
  Object.create(view)
  return Object.freeze(view)
}

/** The indicators that the script's text does not name. */
function othersView(world: World): object {
  const made = new Map<string, IndicatorFunction>()
  const find = (name: PropertyKey) => INDICATOR_NAMES_IN_JS.indexOf(name as string)
  return new Proxy(Object.freeze({}), {
    has: (target, name) => find(name) >= 0 || Reflect.has(target, name),
    get(target, name) {
      const i = find(name)
      if (i < 0) return Reflect.get(target, name)
      const known = made.get(name as string)
      if (known !== undefined) return known
      const spec = findIndicator(INDICATOR_NAMES[i]!)!
      const call = Object.freeze(indicatorFunction(world, spec))
      made.set(name as string, call)
      return call
    },
  })
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
