// The indicators as a script calls them: arguments checked, one handle per distinct use, values at
// the latest closed bar. Knows no language: adapters turn results into tables or objects.
import { CATALOGUE, findIndicator } from '#sdk/indicators/catalogue.ts'
import type { Argument, IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { camelCase } from '#sdk/names.ts'
import { show } from './actions.ts'
import { createFeeder, indicatorSource, SOURCES, type SourceMaker } from './indicator-feeder.ts'
import { Handle } from './indicator-handle.ts'
import type { MarketData } from './market-data.ts'
import type { Series } from './series.ts'

/** A wrong use of an indicator; its message is for the author. */
export class IndicatorError extends Error {}

/** A handle and how many bars back it is read. */
export interface Reading {
  readonly handle: Handle
  readonly offset: number
  readonly spec: IndicatorSpec
}

/** What a script passed as options, already a plain record; unknown keys are refused. */
export type IndicatorOptions = Readonly<Record<string, unknown>>

/** An operand as authors write it: a number, a source's name, or `[name, …args, options?]`. */
export type Operand = number | string | readonly unknown[]

export interface Indicators {
  /** The handle behind `indicators.<name>(…args, options)`. */
  read(name: string, args: readonly unknown[], options: IndicatorOptions | null): Reading
  /** An operand's value `offset` bars back. */
  operand(operand: unknown, offset: number): number
  crossedAbove(a: unknown, b: unknown): boolean
  crossedBelow(a: unknown, b: unknown): boolean
  /** Whether the operand rose from each of the last n bars to the next; NaN never does. */
  rising(operand: unknown, n: unknown): boolean
  falling(operand: unknown, n: unknown): boolean
}

const OPTION_KEYS = ['source', 'timeframe', 'offset', 'symbol']
const OFFSET_MAX = 100_000

export function createIndicators(market: MarketData): Indicators {
  const handles = new Map<string, Handle>()

  function read(
    name: string,
    given: readonly unknown[],
    options: IndicatorOptions | null,
  ): Reading {
    const spec = specOf(name)
    const args = checkArguments(spec, given)
    if (options === null)
      return { handle: handleOf(market.own, spec, args, null, ''), offset: 0, spec }
    checkOptions(spec, options)
    const series = market.series(
      optionalText(options, 'symbol'),
      optionalText(options, 'timeframe'),
    )
    const { source } = options
    const maker = source === undefined ? null : sourceOf(source, spec)
    const key = source === undefined || source === 'close' ? '' : JSON.stringify(source)
    return { handle: handleOf(series, spec, args, maker, key), offset: offsetOf(options), spec }
  }

  function handleOf(
    series: Series,
    spec: IndicatorSpec,
    args: readonly number[],
    source: SourceMaker | null,
    sourceKey: string,
  ): Handle {
    const key = `${spec.name}(${args.join()})${sourceKey}@${series.feed.symbol}/${series.timeframe}`
    let handle = handles.get(key)
    if (handle === undefined) {
      handle = new Handle(series, spec.outputs.length, () => createFeeder(spec, args, source))
      handles.set(key, handle)
    }
    return handle
  }

  function operand(value: unknown, offset: number): number {
    if (typeof value === 'number') return value
    if (typeof value === 'string') {
      const { columns, count } = market.own
      const i = count - 1 - offset
      return i < 0 ? Number.NaN : sourceReader(value)(columns, i)
    }
    const { name, args, options } = splitOperand(value)
    const reading = read(name, args, options)
    return reading.handle.at(reading.offset + offset, 0)
  }

  /** Strictly monotone over the last n steps, in the direction of `sign`. */
  function moves(value: unknown, n: unknown, sign: 1 | -1): boolean {
    if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > OFFSET_MAX) {
      throw new IndicatorError(`expected a whole number of bars from 1, received ${show(n)}`)
    }
    // From the oldest on, so that the memory is deepened once.
    let previous = operand(value, n)
    for (let offset = n - 1; offset >= 0; offset--) {
      const next = operand(value, offset)
      if (!(sign * (next - previous) > 0)) return false
      previous = next
    }
    return true
  }

  /** From at or below to above: a touch alone is no cross, and leaving a tie upwards is one. */
  function crossedAbove(a: unknown, b: unknown): boolean {
    return operand(a, 1) <= operand(b, 1) && operand(a, 0) > operand(b, 0)
  }

  return {
    read,
    operand,
    crossedAbove,
    crossedBelow: (a, b) => crossedAbove(b, a),
    rising: (value, n) => moves(value, n, 1),
    falling: (value, n) => moves(value, n, -1),
  }
}

