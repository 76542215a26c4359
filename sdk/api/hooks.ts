// The optional hooks, and what they are told. A hook returns nothing; it may write context.data.
import type { ApiCallback, ApiObject, ApiParameter } from './description.ts'
import { field, object, orNone, parameter, values } from './words.ts'

const QUOTE = 'quote currency'
const UNITS = 'base units (coins, shares)'
const NONE = 'nil in Lua, null in JS,'

const CONTEXT = parameter('context', object('Context'), "The slot's own state and memory.")

const hook = (
  names: Pick<ApiCallback, 'name' | 'key'>,
  parameters: readonly ApiParameter[],
  doc: string,
): ApiCallback => ({
  ...names,
  state: null,
  isRequired: false,
  parameters,
  returns: null,
  actions: [],
  doc,
})

export const HOOKS: readonly ApiCallback[] = [
  hook(
    { name: 'on_init', key: 'onInit' },
    [CONTEXT],
    "Called once in the slot's life, before everything else; not after a reload or a restart.",
  ),
  hook(
    { name: 'on_fill', key: 'onFill' },
    [parameter('fill', object('Fill'), 'What was executed.'), CONTEXT],
    "Called at each fill, before the bar's callback.",
  ),
  hook(
    { name: 'on_trade_closed', key: 'onTradeClosed' },
    [parameter('trade', object('Trade'), 'The finished round trip.'), CONTEXT],
    'Called when the position has become flat, after the on_fill of its last fill.',
  ),
  hook(
    { name: 'on_order_rejected', key: 'onOrderRejected' },
    [parameter('order', object('RejectedOrder'), 'The order, and why it was refused.'), CONTEXT],
    'Called when an order is refused: its quantity came to zero, the risk gate or the venue said no. The state stays.',
  ),
  hook(
    { name: 'on_reload', key: 'onReload' },
    [
      CONTEXT,
      parameter(
        'previous_version',
        orNone('string'),
        'The `version` of the code that was replaced; nil or null where it had none.',
      ),
    ],
    'The first call of new code after a hot reload: the place to bring context.data into a new shape.',
  ),
]

export const FILL: ApiObject = {
  name: 'Fill',
  origin: 'given',
  doc: 'One execution of an order or of a part of it.',
  members: [
    field('side', values('OrderSide'), 'Bought or sold.'),
    field('quantity', 'number', 'How much, always positive.', { unit: UNITS }),
    field('price', 'number', 'At which price, slippage included.', { unit: QUOTE }),
    field('fee', 'number', 'The commission paid.', { unit: QUOTE }),
    field('time', 'number', 'When.', { unit: 'ms UTC' }),
    field(
      'reason',
      'string',
      'The reason of the entry or exit: the one given, "stop", "target", …',
    ),
    field('is_entry', 'boolean', 'It opened or enlarged the position; false for an exit.'),
  ],
}

export const TRADE: ApiObject = {
  name: 'Trade',
  origin: 'given',
  doc: "One round trip, from flat to flat. The fields are those of the backtest's JSON.",
  members: [
    field('id', 'integer', "The trade's number in this slot, from 1."),
    field('side', values('Side'), 'Long or short.'),
    field('quantity', 'number', 'The total entered.', { unit: UNITS }),
    field('entry_time', 'number', 'When it was entered.', { unit: 'ms UTC' }),
    field('entry_price', 'number', 'Volume-weighted mean of the entries.', { unit: QUOTE }),
    field('exit_time', 'number', 'When the last exit happened.', { unit: 'ms UTC' }),
    field('exit_price', 'number', 'Volume-weighted mean of the exits.', { unit: QUOTE }),
    field('fees', 'number', 'All commissions of the trade.', { unit: QUOTE }),
    field('pnl', 'number', 'Profit or loss, net of fees.', { unit: QUOTE }),
    field(
      'return',
      'number',
      'pnl / (quantity × entry_price). In Lua write trade["return"]: the word is a keyword.',
      { unit: 'fraction (0.01 is 1 %)' },
    ),
    field('bars_held', 'integer', 'Strategy bars closed from the entry to the exit.'),
    field('entry_reason', 'string', 'The reason given to action.enter, or "".'),
    field(
      'exit_reason',
      'string',
      'stop, trail, target, end_of_data, liquidated, flatten, or the reason given to action.exit ("exit" without one).',
    ),
    field('mae', 'number', 'The worst move from the entry, ≥ 0.', {
      unit: 'fraction of the entry price',
    }),
    field('mfe', 'number', 'The best move from the entry, ≥ 0.', {
      unit: 'fraction of the entry price',
    }),
  ],
}

export const REJECTED_ORDER: ApiObject = {
  name: 'RejectedOrder',
  origin: 'given',
  doc: 'An order that was refused.',
  members: [
    field('id', 'integer', "The order's number in this slot."),
    field('side', values('OrderSide'), 'To buy or to sell.'),
    field('type', values('OrderType'), 'How it was to be worked.'),
    field('quantity', 'number', 'What was asked for, before rounding; 0 where that is unknown.', {
      unit: UNITS,
    }),
    field('price', orNone('number'), 'Its limit or trigger.', {
      unit: QUOTE,
      none: `${NONE} for a market order`,
    }),
    field('reason', 'string', 'Why it was refused.'),
    field('time', 'number', 'When.', { unit: 'ms UTC' }),
  ],
}
