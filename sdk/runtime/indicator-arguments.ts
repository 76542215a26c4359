// What a script passes to an indicator, checked: arguments as numbers (a word becomes its index),
// options, and the list form of an operand.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { rangeText } from '#sdk/indicator-text.ts'
import type { Argument, IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { show } from './actions.ts'

/** A wrong use of an indicator; its message is for the author. */
export class IndicatorError extends Error {}

/** What a script passed as options, already a plain record; unknown keys are refused. */
export type IndicatorOptions = Readonly<Record<string, unknown>>

/** The names of an indicator, its arguments and outputs, as the author writes them. */
export type Spell = (name: string) => string

const OPTION_KEYS = ['source', 'timeframe', 'offset', 'symbol']
export const OFFSET_MAX = 100_000

export function checkArguments(
  spec: IndicatorSpec,
  given: readonly unknown[],
  spell: Spell,
): number[] {
  if (given.length > spec.args.length) {
    const expected = spec.args.map((one) => spell(one.name)).join(', ')
    const message = `expected at most (${expected}), received ${given.length} arguments`
    throw wrong(spec, spell, message)
  }
  return spec.args.map((argument, i) => {
    const value = given[i] ?? null
    if (value === null && argument.default !== null) return argument.default
    return argument.choices === undefined
      ? checkNumber(spec, argument, value, spell)
      : checkWord(spec, argument, argument.choices, value, spell)
  })
}

function checkNumber(
  spec: IndicatorSpec,
  argument: Argument,
  value: unknown,
  spell: Spell,
): number {
  const isRight =
    typeof value === 'number' &&
    value >= argument.min &&
    value <= argument.max &&
    (!argument.integer || Number.isInteger(value))
  if (isRight) return value
  const received = `received ${show(value)}`
  throw wrong(
    spec,
    spell,
    `expected ${spell(argument.name)} to be ${rangeText(argument)}, ${received}`,
  )
}

function checkWord(
  spec: IndicatorSpec,
  argument: Argument,
  words: readonly string[],
  value: unknown,
  spell: Spell,
): number {
  const index = typeof value === 'string' ? words.indexOf(value) : -1
  if (index >= 0) return index
  const expected = `expected ${spell(argument.name)} to be ${rangeText(argument)}`
  const hint = typeof value === 'string' ? meant(value, words) : ''
  throw wrong(spec, spell, `${expected}, received ${show(value)}${hint}`)
}

export function checkOptions(spec: IndicatorSpec, options: IndicatorOptions, spell: Spell): void {
  const unknown = Object.keys(options).find((key) => !OPTION_KEYS.includes(key))
  if (unknown !== undefined) {
    const known = OPTION_KEYS.filter((key) => key !== 'source' || spec.input !== 'bar')
    const message = `${unknown} is not an option; known: ${known.join(', ')}`
    throw wrong(spec, spell, message + meant(unknown, known))
  }
  if (options.source !== undefined && spec.input === 'bar') {
    throw new IndicatorError(`indicators.${spell(spec.name)} reads whole bars: it has no source`)
  }
}

export function optionalText(options: IndicatorOptions, key: string): string | null {
  const value = options[key]
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  throw new IndicatorError(`expected ${key} to be a string, received ${show(value)}`)
}

export function offsetOf(options: IndicatorOptions): number {
  const offset = options.offset ?? 0
  const isRight =
    typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 && offset <= OFFSET_MAX
  if (isRight) return offset
  throw new IndicatorError(
    `expected offset to be a whole number of bars from 0 to ${OFFSET_MAX}, received ${show(offset)}`,
  )
}

/** The other symbol of an indicator that compares two. */
export function partnerOf(
  spec: IndicatorSpec,
  options: IndicatorOptions | null,
  spell: Spell,
): string {
  const symbol = options === null ? null : optionalText(options, 'symbol')
  if (symbol !== null) return symbol
  const message = `compares two symbols: name the other one in the option symbol, as "ETHUSDT"`
  throw new IndicatorError(`indicators.${spell(spec.name)} ${message}`)
}

export interface OperandParts {
  readonly name: string
  readonly args: readonly unknown[]
  readonly options: IndicatorOptions | null
}

export function splitOperand(value: unknown): OperandParts {
  if (!Array.isArray(value) || typeof value[0] !== 'string') {
    const expected = 'a number, a source name, or a list such as ["ema", 9]'
    throw new IndicatorError(`expected ${expected}, received ${show(value)}`)
  }
  const [name, ...rest] = value as [string, ...unknown[]]
  return { name, ...splitOptions(rest) }
}

/** A last argument that is a table or object holds the options. */
export function splitOptions(given: readonly unknown[]): Omit<OperandParts, 'name'> {
  const last = given.at(-1)
  const hasOptions = typeof last === 'object' && last !== null && !Array.isArray(last)
  if (!hasOptions) return { args: given, options: null }
  return { args: given.slice(0, -1), options: last as IndicatorOptions }
}

/** A hint to put behind a message; nothing where no word is near. */
export function meant(word: string, known: Iterable<string>): string {
  const near = didYouMean(word, known)
  return near === null ? '' : `; did you mean "${near}"?`
}

const wrong = (spec: IndicatorSpec, spell: Spell, message: string): IndicatorError =>
  new IndicatorError(`indicators.${spell(spec.name)}: ${message}`)
