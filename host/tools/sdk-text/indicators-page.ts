// docs/indicators.md: every indicator of the catalogue, for readers of both languages.
import { argumentText, rangeText, usualWarmup } from '#sdk/indicator-text.ts'
import { AVERAGES } from '#sdk/indicators/averages/index.ts'
import type { Argument, IndicatorSpec } from '#sdk/indicators/indicator.ts'
import { MOMENTUM } from '#sdk/indicators/momentum/index.ts'
import { PATTERNS } from '#sdk/indicators/patterns/index.ts'
import { STRUCTURE } from '#sdk/indicators/structure/index.ts'
import { VOLATILITY } from '#sdk/indicators/volatility/index.ts'
import { VOLUME } from '#sdk/indicators/volume/index.ts'
import { camelCase } from '#sdk/names.ts'

const FAMILIES: readonly (readonly [title: string, specs: readonly IndicatorSpec[]])[] = [
  ['Averages', AVERAGES],
  ['Momentum', MOMENTUM],
  ['Volatility', VOLATILITY],
  ['Volume', VOLUME],
  ['Structure and statistics', STRUCTURE],
  ['Candlestick patterns', PATTERNS],
]

export function indicatorsText(): string {
  const contents = FAMILIES.map(
    ([title, specs]) =>
      `- [${title}](#${anchor(title)}): ${specs.map(({ name }) => `[\`${name}\`](#${name})`).join(' ')}`,
  )
  const families = FAMILIES.flatMap(([title, specs]) => [`## ${title}`, ...specs.map(entryText)])
  return `${[introduction(), contents.join('\n'), ...families].join('\n\n')}\n`
}

const anchor = (title: string): string => title.toLowerCase().replaceAll(' ', '-')

const introduction = (): string => `\
<!-- Generated from sdk/indicators by \`node host/tools/generate-sdk.ts\`; do not edit. -->
# Indicators

The ${FAMILIES.flatMap(([, specs]) => specs).length} indicators that every script has, as \`indicators.<name>(…)\`. In JavaScript and
TypeScript names and fields are camelCase: \`plus_di\` is \`plusDi\`. After the arguments may come
options: \`{timeframe = "1h", offset = 1}\` in Lua, \`{ timeframe: '1h', offset: 1 }\` in JavaScript;
all of them, operands and [indicators of your own](script-api.md#indicators-of-your-own) are told in
the [script API](script-api.md#indicators).

"First value" is the bar at which an indicator with its defaults has one; before it, it is NaN.
Where there are several outputs they are all NaN until all have a value. Definitions are TA-Lib's
wherever TA-Lib has one; the values are checked against TA-Lib itself and against published series.
\`watchfire indicators --list --json\` gives this page as data.`

const READS: Readonly<Record<IndicatorSpec['input'], string>> = {
  source: 'one series (`source=`, the close unless told otherwise)',
  bar: 'whole bars',
  pair: 'one series (`source=`) of the slot’s symbol and of the one in `symbol=`, which is required',
}

function entryText(spec: IndicatorSpec): string {
  const first = usualWarmup(spec)
  const facts = [
    `Reads ${READS[spec.input]}.`,
    ...(spec.outputs.length === 1 ? [] : [`Gives ${fieldsText(spec.outputs)}.`]),
    ...(first === null ? [] : [`First value: bar ${first}.`]),
  ]
  return [
    `### ${spec.name}`,
    `${spec.title}. ${callsText(spec)}`,
    ...(spec.args.length === 0 ? [] : [argumentTable(spec.args)]),
    `${sentence(spec.definition)} ${facts.join(' ')}`,
    `Source: ${linked(spec.source)}`,
  ].join('\n\n')
}

/** The call in Lua, and in JavaScript where that looks different. */
function callsText(spec: IndicatorSpec): string {
  const lua = call(spec, (name) => name, ['{symbol = "ETHUSDT"}', '"'])
  const js = call(spec, camelCase, ["{ symbol: 'ETHUSDT' }", "'"])
  return lua === js ? `\`${lua}\`` : `\`${lua}\` in Lua, \`${js}\` in JavaScript`
}

function call(
  spec: IndicatorSpec,
  spell: (name: string) => string,
  [symbol, quote]: readonly [string, string],
): string {
  const args = spec.args.map((argument) =>
    argument.default === null
      ? spell(argument.name)
      : argumentText(argument, argument.default).replaceAll('"', quote),
  )
  if (spec.input === 'pair') args.push(symbol)
  return `indicators.${spell(spec.name)}(${args.join(', ')})`
}

function argumentTable(args: readonly Argument[]): string {
  const rows = args.map((argument) => {
    const preset = argument.default === null ? 'required' : argumentText(argument, argument.default)
    return `| \`${argument.name}\` | ${cell(argument.description)} | ${cell(rangeText(argument))} | ${preset} |`
  })
  return ['| Argument | Meaning | Values | Default |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  )
}

function fieldsText(outputs: readonly string[]): string {
  return outputs
    .map((name) => {
      const js = camelCase(name)
      return js === name ? `\`${name}\`` : `\`${name}\` (\`${js}\`)`
    })
    .join(', ')
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

const sentence = (text: string): string =>
  `${text[0]!.toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`

const linked = (source: string): string => source.replace(/https?:\/\/\S+/g, (url) => `<${url}>`)
