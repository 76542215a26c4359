// What the description's types cannot say: spans of time, ranges, and keys that go together.
// The same rules hold at run time; here they meet only what is written out as a literal.
import type { ApiObject } from '#sdk/api/description.ts'
import { parseDuration, parseSpan } from '#sdk/timeframe.ts'
import type { ScriptApi } from './api.ts'
import type { Report } from './diagnostic.ts'
import { type Literal, show, type TableLiteral } from './literal.ts'

/** What was expected instead; null where the value is right or not of the type (reported elsewhere). */
type Rule = (value: Literal) => string | null

const numberRule =
  (holds: (value: number) => boolean, expected: string): Rule =>
  (literal) =>
    literal.kind === 'number' && !holds(literal.value) ? expected : null

const textRule =
  (holds: (value: string) => boolean, expected: string): Rule =>
  (literal) =>
    literal.kind === 'string' && !holds(literal.value) ? expected : null

const positive = numberRule((value) => value > 0, 'greater than 0')
const notNegative = numberRule((value) => value >= 0, '0 or more')
const fraction = numberRule((value) => value > 0 && value <= 1, 'greater than 0 and at most 1')
const span = textRule(
  (value) => parseSpan(value) !== null,
  'a number of bars ("12 bars") or a duration ("90s")',
)
const rhythm = textRule(
  (value) => value === 'bar' || value === 'tick' || parseDuration(value) !== null,
  '"bar", "tick" or a duration ("5s")',
)

/** By object and member of the description. */
export const RULES: Readonly<Record<string, Rule>> = {
  'Strategy.name': textRule((value) => value.trim() !== '', 'a name'),
  'Strategy.warmup': notNegative,
  'Strategy.cooldown': notNegative,
  'Strategy.close_watch_timeout': span,
  'Cadence.watch': rhythm,
  'Cadence.close_watch': rhythm,
  'Cadence.in_trade': rhythm,
  'EnterOptions.quantity': positive,
  'EnterOptions.notional': positive,
  'EnterOptions.equity_fraction': positive,
  'EnterOptions.risk': fraction,
  'EnterOptions.price': positive,
  'EnterOptions.limit_price': positive,
  'EnterOptions.stop': positive,
  'EnterOptions.target': positive,
  'EnterOptions.expires': span,
  'ExitOptions.fraction': fraction,
  'ExitOptions.price': positive,
  'TrailOptions.distance': positive,
  'TrailOptions.fraction': numberRule(
    (value) => value > 0 && value < 1,
    'greater than 0 and less than 1',
  ),
  'TrailOptions.atr': positive,
}

/** By function and parameter. */
export const ARGUMENT_RULES: Readonly<Record<string, Rule>> = {
  'update_stop.price': positive,
  'update_target.price': positive,
  'bar.n': notNegative,
  'highest.n': positive,
  'lowest.n': positive,
  'avg_volume.n': positive,
}

/** Keys of an order that need or exclude one another. */
export function checkCombination(
  literal: Literal & TableLiteral,
  object: ApiObject,
  path: string,
  checks: { readonly api: ScriptApi; readonly report: Report },
): void {
  if (object.name !== 'EnterOptions' && object.name !== 'ExitOptions') return
  const { write } = checks.api
  const given = (name: string) =>
    literal.fields.find(({ key, value }) => key === write(name) && value.kind !== 'none')
  const needs = (name: string, because: string): void => {
    if (given(name) !== undefined || !literal.isComplete) return
    checks.report('bad-action', literal.place, `${path} needs ${write(name)}: ${because}`)
  }
  const excludes = (name: string, because: string): void => {
    const field = given(name)
    if (field !== undefined) checks.report('bad-action', field.place, `${path}: ${because}`)
  }

  if (given('risk') !== undefined) needs('stop', 'risk is what is lost when the stop is hit')
  const type = given('type')?.value
  if (type?.kind === 'string' && type.value !== 'market') {
    needs('price', `the order is of type "${type.value}"`)
    if (type.value === 'stop_limit') needs('limit_price', 'the order is of type "stop_limit"')
  } else if (type?.kind === 'string' || (type === undefined && literal.isComplete)) {
    excludes('price', 'a market order has no price; give a type, such as "limit"')
    excludes('expires', 'a market order does not rest, so it cannot expire')
  }
}

/** A parameter's default lies within its bounds. */
export function checkNumberParam(
  literal: Literal & TableLiteral,
  path: string,
  report: Report,
): void {
  const value = (name: string) => literal.fields.find(({ key }) => key === name)?.value
  const standard = value('default')
  const min = value('min')
  const max = value('max')
  if (min?.kind === 'number' && max?.kind === 'number' && min.value > max.value) {
    report(
      'wrong-value',
      max.place,
      `expected ${path}.max to be at least min, received ${show(max)}`,
    )
  } else if (standard?.kind === 'number') {
    const isBelow = min?.kind === 'number' && standard.value < min.value
    const isAbove = max?.kind === 'number' && standard.value > max.value
    if (!isBelow && !isAbove) return
    const bound = isBelow ? `at least min (${show(min)})` : `at most max (${show(max as Literal)})`
    const message = `expected ${path}.default to be ${bound}, received ${show(standard)}`
    report('wrong-value', standard.place, message)
  }
}
