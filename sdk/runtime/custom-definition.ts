// The definition of a script's own indicator, as written → checked and complete.
import type { Argument } from '#sdk/indicators/indicator.ts'
import { show } from './actions.ts'
import { IndicatorError, meant } from './indicator-arguments.ts'

/** A plain record; its functions are JavaScript's, whatever the script's language. */
export type WrittenDefinition = Readonly<Record<string, unknown>>

/** The script's own code. */
type Code = (...args: readonly unknown[]) => unknown

export interface IndicatorDefinition {
  readonly name: string
  readonly description: string
  readonly input: 'bar' | 'source'
  readonly args: readonly Argument[]
  readonly outputs: readonly string[]
  readonly warmup: number | Code
  /** Gives the function that takes each bar. */
  readonly create: Code
}

const KEYS = ['name', 'description', 'input', 'args', 'outputs', 'warmup', 'create']
const ARGUMENT_KEYS = ['name', 'description', 'default', 'min', 'max', 'integer', 'choices']
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const ARGUMENTS_MAX = 8
const OUTPUTS_MAX = 16
const WORDS_MAX = 100

export function readDefinition(written: WrittenDefinition, word: string): IndicatorDefinition {
  const wrong = (message: string) => new IndicatorError(`${word}: ${message}`)
  const expected = (what: string, received: unknown) =>
    wrong(`expected ${what}, received ${show(received)}`)

  function checkKeys(record: WrittenDefinition, known: readonly string[], what: string): void {
    const key = Object.keys(record).find((one) => !known.includes(one))
    if (key === undefined) return
    throw wrong(`${key} is not a key of ${what}: ${known.join(', ')}${meant(key, known)}`)
  }

  function nameOf(value: unknown, what: string): string {
    if (typeof value === 'string' && NAME.test(value)) return value
    throw expected(`${what} to be letters, digits and _, a letter first`, value)
  }

  function listOf(value: unknown, what: string, max: number): readonly unknown[] {
    if (value === undefined || value === null) return []
    // Lua's empty table is no list yet.
    if (isRecord(value) && Object.keys(value).length === 0) return []
    if (Array.isArray(value) && value.length <= max) return value
    throw expected(`${what} to be a list of at most ${max}`, value)
  }

  function distinct(names: readonly string[], what: string): readonly string[] {
    const twice = names.find((name, i) => names.indexOf(name) < i)
    if (twice !== undefined) throw wrong(`${what} names ${twice} twice`)
    return names
  }

  function readArgument(value: unknown): Argument {
    if (!isRecord(value)) throw expected('each of args to have a name', value)
    checkKeys(value, ARGUMENT_KEYS, 'an argument')
    const name = nameOf(value.name, 'the name of an argument')
    const description = typeof value.description === 'string' ? value.description : ''
    if (value.choices !== undefined) return readWords(name, description, value)
    const number = (key: string, preset: number): number => {
      const given = value[key] ?? preset
      if (typeof given === 'number' && !Number.isNaN(given)) return given
      throw expected(`args: ${name}.${key} to be a number`, given)
    }
    const integer = value.integer ?? false
    if (typeof integer !== 'boolean')
      throw expected(`args: ${name}.integer to be true or false`, integer)
    const min = number('min', Number.NEGATIVE_INFINITY)
    const max = number('max', Number.POSITIVE_INFINITY)
    const preset = (value.default ?? null) === null ? null : number('default', 0)
    const isWithin = preset === null || (preset >= min && preset <= max)
    if (!isWithin || (integer && preset !== null && !Number.isInteger(preset))) {
      const range = integer ? 'a whole number within its bounds' : 'within its bounds'
      throw expected(`args: ${name}.default to be ${range}`, preset)
    }
    return { name, description, integer, default: preset, min, max }
  }

  function readWords(name: string, description: string, value: WrittenDefinition): Argument {
    const words = listOf(value.choices, `args: ${name}.choices`, WORDS_MAX)
    const isRight = words.length > 0 && words.every((one) => typeof one === 'string')
    if (!isRight) throw expected(`args: ${name}.choices to be words`, value.choices)
    const choices = distinct(words as string[], `args: ${name}.choices`)
    const given = value.default ?? null
    const index = given === null ? null : choices.indexOf(given as string)
    if (index === -1) throw expected(`args: ${name}.default to be one of its choices`, given)
    const max = choices.length - 1
    return { name, description, integer: true, default: index, min: 0, max, choices }
  }

  function readInput(value: unknown): 'bar' | 'source' {
    const input = value ?? 'bar'
    if (input === 'bar' || input === 'source') return input
    throw expected('input to be "bar" (whole bars) or "source" (one number each)', input)
  }

  if (!isRecord(written)) throw expected('a definition {name, warmup, create}', written)
  checkKeys(written, KEYS, 'an indicator')
  const { warmup, create } = written
  const name = nameOf(written.name, 'name')
  const args = listOf(written.args, 'args', ARGUMENTS_MAX).map(readArgument)
  distinct(
    args.map((one) => one.name),
    'args',
  )
  const names = listOf(written.outputs, 'outputs', OUTPUTS_MAX).map((one) =>
    nameOf(one, 'each output'),
  )
  if (typeof warmup !== 'number' && typeof warmup !== 'function') {
    throw expected('warmup to be a number of bars, or a function of the arguments', warmup)
  }
  if (typeof create !== 'function') throw expected('create to be a function', create)
  return {
    name,
    description: typeof written.description === 'string' ? written.description : '',
    input: readInput(written.input),
    args,
    outputs: names.length === 0 ? ['value'] : distinct(names, 'outputs'),
    warmup: warmup as number | Code,
    create: create as Code,
  }
}

const isRecord = (value: unknown): value is WrittenDefinition =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
