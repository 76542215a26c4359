// Members and calls of the API, whatever the language: does the name exist, may it be assigned, do
// the arguments fit.
import type { ApiMember, ApiObject, ApiType } from '#sdk/api/description.ts'
import type { Known, KnownFunction } from './api.ts'
import type { Place } from './diagnostic.ts'
import type { Literal } from './literal.ts'
import { show } from './literal.ts'
import { checkIndicator, indicatorSpec } from './operands.ts'
import { ARGUMENT_RULES } from './rules.ts'
import { suggest } from './suggest.ts'
import { checkTable, checkValue, type ValueChecks } from './values.ts'

export interface MemberChecks extends ValueChecks {
  /** The names of the strategy's params; null where they are not written out. */
  readonly paramNames: readonly string[] | null
}

/** What `known.name` is; reports a name that does not exist, and assignments. */
export function memberOf(
  known: Known,
  member: { readonly name: string; readonly place: Place; readonly isWritten: boolean },
  checks: MemberChecks,
): Known | null {
  if (known.kind === 'library') return libraryMember(known, member, checks)
  if (known.kind === 'function') return null
  const type = withoutNone(known.type)
  if (type === 'params') return paramValue(known.path, member, checks)
  if (type === 'opportunity') {
    if (member.isWritten) reportReadOnly(`${known.path}.${member.name}`, member.place, checks)
    return null
  }
  if (typeof type !== 'object' || !('object' in type)) return null
  const object = checks.api.object(type.object)
  const found = checks.api.members(object).get(member.name)
  const path = `${pathOf(object, known.path)}.${member.name}`
  if (member.isWritten) {
    const isWritable = found?.kind === 'field' && found.isWritable === true
    if (!isWritable && object.origin === 'given') reportReadOnly(path, member.place, checks)
    return null
  }
  if (found === undefined) {
    const { names, isComplete } = checks.customs
    if (object.variable === 'indicators' && (names.has(member.name) || !isComplete)) return null
    const own = object.variable === 'indicators' ? names : []
    const hint = suggest(member.name, [...checks.api.members(object).keys(), ...own])
    const owner = object.variable ?? `${object.name}`
    checks.report('unknown-member', member.place, `${owner} has no member "${member.name}"`, hint)
    return null
  }
  return toKnown(found, object, path)
}

function toKnown(member: ApiMember, owner: ApiObject, path: string): Known {
  return member.kind === 'field'
    ? { kind: 'value', path, type: member.type }
    : { kind: 'function', path, fn: { ...member, owner } }
}

/** `market` rather than `m`, but `context.position` rather than `Position`. */
const pathOf = (object: ApiObject, path: string): string => object.variable ?? path

function reportReadOnly(path: string, place: Place, { report, api }: MemberChecks): void {
  const level = /\.position\.(stop|target)$/.exec(path)?.[1]
  const hint =
    level === undefined
      ? 'of all that a callback is given, only context.data is writable'
      : `return action.${api.write(`update_${level}`)}(price)`
  report('read-only', place, `${path} is read-only`, hint)
}

function paramValue(
  path: string,
  member: { readonly name: string; readonly place: Place; readonly isWritten: boolean },
  { paramNames, report, ...checks }: MemberChecks,
): null {
  if (member.isWritten) {
    reportReadOnly(`${path}.${member.name}`, member.place, { ...checks, paramNames, report })
  } else if (paramNames !== null && !paramNames.includes(member.name)) {
    const message = `the strategy has no param "${member.name}"`
    report('unknown-member', member.place, message, suggest(member.name, paramNames))
  }
  return null
}

function libraryMember(
  library: Extract<Known, { kind: 'library' }>,
  member: { readonly name: string; readonly place: Place; readonly isWritten: boolean },
  { api, report }: MemberChecks,
): null {
  const path = `${library.path}.${member.name}`
  const instead = api.absence(path)
  if (instead !== null) report('removed', member.place, `${path} is not available`, instead)
  else if (
    library.members !== null &&
    !member.isWritten &&
    !library.members.includes(member.name)
  ) {
    const hint = suggest(member.name, library.members)
    report('unknown-member', member.place, `${library.path} has no member "${member.name}"`, hint)
  }
  return null
}

/** What a call of it gives; `args` is null where their number cannot be seen. */
export function callOf(
  known: Known,
  call: { readonly args: readonly Literal[]; readonly isComplete: boolean; readonly place: Place },
  checks: MemberChecks,
): Known | null {
  if (known.kind !== 'function') return null
  const { fn, path } = known
  checkCount(fn, path, call, checks)
  const spec = fn.owner.variable === 'indicators' ? indicatorSpec(fn.name) : null
  if (spec === null) checkArguments(fn, path, call.args, checks)
  else {
    const { args: given, isComplete, place } = call
    checkIndicator(spec, { given, isComplete, place }, path, checks)
  }
  return fn.returns === null ? null : { kind: 'value', path, type: fn.returns }
}

function checkArguments(
  fn: KnownFunction,
  path: string,
  args: readonly Literal[],
  checks: MemberChecks,
): void {
  for (const [index, literal] of args.entries()) {
    const parameter = fn.parameters[index]
    if (parameter === undefined) break
    if (literal.kind === 'none' && parameter.optional === true) continue
    if (isTable(literal) && isObject(parameter.type)) {
      checkTable(literal, checks.api.object(parameter.type.object), path, checks)
      continue
    }
    const name = `${path}'s ${checks.api.write(parameter.name)}`
    checkValue(literal, parameter.type, name, checks)
    const expected = ARGUMENT_RULES[`${fn.name}.${parameter.name}`]?.(literal) ?? null
    if (expected === null) continue
    const message = `expected ${name} to be ${expected}, received ${show(literal)}`
    checks.report('wrong-value', literal.place, message)
  }
}

function checkCount(
  fn: KnownFunction,
  path: string,
  call: { readonly args: readonly Literal[]; readonly isComplete: boolean; readonly place: Place },
  { report, api }: MemberChecks,
): void {
  const names = fn.parameters.map(({ name, optional }) => api.write(name) + (optional ? '?' : ''))
  const takes = names.length === 0 ? 'no arguments' : `(${names.join(', ')})`
  const required = fn.parameters.filter(({ optional }) => !optional).length
  const isTooFew = call.isComplete && call.args.length < required
  if (isTooFew || call.args.length > fn.parameters.length) {
    const message = `${path} takes ${takes}, received ${call.args.length} argument${call.args.length === 1 ? '' : 's'}`
    report('wrong-arguments', call.place, message)
  }
}

type Table = Extract<Literal, { kind: 'table' }>
const isTable = (literal: Literal): literal is Table => literal.kind === 'table'

const isObject = (type: ApiType): type is { readonly object: string } =>
  typeof type === 'object' && 'object' in type

const withoutNone = (type: ApiType): ApiType =>
  typeof type === 'object' && 'orNone' in type ? withoutNone(type.orNone) : type
