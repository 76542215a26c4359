// docs/script-api.md: the API for readers, both languages side by side.
import { readFileSync } from 'node:fs'
import {
  API,
  type ApiCallback,
  type ApiField,
  type ApiFunction,
  type ApiLanguage,
  type ApiObject,
  type ApiSignature,
  type ApiType,
} from '#sdk/api/index.ts'
import { camelCase } from '#sdk/names.ts'
import { fullDoc, sayNone } from './prose.ts'

export function referenceText(): string {
  const object = (name: string): ApiObject => API.objects[name]!
  const sections = [
    INTRODUCTION,
    section('Metadata', object('Strategy')),
    ...['NumberParam', 'ChoiceParam', 'SwitchParam', 'Cadence'].map((name) =>
      subsection(object(name)),
    ),
    '## Callbacks',
    CALLBACK_RULES,
    ...API.callbacks.map(callbackText),
    section('`market`', object('Market')),
    subsection(object('Bar')),
    section('`context`', object('Context')),
    ...['Position', 'PendingEntry', 'Account'].map((name) => subsection(object(name))),
    section('`action`', object('Actions')),
    ...['EnterOptions', 'ExitOptions', 'TrailOptions'].map((name) => subsection(object(name))),
    section('`indicators`', withoutCatalogue(object('Indicators'))),
    CATALOGUE_LINK,
    OPERANDS,
    ...['IndicatorOptions', 'BarIndicatorOptions', 'PairIndicatorOptions'].map((name) =>
      subsection(object(name)),
    ),
    CUSTOM,
    ...['IndicatorDefinition', 'IndicatorArgument', 'IndicatorBar'].map((name) =>
      subsection(object(name)),
    ),
    '## Hooks\n\nAll of them are optional and return nothing; each may write `context.data`.',
    ...API.hooks.map(callbackText),
    ...['Fill', 'Trade', 'RejectedOrder'].map((name) => subsection(object(name))),
    '## Names and values',
    valueSets(),
    language('What else is there in Lua', API.lua),
    language('What else is there in JavaScript and TypeScript', API.js),
    EXAMPLE,
    `\`\`\`lua\n${template('lua')}\`\`\``,
    `\`\`\`js\n${template('js')}\`\`\``,
  ]
  return `${sections.join('\n\n')}\n`
}

const INTRODUCTION = `<!-- Generated from sdk/api by \`node host/tools/generate-sdk.ts\`; do not edit. -->
# The script API

Everything that a strategy script can name. The same strategy written in Lua, JavaScript and
TypeScript gives the same trades: only the spelling of names differs, snake_case in Lua and
camelCase in JavaScript and TypeScript. Values such as \`"stop_limit"\` are spelled alike, and names
that you choose (params, keys of \`context.data\` and of the opportunity) are never converted.

Prices are in the quote currency, quantities in base units, times in ms UTC, and fractions are
fractions: 0.01 is 1 %. "None" is \`nil\` in Lua and \`null\` in JavaScript. A comparison with NaN is
false.`

const EXAMPLE = `## A whole strategy

What \`watchfire new my-strategy --lang lua\` (or \`js\`, \`ts\`) writes.`

const template = (language: 'lua' | 'js'): string =>
  readFileSync(
    new URL(`../../../sdk/templates/strategy.${language}`, import.meta.url),
    'utf8',
  ).replaceAll('__NAME__', 'my-strategy')

const CALLBACK_RULES = `A strategy is always in one of three states, and each state has one callback. Callbacks get
\`(market, context, indicators)\` and are synchronous. To return nil, null, undefined or false is to
say nothing; any other value where none of the right kind is due is an error.`

const OPERANDS = `### Operands

\`source=\`, \`crossed_above\`, \`crossed_below\`, \`rising\` and \`falling\` take numbers, names of sources
and indicators as lists, options last: \`{"ema", 9}\` in Lua, \`['ema', 9]\` in JavaScript. Of an
indicator with several outputs the first counts.

| Lua | JavaScript, TypeScript |
| --- | --- |
| \`indicators.crossed_above({"ema", 9}, {"ema", 21})\` | \`indicators.crossedAbove(['ema', 9], ['ema', 21])\` |
| \`indicators.rising({"rsi", 14, {timeframe = "1h"}}, 3)\` | \`indicators.rising(['rsi', 14, { timeframe: '1h' }], 3)\` |
| \`indicators.ema(9, {source = "hl2", offset = 1})\` | \`indicators.ema(9, { source: 'hl2', offset: 1 })\` |`

