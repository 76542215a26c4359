// `action`: what a callback may ask for, and the options of each.
import type { ApiObject } from './description.ts'
import { field, method, object, option, parameter, values } from './words.ts'

const QUOTE = 'quote currency'
const PRICE = { unit: QUOTE }

export const ACTIONS: ApiObject = {
  name: 'Actions',
  variable: 'action',
  origin: 'given',
  doc: 'Makes the values that callbacks return. Calling one of these functions does nothing by itself: only what the callback returns counts. filter_commitment returns enter or abandon, manage_position one of the others or a list of up to 8 of them. A list is applied in order, the last of a kind wins, and one wrong item rejects the whole list.',
  members: [
    method(
      'enter',
      {
        parameters: [parameter('options', object('EnterOptions'), 'What to buy or sell, and how.')],
        returns: 'action',
      },
      'Opens a position. While the order rests, the state stays CloseWatch and context.pending_entry shows it; entering again replaces it.',
    ),
    method(
      'abandon',
      {
        parameters: [
          parameter('reason', 'string', 'Why; it becomes the reason of the transition.'),
        ],
        returns: 'action',
      },
      'Gives the opportunity up: back to Watch. A resting entry order is cancelled.',
    ),
    method(
      'exit',
      {
        parameters: [
          parameter('options', object('ExitOptions'), 'How much, and how.', { optional: true }),
        ],
        returns: 'action',
      },
      'Closes the position or a part of it. A later exit replaces a pending one; any exit cancels what an entry has left to fill.',
    ),
    method(
      'update_stop',
      {
        parameters: [
          parameter(
            'price',
            'number',
            'Below market.price for a long position, above it for a short one.',
            PRICE,
          ),
        ],
        returns: 'action',
      },
      'Sets the protective stop, effective from the next data bar. It ends a trailing stop.',
    ),
    method(
      'update_target',
      {
        parameters: [
          parameter(
            'price',
            'number',
            'Above market.price for a long position, below it for a short one.',
            PRICE,
          ),
        ],
        returns: 'action',
      },
      'Sets the target, effective from the next data bar.',
    ),
    method('remove_stop', { parameters: [], returns: 'action' }, 'Takes the protective stop away.'),
    method('remove_target', { parameters: [], returns: 'action' }, 'Takes the target away.'),
    method(
      'trail_stop',
      {
        parameters: [
          parameter(
            'options',
            object('TrailOptions'),
            'The distance, in exactly one of three ways.',
          ),
        ],
        returns: 'action',
      },
      "Lets the stop follow the market. The anchor is the decision bar's close, then the highest high (short: lowest low) of each strategy bar closed since; at each close the stop moves to the anchor less the distance (short: plus) if that is tighter, never looser.",
    ),
  ],
}

export const ENTER_OPTIONS: ApiObject = {
  name: 'EnterOptions',
  origin: 'written',
  doc: 'An entry order. Give at most one size: quantity, notional, equity_fraction or risk; without one the default sizing of the config holds, and without that it is an error.',
  exclusive: { keys: ['quantity', 'notional', 'equity_fraction', 'risk'], isRequired: false },
  members: [
    field('side', values('Side'), 'The side of the position.'),
    option('quantity', 'number', 'Size: so many units.', { unit: 'base units (coins, shares)' }),
    option('notional', 'number', 'Size: price × quantity.', PRICE),
    option('equity_fraction', 'number', 'Size: notional as a fraction of equity.', {
      unit: 'fraction (0.5 is 50 %)',
    }),
    option(
      'risk',
      'number',
      'Size: the fraction of equity that is lost, before costs, if the stop is hit. It needs stop.',
      { unit: 'fraction (0.01 is 1 %)' },
    ),
    option('type', values('OrderType'), 'How the order is worked.', { default: '"market"' }),
    option(
      'price',
      'number',
      'The limit of a limit order, the trigger of a stop or stop_limit order; required for these, an error on a market order.',
      PRICE,
    ),
    option(
      'limit_price',
      'number',
      'The limit of a stop_limit order, required there, an error elsewhere.',
      PRICE,
    ),
    option(
      'stop',
      'number',
      "The protective stop, live from the fill on: below the order's own price for a long position, above it for a short one.",
      PRICE,
    ),
    option(
      'target',
      'number',
      "The profit target, live from the fill on: above the order's own price for a long position, below it for a short one.",
      PRICE,
    ),
    option(
      'expires',
      'span',
      'How long a resting order may wait: "3 bars" or a duration such as "90s"; an error on a market order.',
      { default: 'what is left of close_watch_timeout, at least one bar' },
    ),
    option('reason', 'string', "The trade's entry_reason.", { default: '""' }),
  ],
}

export const EXIT_OPTIONS: ApiObject = {
  name: 'ExitOptions',
  origin: 'written',
  doc: 'An exit order.',
  members: [
    option('fraction', 'number', 'How much of the quantity open at the fill; 0 < fraction ≤ 1.', {
      default: '1',
      unit: 'fraction (0.5 is half)',
    }),
    option('type', values('ExitType'), 'How the order is worked.', { default: '"market"' }),
    option('price', 'number', 'The limit of a limit exit, required there.', PRICE),
    option('reason', 'string', "The trade's exit_reason.", { default: '"exit"' }),
  ],
}

export const TRAIL_OPTIONS: ApiObject = {
  name: 'TrailOptions',
  origin: 'written',
  doc: 'How far a trailing stop stays behind its anchor; exactly one of the three.',
  exclusive: { keys: ['distance', 'fraction', 'atr'], isRequired: true },
  members: [
    option('distance', 'number', 'In price units.', PRICE),
    option('fraction', 'number', 'As a fraction of the anchor.', {
      unit: 'fraction (0.02 is 2 %)',
    }),
    option('atr', 'number', 'In multiples of atr(14) at the decision, fixed then.', {
      unit: 'multiple',
    }),
  ],
}
