// Literals against the types of the API description: one check for every table, object and argument
// that authors write, in either language.
import type { ApiObject, ApiType } from '#sdk/api/description.ts'
import type { ScriptApi } from './api.ts'
import type { DiagnosticCode } from './codes.ts'
import type { CustomNames } from './custom-names.ts'
import type { Report } from './diagnostic.ts'
import { type Literal, type LiteralField, show, type TableLiteral } from './literal.ts'
import { checkOperand } from './operands.ts'
import { checkCombination, checkNumberParam, RULES } from './rules.ts'
import { meantKey, suggest } from './suggest.ts'

export interface ValueChecks {
  readonly api: ScriptApi
  readonly report: Report
  readonly customs: CustomNames
}

/** `path` is how messages call the value: `strategy.warmup`, `action.enter: side`. */
export function checkValue(
  literal: Literal,
  type: ApiType,
  path: string,
  checks: ValueChecks,
): void {
  if (literal.kind === 'other') return
  if (type === 'operand') return checkOperand(literal, path, checks)
  if (typeof type === 'string') return checkPlain(literal, type, path, checks)
  if ('orNone' in type) {
    if (literal.kind !== 'none') checkValue(literal, type.orNone, path, checks)
  } else if ('values' in type) {
    // "7m" is no misspelt "1m".
    const { values } = checks.api.values(type.values)
    checkWord(literal, values, path, { ...checks, isSuggested: type.values !== 'Timeframe' })
  } else if ('words' in type) checkWord(literal, type.words, path, { ...checks, isSuggested: true })
  else if ('anyOf' in type) checkAnyOf(literal, type.anyOf, path, checks)
  else if (
    !expectKind(literal, 'table', 'list' in type ? 'a list' : checks.api.tableWord, path, checks)
  )
    return
  else if ('list' in type) {
    for (const item of (literal as TableLiteral).items) {
      checkValue(item, type.list, `each of ${path}`, checks)
    }
  } else if ('mapOf' in type) {
    for (const { key, value } of (literal as TableLiteral).fields) {
      checkValue(value, type.mapOf, `${path}.${key}`, checks)
    }
  } else checkTable(literal as Literal & TableLiteral, checks.api.object(type.object), path, checks)
}

function expectKind(
  literal: Literal,
  kind: Literal['kind'],
  words: string,
  path: string,
  { report }: ValueChecks,
): boolean {
  if (literal.kind === kind) return true
  report('wrong-value', literal.place, `expected ${path} to be ${words}, received ${show(literal)}`)
  return false
}

function checkPlain(
  literal: Literal,
  type: Extract<ApiType, string>,
  path: string,
  checks: ValueChecks,
): void {
  switch (type) {
    case 'number':
    case 'string':
    case 'boolean':
      expectKind(literal, type, `a ${type}`, path, checks)
      return
    case 'integer':
      if (literal.kind === 'number' && !Number.isInteger(literal.value)) {
        const message = `expected ${path} to be a whole number, received ${show(literal)}`
        checks.report('wrong-value', literal.place, message)
      } else expectKind(literal, 'number', 'a whole number', path, checks)
      return
    default:
      // 'any', 'tree' and the like: whatever the author wants.
      return
  }
}

function checkWord(
  literal: Literal,
  values: readonly string[],
  path: string,
  { report, isSuggested }: ValueChecks & { readonly isSuggested: boolean },
): void {
  if (literal.kind === 'string' && values.includes(literal.value)) return
  const listed = values.map((value) => `"${value}"`).join(' ')
  report(
    'wrong-value',
    literal.place,
    `expected ${path} to be one of ${listed}, received ${show(literal)}`,
    literal.kind === 'string' && isSuggested ? suggest(literal.value, values) : null,
  )
}

