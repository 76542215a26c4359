// Indicators where they are named by hand: the arguments of a call, and the list form
// (`{"ema", 9}` / `['ema', 9]`) that stands for one.
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { type Literal, show } from './literal.ts'
import { suggest } from './suggest.ts'
import type { ValueChecks } from './values.ts'

const byName = new Map(CATALOGUE.map((spec) => [spec.name, spec]))

export const indicatorSpec = (name: string): IndicatorSpec | null => byName.get(name) ?? null

/** A number, a source's name, or an indicator as a list. */
export function checkOperand(literal: Literal, path: string, checks: ValueChecks): void {
  const { api, report } = checks
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
  const [name, ...args] = literal.items
  if (name?.kind !== 'string') return
  const names = new Map(CATALOGUE.map((spec) => [api.write(spec.name), spec]))
  const spec = names.get(name.value)
  if (spec !== undefined) checkBounds(spec, args, api.write(spec.name), checks)
  else {
    const hint = suggest(name.value, names.keys())
    report('wrong-value', name.place, `there is no indicator "${name.value}"`, hint)
  }
}

/** Literal arguments against the bounds of the catalogue. */
export function checkBounds(
  spec: IndicatorSpec,
  args: readonly Literal[],
  path: string,
  { report }: ValueChecks,
): void {
  for (const [index, argument] of spec.args.entries()) {
    const given = args[index]
    if (given?.kind !== 'number') continue
    const isWhole = !argument.integer || Number.isInteger(given.value)
    if (isWhole && given.value >= argument.min && given.value <= argument.max) continue
    const kind = argument.integer ? 'a whole number' : 'a number'
    const range = Number.isFinite(argument.max)
      ? `from ${argument.min} to ${argument.max}`
      : `of at least ${argument.min}`
    const message = `expected ${path}'s ${argument.name} to be ${kind} ${range}, received ${show(given)}`
    report('wrong-value', given.place, message)
  }
}
