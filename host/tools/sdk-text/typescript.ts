// sdk/watchfire.d.ts: the API for TypeScript and for JavaScript with checkJs. Most of it follows
// from the description; what TypeScript must infer or exclude is in typescript-strategy.ts.
import {
  API,
  type ApiField,
  type ApiFunction,
  type ApiObject,
  type ApiParameter,
  type ApiType,
} from '#sdk/api/index.ts'
import { camelCase } from '#sdk/names.ts'
import { fullDoc, isObject } from './prose.ts'
import { customIndicatorTypes } from './typescript-indicator.ts'
import { actionTypes, optionTypes, strategyTypes } from './typescript-strategy.ts'
import { comment, indent } from './typescript-words.ts'

/** Objects whose types say more than a list of members can. */
const BY_HAND = new Set([
  ...['Strategy', 'EnterOptions', 'ExitOptions', 'TrailOptions'],
  ...['IndicatorDefinition', 'IndicatorArgument'],
])

export function typescriptText(): string {
  const objects = Object.values(API.objects)
  const body = [
    ...Object.values(API.valueSets).map(
      (set) => `${comment(set.doc)}\nexport type ${set.name} = ${union(set.values)}`,
    ),
    strategyTypes(memberLines),
    actionTypes(),
    optionTypes(memberLines),
    operandTypes(),
    customIndicatorTypes(memberLines),
    ...objects.filter(({ name }) => !BY_HAND.has(name)).map(objectText),
    moduleValues(),
  ]
  const module = body.map((part) => indent(part)).join('\n\n')
  return `${HEADER}\n\ndeclare module 'watchfire' {\n${module}\n\n  export {}\n}\n\n${globals()}\n`
}

const HEADER = `// The script API of Watchfire for TypeScript, and for JavaScript with checkJs.
// Generated from sdk/api by \`node host/tools/generate-sdk.ts\`; do not edit.`

function objectText(object: ApiObject): string {
  const isContext = object.name === 'Context'
  const generics = isContext ? '<Params = AnyParams, Found = Opportunity | null>' : ''
  const head = `${comment(object.doc)}\nexport interface ${object.name}${generics} {`
  return [head, indent(memberLines(object)), '}'].join('\n')
}

/** The members of an interface, or those named. */
export function memberLines(object: ApiObject, names?: readonly string[]): string {
  const isGiven = object.origin === 'given'
  return object.members
    .filter(({ name }) => names === undefined || names.includes(name))
    .map((member) => (member.kind === 'field' ? fieldText(member, isGiven) : functionText(member)))
    .join('\n')
}

function fieldText(field: ApiField, isGiven: boolean): string {
  const readonly = isGiven && field.isWritable !== true ? 'readonly ' : ''
  const mark = field.optional === true ? '?' : ''
  const name = camelCase(field.name)
  return `${comment(fullDoc(field))}\n${readonly}${name}${mark}: ${typeText(field.type)}`
}

function functionText(fn: ApiFunction): string {
  const parameters = fn.parameters.map(
    (parameter) => `@param ${camelCase(parameter.name)} ${fullDoc(parameter)}`,
  )
  const returns = fn.returns === 'action' ? `Action<'${camelCase(fn.name)}'>` : typeText(fn.returns)
  const calls = parameterLists(fn).map((list) => `${camelCase(fn.name)}(${list}): ${returns}`)
  return [comment(fullDoc(fn), parameters), ...calls].join('\n')
}

/** One list; where options are due after arguments that may be left out, one for each number of these. */
function parameterLists({ parameters }: ApiFunction): string[] {
  const last = parameters.at(-1)
  const isDue = last !== undefined && last.optional !== true && isObject(last.type)
  if (!isDue || !parameters.some(({ optional }) => optional === true)) {
    return [parameters.map((parameter) => parameterText(parameter, last)).join(', ')]
  }
  const before = parameters.slice(0, -1)
  const required = before.findIndex(({ optional }) => optional === true)
  const counts = Array.from({ length: parameters.length - required }, (_, i) => required + i)
  return counts.map((count) =>
    [...before.slice(0, count), last]
      .map((parameter) => parameterText({ ...parameter, optional: false }))
      .join(', '),
  )
}

/** Options come last, whichever arguments before them are left out. */
function parameterText(parameter: ApiParameter, last?: ApiParameter): string {
  const name = camelCase(parameter.name)
  const type = typeText(parameter.type)
  if (parameter.optional !== true) return `${name}: ${type}`
  const isBeforeOptions = last !== undefined && last !== parameter && isObject(last.type)
  return `${name}?: ${isBeforeOptions ? `${type} | ${typeText(last.type)}` : type}`
}

const SIMPLE: Readonly<Record<string, string>> = {
  number: 'number',
  integer: 'number',
  string: 'string',
  boolean: 'boolean',
  span: 'Span',
  // Any string: durations may be computed. The intersection keeps the editor's suggestions.
  rhythm: "'bar' | 'tick' | (string & {})",
  nothing: 'Nothing',
  any: 'unknown',
  tree: 'Record<string, any>',
  opportunity: 'Found',
  params: 'Params',
  operand: 'Operand',
  function: 'Function',
  action: 'Action',
}

function typeText(type: ApiType | null): string {
  if (type === null) return 'void'
  if (typeof type === 'string') return SIMPLE[type]!
  if ('object' in type) return type.object
  if ('values' in type) return type.values
  if ('words' in type) return union(type.words)
  if ('list' in type) return `readonly ${grouped(type.list)}[]`
  if ('mapOf' in type) return `Readonly<Record<string, ${typeText(type.mapOf)}>>`
  if ('anyOf' in type) return type.anyOf.map(typeText).join(' | ')
  return type.orNone === 'opportunity' ? 'Found' : `${typeText(type.orNone)} | null`
}

const grouped = (type: ApiType): string =>
  typeof type === 'object' && ('anyOf' in type || 'words' in type)
    ? `(${typeText(type)})`
    : typeText(type)

const union = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(' | ')

function operandTypes(): string {
  const names = API.objects
    .Indicators!.members.filter(
      (member) => member.kind === 'function' && member.parameters.at(-1)?.name === 'options',
    )
    .map(({ name }) => camelCase(name))
  const doc =
    "What indicators are computed from and compared with: a number, a source's name, or an indicator as a list with its options last, such as ['ema', 9] or ['ema', 9, { timeframe: '1h' }]. Of an indicator with several outputs the first counts."
  return [
    `${comment('The indicators that a list may name.')}\nexport type IndicatorName =\n  | ${names.map((name) => `'${name}'`).join('\n  | ')}`,
    `${comment(doc)}\nexport type Operand = number | Source | IndicatorList`,
    `export type IndicatorList =
  | readonly [name: IndicatorName, ...settings: (number | string | IndicatorOptions)[]]
  | readonly (string | number | IndicatorOptions)[]`,
  ].join('\n\n')
}

function moduleValues(): string {
  return [
    `${comment('Makes the values that callbacks return; nothing happens before they are returned.')}\nexport const action: Actions`,
    logText('export function'),
  ].join('\n\n')
}

function globals(): string {
  const { api } = API.js
  const { members } = api.find(({ name }) => name === 'console')!
  const methods = members!.map((name) => `  ${name}(...values: unknown[]): void`)
  return `${logText('declare function')}

/** The same as log(). */
interface Console {
${methods.join('\n')}
}
declare var console: Console`
}

function logText(words: string): string {
  const { doc } = API.js.api.find(({ name }) => name === 'log')!
  return `${comment(doc)}\n${words} log(...values: unknown[]): void`
}