const CATALOGUE_LINK = `The indicators themselves, with arguments, outputs and definitions, are on
[a page of their own](indicators.md). Arguments that pick a kind, such as that of an average, are
words: \`indicators.ppo(12, 26, "ema")\`. One with several outputs always returns the table or object;
every field is NaN until all of them are warm.`

const CUSTOM = `### Indicators of your own

\`define_indicator\` in Lua, \`defineIndicator\` from \`'watchfire'\` in JavaScript, at the top level of the
script or of a library that it loads. What it returns is called with \`indicators\`, the arguments and,
last, the options; \`indicators.<name>(…)\` and the name in an operand do the same.

\`\`\`lua
local wick = define_indicator {
  name = "wick",
  args = { { name = "length", default = 14, min = 1, integer = true } },
  warmup = function(length) return length end,
  create = function(length)
    local mean = 0
    return function(bar)
      mean = mean + (bar.high - bar.close - mean) / length
      return mean
    end
  end,
}

-- in a callback:
local now = wick(indicators, 20)
local hourly = indicators.wick(20, {timeframe = "1h"})
local smooth = indicators.ema(9, {source = {"wick", 20}})
\`\`\`

\`\`\`js
import { defineIndicator } from 'watchfire'

export const wick = defineIndicator({
  name: 'wick',
  args: [{ name: 'length', default: 14, min: 1, integer: true }],
  warmup: (length) => length,
  create(length) {
    let mean = 0
    return (bar) => {
      mean += (bar.high - bar.close - mean) / length
      return mean
    }
  },
})
\`\`\`

- \`create\` begins a use: one for each set of arguments, source, timeframe and symbol that a script asks
  for. Its function gets every closed bar of that series once, oldest first, from the first bar of
  the run on, however late the script first asks, and never a bar that has not closed.
- It runs inside the callback that needs the value, within that callback's time limit. An error in it
  is the callback's, with the line that raised it; the use then begins anew at the first bar.
- Its values must follow from bars and arguments alone: random numbers, the clock and other
  indicators are refused in it (give another indicator as \`source=\`, with \`input = "source"\`).
  \`market\` is not passed to it for the same reason.
- What it returns must be a number, a table or object with all of \`outputs\`, or nothing (NaN);
  anything else is an error. Before \`warmup\` updates the value is NaN.
- In TypeScript call what \`defineIndicator\` returned: its arguments and outputs have types.
  \`indicators.wick\` has none in an editor; \`validate-script\` knows it.`

/** The table of the catalogue is a page of its own. */
const withoutCatalogue = (object: ApiObject): ApiObject => ({
  ...object,
  members: object.members.filter(
    (member) => member.kind === 'field' || member.parameters.at(-1)?.name !== 'options',
  ),
})

const section = (title: string, object: ApiObject): string =>
  `## ${title}\n\n${object.doc}\n\n${memberTable(object)}`

const subsection = (object: ApiObject): string =>
  `### ${object.name}\n\n${object.doc}\n\n${memberTable(object)}`

function memberTable({ members, origin }: ApiObject): string {
  const rows = members.map((member) =>
    member.kind === 'field'
      ? [member.name, camelCase(member.name), typeText(member.type), fieldMeaning(member, origin)]
      : [
          signature(member.name, member),
          signature(camelCase(member.name), member, camelCase),
          member.returns === null ? '' : typeText(member.returns),
          functionMeaning(member),
        ],
  )
  const lines = rows.map(
    ([lua, js, type, doc]) => `| \`${lua}\` | \`${js}\` | ${type} | ${cell(doc!)} |`,
  )
  return ['| Lua | JS, TS | Type | Meaning |', '| --- | --- | --- | --- |', ...lines].join('\n')
}

function fieldMeaning(field: ApiField, origin: ApiObject['origin']): string {
  const isRequired = origin === 'written' && field.optional !== true
  return neutral(isRequired ? `Required. ${fullDoc(field)}` : fullDoc(field))
}