function specOf(name: string): IndicatorSpec {
  const spec = findIndicator(name)
  if (spec !== undefined) return spec
  const known = CATALOGUE.map((one) => one.name).join(' ')
  throw new IndicatorError(`there is no indicator "${name}"; known: ${known}`)
}

function checkArguments(spec: IndicatorSpec, given: readonly unknown[]): number[] {
  if (given.length > spec.args.length) {
    const expected = spec.args.map((one) => one.name).join(', ')
    const message = `expected at most (${expected}), received ${given.length} arguments`
    throw new IndicatorError(`indicators.${spec.name}: ${message}`)
  }
  return spec.args.map((argument, i) => checkArgument(spec, argument, given[i]))
}

function checkArgument(spec: IndicatorSpec, argument: Argument, given: unknown): number {
  const value = given ?? argument.default
  const isRight =
    typeof value === 'number' &&
    value >= argument.min &&
    value <= argument.max &&
    (!argument.integer || Number.isInteger(value))
  if (isRight) return value
  const kind = argument.integer ? 'a whole number' : 'a number'
  const range = `${kind} from ${argument.min} to ${argument.max}`
  throw new IndicatorError(
    `indicators.${spec.name}: expected ${argument.name} to be ${range}, received ${show(given)}`,
  )
}

function checkOptions(spec: IndicatorSpec, options: IndicatorOptions): void {
  const unknown = Object.keys(options).find((key) => !OPTION_KEYS.includes(key))
  if (unknown !== undefined) {
    const known = OPTION_KEYS.join(', ')
    throw new IndicatorError(
      `indicators.${spec.name}: ${unknown} is not an option; known: ${known}`,
    )
  }
  if (options.source !== undefined && spec.input === 'bar') {
    throw new IndicatorError(`indicators.${spec.name} reads whole bars: it has no source`)
  }
}

function optionalText(options: IndicatorOptions, key: string): string | null {
  const value = options[key]
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  throw new IndicatorError(`expected ${key} to be a string, received ${show(value)}`)
}

function offsetOf(options: IndicatorOptions): number {
  const offset = options.offset ?? 0
  const isRight =
    typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 && offset <= OFFSET_MAX
  if (isRight) return offset
  throw new IndicatorError(
    `expected offset to be a whole number of bars from 0 to ${OFFSET_MAX}, received ${show(offset)}`,
  )
}

function sourceReader(name: string) {
  const reader = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined
  if (reader !== undefined) return reader
  const known = Object.keys(SOURCES).join(' ')
  throw new IndicatorError(`there is no source "${name}"; known: ${known}`)
}

/** An indicator as a source is computed on the bars of the indicator that reads it. */
function sourceOf(source: unknown, reader: IndicatorSpec): SourceMaker | null {
  if (source === 'close') return null
  if (typeof source === 'string') {
    const read = sourceReader(source)
    return () => read
  }
  const { name, args, options } = splitOperand(source)
  const spec = specOf(name)
  const inner = options?.source
  const other = Object.keys(options ?? {}).find((key) => key !== 'source')
  if (other !== undefined) {
    throw new IndicatorError(
      `the source of ${reader.name} is computed on ${reader.name}'s own bars: give ${other} to ${reader.name}`,
    )
  }
  const maker = inner === undefined ? null : sourceOf(inner, spec)
  return indicatorSource(spec, checkArguments(spec, args), maker)
}

function splitOperand(value: unknown): {
  name: string
  args: readonly unknown[]
  options: IndicatorOptions | null
} {
  if (!Array.isArray(value) || typeof value[0] !== 'string') {
    const expected = 'a number, a source name, or a list such as ["ema", 9]'
    throw new IndicatorError(`expected ${expected}, received ${show(value)}`)
  }
  const [name, ...rest] = value as [string, ...unknown[]]
  const last = rest.at(-1)
  const hasOptions = typeof last === 'object' && last !== null && !Array.isArray(last)
  return {
    name,
    args: hasOptions ? rest.slice(0, -1) : rest,
    options: hasOptions ? (last as IndicatorOptions) : null,
  }
}

/** An indicator's outputs as the field names of a language. */
export const outputNames = (spec: IndicatorSpec, isCamelCase: boolean): readonly string[] =>
  isCamelCase ? spec.outputs.map(camelCase) : spec.outputs
