// What a script writes to define an indicator of its own, and what its code gets.
import type { ApiObject } from './description.ts'
import { anyOf, field, listOf, object, option, words } from './words.ts'

export const INDICATOR_DEFINITION: ApiObject = {
  name: 'IndicatorDefinition',
  origin: 'written',
  doc: "An indicator of your own, defined while the script loads. Its code runs in the callback that first needs a value, on that callback's time, over all closed bars since the first, each once.",
  members: [
    field(
      'name',
      'string',
      'What it is called from then on; letters, digits and _. A name of the catalogue is refused, and names are never converted.',
    ),
    option('description', 'string', 'What it says, in a sentence.'),
    option(
      'input',
      words('bar', 'source'),
      'Whether each update gets a whole bar or one number: that of source=.',
      {
        default: '"bar"',
      },
    ),
    option('args', listOf(object('IndicatorArgument')), 'Its arguments, in the order of a call.', {
      default: 'none',
    }),
    option(
      'outputs',
      listOf('string'),
      'The fields of its value, where it is not a single number.',
      {
        default: 'one number',
      },
    ),
    field(
      'warmup',
      anyOf('integer', 'function'),
      'How many bars yield the first value, or a function of the arguments that says so; before, it is NaN whatever an update returns.',
    ),
    field(
      'create',
      'function',
      'Begins one use: gets the arguments and returns the function that takes each bar (an IndicatorBar, or a number) and returns a number, a table or object with every output, or nothing where there is no value.',
    ),
  ],
}

export const INDICATOR_ARGUMENT: ApiObject = {
  name: 'IndicatorArgument',
  origin: 'written',
  doc: 'An argument of an indicator of your own: a number, or one of a few words.',
  members: [
    field('name', 'string', 'What messages call it.'),
    option('description', 'string', 'What it says.'),
    option(
      'default',
      anyOf('number', 'string'),
      'What holds where it is left out; without a default it must be given.',
    ),
    option('min', 'number', 'The least it may be.'),
    option('max', 'number', 'The most it may be.'),
    option('integer', 'boolean', 'Whole numbers only.', { default: 'false' }),
    option('choices', listOf('string'), 'The words that it may be, instead of a number.'),
  ],
}

export const INDICATOR_BAR: ApiObject = {
  name: 'IndicatorBar',
  origin: 'given',
  doc: 'The bar that an indicator of your own takes: a copy, made for this update.',
  members: [
    field('open_time', 'number', 'When the bar opened.', { unit: 'ms UTC' }),
    field('open', 'number', 'Its first price.'),
    field('high', 'number', 'Its highest price.'),
    field('low', 'number', 'Its lowest price.'),
    field('close', 'number', 'Its last price.'),
    field('volume', 'number', 'What was traded in it.', { unit: 'base units' }),
  ],
}
