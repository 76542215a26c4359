// sdk/watchfire.lua: the API as annotations for the Lua language server (LuaLS).
import {
  API,
  type ApiCallback,
  type ApiFunction,
  type ApiMember,
  type ApiObject,
  type ApiParameter,
  type ApiSignature,
  type ApiType,
} from '#sdk/api/index.ts'
import { forLua, fullDoc, wrap } from './prose.ts'

const WIDTH = 96

export function luaText(): string {
  const objects = Object.values(API.objects)
  const sections = [
    HEADER,
    ...Object.values(API.valueSets).map((set) =>
      [...docLines(set.doc), `---@alias ${set.name} ${set.values.map(quoted).join('|')}`].join(
        '\n',
      ),
    ),
    OPERAND,
    ...objects.map((object) =>
      object.members.some((member) => member.kind === 'function')
        ? tableText(object)
        : classText(object),
    ),
    variable('strategy', 'Strategy', 'Set this table: what the host must know before it runs you.'),
    variable('action', 'Actions', 'Makes the values that callbacks return.'),
    ...[...API.callbacks, ...API.hooks].map(callbackText),
    GLOBALS,
  ]
  return `${sections.join('\n\n')}\n`
}

const HEADER = `---@meta watchfire

-- The script API of Watchfire for the Lua language server.
-- Generated from sdk/api by \`node host/tools/generate-sdk.ts\`; do not edit.`

const OPERAND = `---What indicators are computed from and compared with: a number, a source's name, or an indicator
---as a list with its options last, such as {"ema", 9} or {"ema", 9, {timeframe = "1h"}}. Of an
---indicator with several outputs the first counts.
---@alias Operand number|Source|table

---What \`action.…\` makes: return it, nothing else.
---@class Action`

const quoted = (text: string): string => `"${text}"`

function classText(object: ApiObject): string {
  const fields = object.members.map(fieldLine)
  const exact = object.origin === 'written' ? '(exact) ' : ''
  return [...docLines(object.doc), `---@class ${exact}${object.name}`, ...fields].join('\n')
}

function fieldLine(member: ApiMember): string {
  // A keyword cannot be a bare name.
  const name = member.name === 'return' ? '["return"]' : member.name
  if (member.kind === 'function') {
    return `---@field ${name} ${signatureType(member)} ${forLua(fullDoc(member))}`
  }
  const mark = member.optional === true ? '?' : ''
  return `---@field ${name}${mark} ${typeText(member.type)} ${forLua(fullDoc(member))}`
}

/** A class with functions: each of them with its parameters documented. */
function tableText(object: ApiObject): string {
  const variableName = `${object.name[0]!.toLowerCase()}${object.name.slice(1)}Class`
  const fields = object.members.filter(({ kind }) => kind === 'field').map(fieldLine)
  const head = [...docLines(object.doc), `---@class ${object.name}`, ...fields]
  const functions = object.members
    .filter((member) => member.kind === 'function')
    .map((fn) => functionText(`${variableName}.${fn.name}`, fn))
  return [[...head, `local ${variableName} = {}`].join('\n'), ...functions].join('\n\n')
}

function functionText(name: string, fn: ApiFunction): string {
  return [
    ...docLines(fullDoc(fn)),
    ...fn.parameters.map(parameterLine),
    ...(fn.returns === null ? [] : [`---@return ${typeText(fn.returns)}`]),
    `function ${name}(${fn.parameters.map(({ name: argument }) => argument).join(', ')}) end`,
  ].join('\n')
}

function parameterLine(parameter: ApiParameter): string {
  const mark = parameter.optional === true ? '?' : ''
  const doc = forLua(fullDoc(parameter))
  return `---@param ${parameter.name}${mark} ${typeText(parameter.type)} ${doc}`
}

function callbackText(callback: ApiCallback): string {
  return [
    ...docLines(callback.doc),
    ...callback.parameters.map(parameterLine),
    ...(callback.returns === null ? [] : [`---@return ${typeText(callback.returns)}`]),
    `function ${callback.name}(${callback.parameters.map(({ name }) => name).join(', ')}) end`,
  ].join('\n')
}

const variable = (name: string, type: string, doc: string): string =>
  [...docLines(doc), `---@type ${type}`, `${name} = {}`].join('\n')

const GLOBALS = `---Defines an indicator of your own; returns it as a function: spread(indicators, 20). It is
---\`indicators.spread(20)\` and \`{"spread", 20}\` as well.
---@param definition IndicatorDefinition
---@return fun(indicators: Indicators, ...): any
function define_indicator(definition) end

---Writes a line to the log of the slot; the rate is limited.
function log(...) end`

const SIMPLE: Readonly<Record<string, string>> = {
  number: 'number',
  integer: 'integer',
  string: 'string',
  boolean: 'boolean',
  span: 'string',
  rhythm: 'string',
  nothing: 'nil|false',
  any: 'any',
  tree: 'table<string, any>',
  opportunity: 'table',
  params: 'table<string, any>',
  operand: 'Operand',
  function: 'function',
  action: 'Action',
}

function typeText(type: ApiType): string {
  if (typeof type === 'string') return SIMPLE[type]!
  if ('object' in type) return type.object
  if ('values' in type) return type.values
  if ('words' in type) return type.words.map(quoted).join('|')
  if ('list' in type) return `${grouped(type.list)}[]`
  if ('mapOf' in type) return `table<string, ${typeText(type.mapOf)}>`
  if ('anyOf' in type) return type.anyOf.map(typeText).join('|')
  return `${typeText(type.orNone)}?`
}

const grouped = (type: ApiType): string =>
  typeof type === 'object' && ('anyOf' in type || 'words' in type)
    ? `(${typeText(type)})`
    : typeText(type)

function signatureType(signature: ApiSignature): string {
  const parameters = signature.parameters.map(
    ({ name, type, optional }) => `${name}${optional === true ? '?' : ''}: ${typeText(type)}`,
  )
  const returns = signature.returns === null ? '' : `: ${typeText(signature.returns)}`
  return `fun(${parameters.join(', ')})${returns}`
}

const docLines = (text: string): string[] => wrap(forLua(text), WIDTH).map((line) => `---${line}`)
