// The metadata of a strategy: the table `strategy` in Lua, properties of defineStrategy's argument
// in JS and TS.
import type { ApiObject } from './description.ts'
import { anyOf, field, listOf, object, option, values } from './words.ts'

export const STRATEGY: ApiObject = {
  name: 'Strategy',
  variable: 'strategy',
  origin: 'written',
  doc: 'What the host must know of a strategy before it runs it.',
  members: [
    field('name', 'string', "The strategy's name, for people."),
    field('timeframe', values('Timeframe'), 'How long its strategy bars last.'),
    option('version', 'string', 'A version of your own; on_reload is told the previous one.'),
    option('description', 'string', 'What it does, in a sentence.'),
    option(
      'symbols',
      listOf('string'),
      'The symbols it trades, such as {"BTCUSDT"} / ["BTCUSDT"].',
      {
        default: "the config's default symbols",
      },
    ),
    option(
      'warmup',
      'integer',
      'Evaluation begins at the first strategy bar whose bar_index is at least this.',
      { default: '0', unit: 'strategy bars' },
    ),
    option(
      'params',
      { mapOf: anyOf(object('NumberParam'), object('ChoiceParam'), object('SwitchParam')) },
      'Parameters that a run may set, under names of your choice; read them in context.params.',
    ),
    option('cadence', object('Cadence'), 'How often each state is evaluated.'),
    option(
      'close_watch_timeout',
      'span',
      'How long CloseWatch waits: "12 bars", or a duration such as "90m".',
      { default: '"20 bars"' },
    ),
    option('cooldown', 'integer', 'How long detect_opportunity is not called after an exit.', {
      default: '0',
      unit: 'strategy bars',
    }),
  ],
}

const DESCRIPTION = option('description', 'string', 'What it means, for people.')

export const NUMBER_PARAM: ApiObject = {
  name: 'NumberParam',
  origin: 'written',
  doc: 'A parameter that is a number.',
  members: [
    field('default', 'number', 'Its value unless the run sets it.'),
    option('min', 'number', 'The least value allowed.'),
    option('max', 'number', 'The greatest value allowed.'),
    option('step', 'number', 'The grain in which it is varied, counted from min.'),
    DESCRIPTION,
  ],
}

export const CHOICE_PARAM: ApiObject = {
  name: 'ChoiceParam',
  origin: 'written',
  doc: 'A parameter that is one of a few values.',
  members: [
    field(
      'default',
      anyOf('string', 'number'),
      'Its value unless the run sets it: one of choices.',
    ),
    field('choices', listOf(anyOf('string', 'number')), 'The values allowed.'),
    DESCRIPTION,
  ],
}

export const SWITCH_PARAM: ApiObject = {
  name: 'SwitchParam',
  origin: 'written',
  doc: 'A parameter that is true or false.',
  members: [field('default', 'boolean', 'Its value unless the run sets it.'), DESCRIPTION],
}

const rhythm = (name: string, state: string) =>
  option(name, 'rhythm', `In ${state}: "bar", "tick", or a duration such as "5s".`, {
    default: '"bar"',
  })

export const CADENCE: ApiObject = {
  name: 'Cadence',
  origin: 'written',
  doc: 'What triggers the callback of each state: "bar" is the close of a strategy bar, "tick" every event, a duration the first event at or after each UTC multiple of it. In a backtest over bars the events are the closes of the data\'s bars.',
  members: [
    rhythm('watch', 'Watch'),
    rhythm('close_watch', 'CloseWatch'),
    rhythm('in_trade', 'InTrade'),
  ],
}