/** One clean alternative is enough; otherwise the findings of the one that comes nearest. */
function checkAnyOf(
  literal: Literal,
  types: readonly ApiType[],
  path: string,
  checks: ValueChecks,
): void {
  const attempts = types.map((type) => {
    const found: Parameters<Report>[] = []
    checkValue(literal, type, path, { ...checks, report: (...finding) => found.push(finding) })
    return found
  })
  const weight = (found: Parameters<Report>[]): number =>
    found.reduce((sum, [code]) => sum + (code === 'unknown-key' ? 2 : 1), 0)
  const nearest = attempts.reduce((a, b) => (weight(b) < weight(a) ? b : a))
  for (const finding of nearest) checks.report(...finding)
}

/** Keys, values, and what must come together. */
export function checkTable(
  literal: Literal & TableLiteral,
  object: ApiObject,
  path: string,
  checks: ValueChecks,
): void {
  const { api, report } = checks
  const members = api.members(object)
  const given = new Set(literal.fields.map(({ key }) => key))
  const fields: LiteralField[] = []
  for (const field of literal.fields) {
    const { key, place, value } = field
    const member = members.get(key)
    if (member === undefined) {
      const meant = meantKey(
        key,
        [...members.keys()].filter((name) => !given.has(name)),
      )
      const hint = meant === null ? null : `did you mean "${meant}"?`
      report('unknown-key', place, `${path} has no key "${key}"`, hint)
      // What is misspelt is not missing as well.
      if (meant !== null) fields.push({ key: meant, place, value: { kind: 'other', place } })
      continue
    }
    fields.push(field)
    if (member.kind !== 'field' || (value.kind === 'none' && member.optional === true)) continue
    const name = joinPath(path, key)
    checkValue(value, member.type, name, checks)
    checkRule(value, `${object.name}.${member.name}`, name, report)
  }
  const meant = { ...literal, fields }
  checkRequired(meant, object, path, checks)
  checkExclusive(meant, object, path, checks)
  checkCombination(meant, object, path, checks)
  if (object.name === 'NumberParam') checkNumberParam(literal, path, report)
}

function checkRule(value: Literal, name: string, path: string, report: Report): void {
  const expected = RULES[name]?.(value) ?? null
  if (expected === null) return
  report('wrong-value', value.place, `expected ${path} to be ${expected}, received ${show(value)}`)
}

function checkRequired(
  literal: Literal & TableLiteral,
  object: ApiObject,
  path: string,
  { api, report }: ValueChecks,
): void {
  if (!literal.isComplete) return
  for (const member of object.members) {
    if (member.kind !== 'field' || member.optional === true) continue
    const name = api.write(member.name)
    const found = literal.fields.find(({ key }) => key === name)
    if (found === undefined) {
      report(missingCode(object), literal.place, `${path} needs ${name}`)
    }
  }
}

function checkExclusive(
  literal: Literal & TableLiteral,
  object: ApiObject,
  path: string,
  { api, report }: ValueChecks,
): void {
  if (object.exclusive === undefined) return
  const names = object.exclusive.keys.map(api.write)
  const given = literal.fields.filter(
    ({ key, value }) => names.includes(key) && value.kind !== 'none',
  )
  if (given.length > 1) {
    const keys = given.map(({ key }) => key).join(' and ')
    report(
      'bad-action',
      given[1]!.place,
      `${path} takes one of ${names.join(', ')}; received ${keys}`,
    )
  } else if (given.length === 0 && object.exclusive.isRequired && literal.isComplete) {
    report('bad-action', literal.place, `${path} needs one of ${names.join(', ')}`)
  }
}

function missingCode(object: ApiObject): DiagnosticCode {
  if (object.name === 'Strategy') return 'missing-metadata'
  if (object.name === 'PairIndicatorOptions') return 'wrong-arguments'
  return object.name.endsWith('Param') ? 'wrong-value' : 'bad-action'
}

/** A list of one table: `params` and `action.enter` read differently in a sentence. */
function joinPath(path: string, key: string): string {
  return path.includes('(') || path.startsWith('action.') ? `${path}: ${key}` : `${path}.${key}`
}