function functionMeaning(fn: ApiFunction): string {
  const parameters = fn.parameters
    .filter(({ name }) => name !== 'options')
    .map((parameter) => `\`${parameter.name}\`: ${lowered(fullDoc(parameter))}`)
  return neutral([fullDoc(fn), ...parameters].join(' '))
}

const lowered = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? `${text[0]!.toLowerCase()}${text.slice(1)}` : text

const neutral = (text: string): string => sayNone(text, 'none')

const cell = (text: string): string => text.replaceAll('|', '\\|')

const same = (name: string): string => name

function signature(name: string, fn: ApiSignature, spell = same): string {
  const parameters = fn.parameters.map((parameter) => {
    const word = spell(parameter.name)
    return parameter.optional === true ? `[${word}]` : word
  })
  return `${name}(${parameters.join(', ')})`
}

function callbackText(callback: ApiCallback): string {
  const title = `### ${callback.name} / ${callback.key}`
  const call = `\`${signature(callback.name, callback)}\``
  const returns =
    callback.actions.length === 0
      ? ''
      : `\n\nIt may return: ${callback.actions.map((name) => `\`action.${name}\``).join(', ')}.`
  const told = callback.parameters
    .filter(({ name }) => !THREE.includes(name))
    .map(({ name, type, doc }) => `\n\n\`${name}\` (${typeText(type)}): ${neutral(doc)}`)
  return `${title}\n\n${call}\n\n${neutral(callback.doc)}${told.join('')}${returns}`
}

/** What every callback gets needs no description of its own. */
const THREE = ['market', 'context', 'indicators']

const SIMPLE: Readonly<Record<string, string>> = {
  span: '`"3 bars"` or a duration',
  rhythm: '`"bar"`, `"tick"` or a duration',
  nothing: 'nothing',
  any: 'anything',
  tree: 'your own tree',
  opportunity: 'your own table or object',
  params: 'your params',
  action: 'an action',
  function: 'a function',
}

function typeText(type: ApiType): string {
  if (typeof type === 'string') return SIMPLE[type] ?? type
  if ('object' in type) return `[${type.object}](#${anchor(type.object)})`
  if ('values' in type) return `[${type.values}](#names-and-values)`
  if ('words' in type) return type.words.map((word) => `\`"${word}"\``).join(' or ')
  if ('list' in type) return `list of ${typeText(type.list)}`
  if ('mapOf' in type) return `name → ${typeText(type.mapOf)}`
  if ('anyOf' in type) return type.anyOf.map(typeText).join(' or ')
  return `${typeText(type.orNone)} or none`
}

/** A heading's anchor; the objects that authors call by a fixed name have that name as heading. */
const anchor = (name: string): string => API.objects[name]!.variable ?? name.toLowerCase()

function valueSets(): string {
  const rows = Object.values(API.valueSets).map(
    ({ name, values, doc }) =>
      `| ${name} | ${values.map((value) => `\`"${value}"\``).join(' ')} | ${doc} |`,
  )
  return ['| Name | Values | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function language(title: string, words: ApiLanguage): string {
  const added = [...words.api, ...words.library].filter(({ doc }) => doc !== '')
  const plain = words.library.filter(({ doc }) => doc === '').map(({ name }) => `\`${name}\``)
  const rows = added.map(({ name, doc, members }) => {
    const list = members === undefined ? '' : ` ${members.map((word) => `\`${word}\``).join(' ')}`
    return `| \`${name}\` | ${doc}${list} |`
  })
  return [
    `## ${title}`,
    '',
    '| Global | Meaning |',
    '| --- | --- |',
    ...rows,
    '',
    `Further: ${plain.join(' ')}.`,
    '',
    'Not there:',
    '',
    ...absences(words),
  ].join('\n')
}

/** One line per reason, in the order in which reasons first appear. */
function absences(words: ApiLanguage): string[] {
  const byReason = new Map<string, string[]>()
  for (const { name, instead } of words.absent) {
    byReason.set(instead, [...(byReason.get(instead) ?? []), `\`${name}\``])
  }
  return [...byReason].map(([instead, names]) => `- ${names.join(', ')}: ${instead}.`)
}
