// `context`: what the slot knows of itself. All of it is read-only except `context.data`.
import type { ApiObject } from './description.ts'
import { field, object, orNone, values } from './words.ts'

const QUOTE = 'quote currency'
const NONE = 'nil in Lua, null in JS,'

export const CONTEXT: ApiObject = {
  name: 'Context',
  variable: 'context',
  origin: 'given',
  doc: "The slot's own state. Assigning to anything but context.data is an error.",
  members: [
    field(
      'data',
      'tree',
      "The script's memory: JSON values plus NaN and ±Infinity, under keys of its own choice. It survives reload, crash and restart; after an error or a timeout it is as before the call. Functions, cycles and Lua tables that mix both kinds of keys are refused.",
      { isWritable: true },
    ),
    field('state', values('State'), 'The state in which the callback is called.'),
    field(
      'opportunity',
      orNone('opportunity'),
      'What detect_opportunity returned for the present CloseWatch or trade.',
      { none: `${NONE} in Watch` },
    ),
    field('pending_entry', orNone(object('PendingEntry')), 'The entry order that rests.', {
      none: `${NONE} where none rests`,
    }),
    field(
      'params',
      'params',
      "The strategy's parameters: each its default, unless the run sets it.",
    ),
    field(
      'bars_in_state',
      'integer',
      "Strategy bars closed since the state was entered. A state entered by an evaluation on a bar's close has 1 on the next close; one entered by a fill has 1 on the close of the bar that contains the fill.",
    ),
    field('position', orNone(object('Position')), 'The open position; always there in InTrade.', {
      none: `${NONE} while flat`,
    }),
    field('account', object('Account'), 'The money of the account that the slot trades in.'),
  ],
}

export const POSITION: ApiObject = {
  name: 'Position',
  origin: 'given',
  doc: 'The open position.',
  members: [
    field('side', values('Side'), 'Long or short.'),
    field('quantity', 'number', 'What is still open, always positive.', {
      unit: 'base units (coins, shares)',
    }),
    field('entry_price', 'number', 'Volume-weighted mean of the entry fills.', { unit: QUOTE }),
    field('entry_time', 'number', 'When the first entry fill happened.', { unit: 'ms UTC' }),
    field('stop', orNone('number'), 'The protective stop in force, a trailing one included.', {
      unit: QUOTE,
      none: `${NONE} without a stop`,
    }),
    field('target', orNone('number'), 'The target in force.', {
      unit: QUOTE,
      none: `${NONE} without a target`,
    }),
    field('unrealized_pnl', 'number', 'Profit of what is open at market.price, before fees.', {
      unit: QUOTE,
    }),
    field(
      'r_multiple',
      orNone('number'),
      'unrealized_pnl in units of the first risk: unrealized_pnl / (|entry_price − first stop| × quantity).',
      { none: `${NONE} for a position that had no stop` },
    ),
    field(
      'bars_held',
      'integer',
      'Strategy bars closed since the entry; 1 on the close of the bar that contains the entry fill.',
    ),
    field(
      'mae',
      'number',
      'Maximum adverse excursion: the worst move from the entry so far, ≥ 0.',
      {
        unit: 'fraction of the entry price (0.01 is 1 %)',
      },
    ),
    field(
      'mfe',
      'number',
      'Maximum favourable excursion: the best move from the entry so far, ≥ 0.',
      { unit: 'fraction of the entry price (0.01 is 1 %)' },
    ),
  ],
}

export const PENDING_ENTRY: ApiObject = {
  name: 'PendingEntry',
  origin: 'given',
  doc: 'An entry order at the broker that has not filled, or not wholly.',
  members: [
    field('side', values('Side'), 'The side of the position that it opens.'),
    field('type', values('OrderType'), 'How it is worked.'),
    field('quantity', 'number', 'What is left to fill.', { unit: 'base units (coins, shares)' }),
    field('price', orNone('number'), 'The limit, or the trigger of a stop.', {
      unit: QUOTE,
      none: `${NONE} for a market order`,
    }),
    field('limit_price', orNone('number'), 'The limit of a stop_limit order.', {
      unit: QUOTE,
      none: `${NONE} for the other types`,
    }),
    field('stop', orNone('number'), 'The protective stop that comes with the fill.', {
      unit: QUOTE,
      none: `${NONE} without one`,
    }),
    field('target', orNone('number'), 'The target that comes with the fill.', {
      unit: QUOTE,
      none: `${NONE} without one`,
    }),
  ],
}

export const ACCOUNT: ApiObject = {
  name: 'Account',
  origin: 'given',
  doc: 'The account that the slot trades in.',
  members: [
    field('equity', 'number', 'Cash plus open positions at the last close.', { unit: QUOTE }),
    field('cash', 'number', 'Cash; the proceeds of a short sale are in it.', { unit: QUOTE }),
    field('currency', 'string', 'The currency that equity and cash are in, such as "USDT".'),
  ],
}
