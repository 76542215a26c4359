// `indicators`: the catalogue's entries, and what is built on them.
import { argumentText } from '../indicator-text.ts'
import { CATALOGUE } from '../indicators/catalogue.ts'
import type { Argument, IndicatorSpec } from '../indicators/indicator.ts'
import { camelCase } from '../names.ts'
import type { ApiFunction, ApiObject, ApiParameter } from './description.ts'
import { field, method, object, option, parameter, values, words } from './words.ts'

const UNTIL_WARM = 'NaN until warm'
const NO_BAR = 'false while an operand is NaN'

const operand = (name: string, doc: string) => parameter(name, 'operand', doc)
const BARS = parameter('n', 'integer', 'Over how many bars; at least 1.')

const SERIES: readonly ApiFunction[] = [
  method(
    'crossed_above',
    {
      parameters: [operand('a', 'What crosses.'), operand('b', 'What is crossed.')],
      returns: 'boolean',
    },
    'At the latest closed bar a > b, and at the one before a ≤ b.',
    { none: NO_BAR },
  ),
  method(
    'crossed_below',
    {
      parameters: [operand('a', 'What crosses.'), operand('b', 'What is crossed.')],
      returns: 'boolean',
    },
    'At the latest closed bar a < b, and at the one before a ≥ b.',
    { none: NO_BAR },
  ),
  method(
    'rising',
    { parameters: [operand('a', 'What rises.'), BARS], returns: 'boolean' },
    'Each of the last n closed bars is above the one before it.',
    { none: NO_BAR },
  ),
  method(
    'falling',
    { parameters: [operand('a', 'What falls.'), BARS], returns: 'boolean' },
    'Each of the last n closed bars is below the one before it.',
    { none: NO_BAR },
  ),
]

const isSingle = (spec: IndicatorSpec) => spec.outputs.length === 1

/** `bollinger` → `BollingerValue`: what an indicator with several outputs returns. */
function valueName(spec: IndicatorSpec): string {
  const name = camelCase(spec.name)
  return `${name[0]!.toUpperCase()}${name.slice(1)}Value`
}

function indicator(spec: IndicatorSpec): ApiFunction {
  const isPair = spec.input === 'pair'
  return method(
    spec.name,
    {
      parameters: [
        ...spec.args.map(argument),
        isPair
          ? parameter('options', object(OPTIONS.pair), 'The other symbol, and which bars it reads.')
          : parameter('options', object(OPTIONS[spec.input]), 'Which bars it reads.', {
              optional: true,
            }),
      ],
      returns: isSingle(spec) ? 'number' : object(valueName(spec)),
    },
    `${spec.title}. ${spec.definition}`,
    { none: isSingle(spec) ? UNTIL_WARM : 'every field is NaN until all of them are warm' },
  )
}

/** The object that holds the options, by what an indicator reads. */
const OPTIONS: Readonly<Record<IndicatorSpec['input'], string>> = {
  source: 'IndicatorOptions',
  bar: 'BarIndicatorOptions',
  pair: 'PairIndicatorOptions',
}

const sentence = (text: string): string =>
  `${text[0]!.toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`

function argument(arg: Argument): ApiParameter {
  const { name, integer, choices } = arg
  const type = choices !== undefined ? words(...choices) : integer ? 'integer' : 'number'
  const description = sentence(arg.description)
  if (arg.default === null) return parameter(name, type, description)
  return parameter(name, type, description, {
    optional: true,
    default: argumentText(arg, arg.default),
  })
}

export const INDICATORS: ApiObject = {
  name: 'Indicators',
  variable: 'indicators',
  origin: 'given',
  doc: 'Indicators over closed bars, computed from the first bar of the run on (live: of the loaded history), whenever the script first asks. Before it is warm an indicator is NaN, and every comparison with NaN is false. Options come last.',
  members: [...SERIES, ...CATALOGUE.map(indicator)],
}

const SOURCE = option(
  'source',
  'operand',
  "The series it reads: a source's name, or another indicator as a list (its first output).",
  { default: '"close"' },
)

const WHEN = [
  option(
    'timeframe',
    values('Timeframe'),
    "Another timeframe's bars; one below the data's is an error.",
    {
      default: "the strategy's",
    },
  ),
  option('offset', 'integer', 'How many bars of that timeframe back.', { default: '0' }),
]

const WHICH_BARS = [
  ...WHEN,
  option('symbol', 'string', 'Another symbol of the same run.', { default: "the slot's" }),
]

export const INDICATOR_OPTIONS: ApiObject = {
  name: 'IndicatorOptions',
  origin: 'written',
  doc: 'What an indicator reads.',
  members: [SOURCE, ...WHICH_BARS],
}

export const BAR_INDICATOR_OPTIONS: ApiObject = {
  name: 'BarIndicatorOptions',
  origin: 'written',
  doc: 'Which bars an indicator reads that needs whole bars; it takes no source.',
  members: WHICH_BARS,
}

export const PAIR_INDICATOR_OPTIONS: ApiObject = {
  name: 'PairIndicatorOptions',
  origin: 'written',
  doc: "What an indicator reads that compares the slot's symbol with another. Beside each own bar stands the other's latest bar of that timeframe that had closed by then.",
  members: [
    field('symbol', 'string', 'The other symbol, of the same run.'),
    option(
      'source',
      'operand',
      "What it reads of both: a source's name, or an indicator as a list.",
      {
        default: '"close"',
      },
    ),
    ...WHEN,
  ],
}

export const INDICATOR_VALUES: readonly ApiObject[] = CATALOGUE.filter(
  (spec) => !isSingle(spec),
).map((spec) => ({
  name: valueName(spec),
  origin: 'given',
  doc: `What \`${spec.name}\` returns. Every field is NaN until all of them are warm.`,
  members: spec.outputs.map((output) => field(output, 'number', `${spec.title}: ${output}.`)),
}))
