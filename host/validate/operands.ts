// Indicators where they are named by hand: the arguments of a call, and the list form
// (`{"ema", 9}` / `['ema', 9]`) that stands for one.
import type { ApiObject } from '#sdk/api/description.ts'
import { rangeText } from '#sdk/indicator-text.ts'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { Argument, IndicatorSpec } from '#sdk/indicators/indicator.ts'
import type { Place } from './diagnostic.ts'
import { type Literal, show, type TableLiteral } from './literal.ts'
import { suggest } from './suggest.ts'
import { checkTable, type ValueChecks } from './values.ts'

const byName = new Map(CATALOGUE.map((spec) => [spec.name, spec]))

export const indicatorSpec = (name: string): IndicatorSpec | null => byName.get(name) ?? null

/** A number, a source's name, or an indicator as a list. */
export function checkOperand(literal: Literal, path: string, checks: ValueChecks): void {
  const { api, report, customs } = checks
  if (literal.kind === 'number' || literal.kind === 'other') return
  if (literal.kind === 'string') {
    const { values } = api.values('Source')
    if (values.includes(literal.value)) return
    const message = `expected ${path} to be one of ${values.join(', ')} or an indicator as a list, received ${show(literal)}`
    report('wrong-value', literal.place, message, suggest(literal.value, values))
    return
  }
  if (literal.kind !== 'table') {
    const message = `expected ${path} to be a number, a source or an indicator as a list, received ${show(literal)}`
    report('wrong-value', literal.place, message)
    return
  }
  const [name, ...given] = literal.items
  if (name?.kind !== 'string' || customs.names.has(name.value)) return
  const names = new Map(CATALOGUE.map((spec) => [api.write(spec.name), spec]))
  const spec = names.get(name.value)
  if (spec !== undefined) {
    const { place, isComplete } = literal
    checkIndicator(spec, { given, place, isComplete }, api.write(spec.name), checks)
  } else if (customs.isComplete) {
    const hint = suggest(name.value, [...names.keys(), ...customs.names])
    report('wrong-value', name.place, `there is no indicator "${name.value}"`, hint)
  }
}

/** A use of an indicator: what is given, where, and whether all of it can be seen. */
interface IndicatorUse {
  readonly given: readonly Literal[]
  readonly place: Place
  readonly isComplete: boolean
}

/** Literal arguments and options of an entry of the catalogue. */
export function checkIndicator(
  spec: IndicatorSpec,
  { given, place, isComplete }: IndicatorUse,
  path: string,
  checks: ValueChecks,
): void {
  const { api, report } = checks
  const last = given.at(-1)
  const options = last !== undefined && isRecord(last) ? last : null
  const args = options === null ? given : given.slice(0, -1)
  for (const [i, literal] of args.entries()) {
    const argument = spec.args[i]
    if (argument !== undefined) {
      checkArgument(argument, literal, `${path}'s ${api.write(argument.name)}`, checks)
    } else if (literal.kind !== 'other' && literal.kind !== 'none') {
      const expected = `expected ${path}'s options to be ${api.tableWord}`
      report('wrong-value', literal.place, `${expected}, received ${show(literal)}`)
    }
  }
  // What cannot be seen may be the options.
  const isAllSeen = isComplete && args.at(-1)?.kind !== 'other'
  const missing = spec.args.slice(args.length).find((argument) => argument.default === null)
  if (missing !== undefined && isAllSeen && options !== null) {
    const expected = `expected ${path}'s ${api.write(missing.name)} to be ${rangeText(missing)}`
    report('wrong-value', options.place, `${expected}, received ${show(options)}`)
  }
  if (options !== null) checkTable(options, optionsOf(spec, checks), path, checks)
  else if (spec.input === 'pair' && isAllSeen) {
    const message = `${path} compares two symbols and needs the other one in its options: symbol`
    report('wrong-arguments', place, message)
  }
}

/** The object that describes the indicator's options. */
function optionsOf(spec: IndicatorSpec, { api }: ValueChecks): ApiObject {
  const member = api.members(api.object('Indicators')).get(api.write(spec.name))
  const type = member?.kind === 'function' ? member.parameters.at(-1)?.type : undefined
  if (typeof type === 'object' && 'object' in type) return api.object(type.object)
  throw new Error(`${spec.name} is described without options`)
}

const isRecord = (literal: Literal): literal is Literal & TableLiteral =>
  literal.kind === 'table' && literal.items.length === 0

function checkArgument(
  argument: Argument,
  literal: Literal,
  path: string,
  { report }: ValueChecks,
): void {
  if (literal.kind === 'other' || (literal.kind === 'none' && argument.default !== null)) return
  if (isRight(argument, literal)) return
  const { choices } = argument
  const hint =
    choices !== undefined && literal.kind === 'string' ? suggest(literal.value, choices) : null
  const message = `expected ${path} to be ${rangeText(argument)}, received ${show(literal)}`
  report('wrong-value', literal.place, message, hint)
}

function isRight({ choices, integer, min, max }: Argument, literal: Literal): boolean {
  if (choices !== undefined) return literal.kind === 'string' && choices.includes(literal.value)
  if (literal.kind !== 'number') return false
  const { value } = literal
  return (!integer || Number.isInteger(value)) && value >= min && value <= max
}
