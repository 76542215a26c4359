// `market`: what a callback sees of its symbol. Read-only; nothing here is ever of the future.
import type { ApiObject } from './description.ts'
import { field, method, object, orNone, parameter, values } from './words.ts'

const BEFORE_FIRST_BAR = 'NaN before the first closed bar of the timeframe'
const WITH_FEWER = 'NaN while fewer than n bars have closed'
const QUOTE = 'quote currency'

const COUNT = parameter('n', 'integer', 'How many closed bars, the latest included; at least 1.')

const LEVELS = parameter('levels', 'integer', 'How many levels, the best included; 1 to 10.')
const NO_BOOK = 'NaN where the feed has no order book'
const BOOK_DOC =
  'The book is asked of a live venue where a script names one of the functions that read it.'

/** The functions that read the order book: it comes to those that name them. */
export const BOOK_READERS = ['book_level', 'book_depth', 'book_depth_within', 'depth_imbalance']

export const MARKET: ApiObject = {
  name: 'Market',
  variable: 'market',
  origin: 'given',
  doc: 'The symbol at the moment of the decision. Assigning to a member is an error. The bar fields, bar() and every indicator show the latest closed strategy bar, also on a tick inside the next one.',
  members: [
    field('symbol', 'string', 'The symbol that this slot trades, such as "BTCUSDT".'),
    field(
      'timeframe',
      values('Timeframe'),
      "The timeframe of the bars shown: the strategy's, or the one given to tf().",
    ),
    field('timestamp', 'number', "The event's time; for a bar, the time at which it closed.", {
      unit: 'ms UTC',
    }),
    field('price', 'number', "The last trade's price; at a bar's close, its close.", {
      unit: QUOTE,
    }),
    field('open', 'number', 'Open of the latest closed bar.', {
      unit: QUOTE,
      none: BEFORE_FIRST_BAR,
    }),
    field('high', 'number', 'High of the latest closed bar.', {
      unit: QUOTE,
      none: BEFORE_FIRST_BAR,
    }),
    field('low', 'number', 'Low of the latest closed bar.', {
      unit: QUOTE,
      none: BEFORE_FIRST_BAR,
    }),
    field('close', 'number', 'Close of the latest closed bar.', {
      unit: QUOTE,
      none: BEFORE_FIRST_BAR,
    }),
    field('volume', 'number', 'Volume of the latest closed bar.', {
      unit: 'base units (coins, shares)',
      none: BEFORE_FIRST_BAR,
    }),
    field('bid', 'number', 'The best bid.', {
      unit: QUOTE,
      none: 'NaN where the feed has no quotes',
    }),
    field('ask', 'number', 'The best ask.', {
      unit: QUOTE,
      none: 'NaN where the feed has no quotes',
    }),
    field('spread', 'number', 'ask − bid.', {
      unit: QUOTE,
      none: 'NaN where the feed has no quotes',
    }),
    field('relative_spread', 'number', '(ask − bid) / mid, where mid is (bid + ask) / 2.', {
      unit: 'a fraction: 0.0001 is 1 bp',
      none: 'NaN where the feed has no quotes',
    }),
    field('bid_quantity', 'number', 'What stands at the best bid.', {
      unit: 'base units (coins, shares)',
      none: 'NaN where the feed has no quotes',
    }),
    field('ask_quantity', 'number', 'What stands at the best ask.', {
      unit: 'base units (coins, shares)',
      none: 'NaN where the feed has no quotes',
    }),
    field(
      'microprice',
      'number',
      'The mid, drawn to the side where less stands in the way: (bid · ask_quantity + ask · bid_quantity) / (bid_quantity + ask_quantity).',
      { unit: QUOTE, none: 'NaN where the feed has no quotes' },
    ),
    field(
      'book_imbalance',
      'number',
      '(bid_quantity − ask_quantity) / (bid_quantity + ask_quantity): −1 to 1, above 0 where more wants to buy.',
      { none: 'NaN where the feed has no quotes' },
    ),
    field(
      'flow_imbalance',
      'number',
      '(bought − sold) / (bought + sold) over the trades of the last minute, by who crossed the spread: −1 to 1.',
      { none: 'NaN where the feed has no trades, or none of the last minute' },
    ),
    field(
      'bar_index',
      'integer',
      'Index of the latest closed bar since the first of the run, which is 0.',
      { none: '-1 before the first closed bar' },
    ),
    field(
      'is_bar_close',
      'boolean',
      'The event is the close of a bar; false on a tick or a timer inside a bar.',
    ),
    field(
      'is_stale',
      'boolean',
      'The feed has fallen silent: prices are old, and entries are refused until it speaks again.',
    ),
    method(
      'bar',
      {
        parameters: [
          parameter(
            'n',
            'integer',
            'How many closed bars back: 0 is the latest, 1 the one before.',
          ),
        ],
        returns: orNone(object('Bar')),
      },
      'A closed bar, counted back from the latest.',
      { none: 'nil in Lua, null in JS, where the run has no such bar' },
    ),
    method(
      'highest',
      { parameters: [COUNT], returns: 'number' },
      'The highest high of the last n closed bars.',
      { unit: QUOTE, none: WITH_FEWER },
    ),
    method(
      'lowest',
      { parameters: [COUNT], returns: 'number' },
      'The lowest low of the last n closed bars.',
      { unit: QUOTE, none: WITH_FEWER },
    ),
    method(
      'avg_volume',
      { parameters: [COUNT], returns: 'number' },
      'The mean volume of the last n closed bars.',
      { unit: 'base units (coins, shares)', none: WITH_FEWER },
    ),
    method(
      'book_level',
      {
        parameters: [
          parameter('n', 'integer', 'How many levels behind the best, 0 to 9.', {
            optional: true,
            default: '0',
          }),
        ],
        returns: object('BookLevel'),
      },
      `One level of the order book. ${BOOK_DOC}`,
      { none: NO_BOOK },
    ),
    method(
      'book_depth',
      { parameters: [LEVELS], returns: object('Depth') },
      'What stands at the best levels of each side, in sum.',
      { unit: 'base units (coins, shares)', none: NO_BOOK },
    ),
    method(
      'book_depth_within',
      {
        parameters: [parameter('bps', 'integer', 'Basis points (0.01 %): 5, 10, 25, 50 or 100.')],
        returns: object('Depth'),
      },
      'What stands within so many basis points of the mid, on each side.',
      {
        unit: 'base units (coins, shares)',
        none: `${NO_BOOK}, and on a side of which the venue's book does not reach so far`,
      },
    ),
    method(
      'depth_imbalance',
      { parameters: [LEVELS], returns: 'number' },
      '(bids − asks) / (bids + asks) of what stands at the best levels of each side: −1 to 1, above 0 where more wants to buy. Of one level it is book_imbalance.',
      { none: NO_BOOK },
    ),
    method(
      'time_since_open',
      { parameters: [], returns: 'number' },
      "Time since the latest open of the symbol's regular session, also after its close; the session of a venue that never closes opens at 00:00 UTC.",
      { unit: 'seconds' },
    ),
    method(
      'tf',
      {
        parameters: [
          parameter(
            'timeframe',
            values('Timeframe'),
            "The timeframe to look at; one below the data's own is an error.",
          ),
        ],
        returns: object('Market'),
      },
      "The same view over another timeframe's closed bars. A bar that closes at the decision's own instant is closed.",
      { none: 'every number is NaN before the first closed bar of that timeframe' },
    ),
  ],
}

export const BAR: ApiObject = {
  name: 'Bar',
  origin: 'given',
  doc: 'One closed bar.',
  members: [
    field('open_time', 'number', 'When the bar opened.', { unit: 'ms UTC' }),
    field('close_time', 'number', 'When the bar closed: open_time plus the timeframe.', {
      unit: 'ms UTC',
    }),
    field('open', 'number', 'The first price.', { unit: QUOTE }),
    field('high', 'number', 'The highest price.', { unit: QUOTE }),
    field('low', 'number', 'The lowest price.', { unit: QUOTE }),
    field('close', 'number', 'The last price.', { unit: QUOTE }),
    field('volume', 'number', 'What was traded.', { unit: 'base units (coins, shares)' }),
  ],
}

export const BOOK_LEVEL: ApiObject = {
  name: 'BookLevel',
  origin: 'given',
  doc: 'One level of the order book, of both sides. NaN where a side has fewer.',
  members: [
    field('bid', 'number', 'The price of the bid.', { unit: QUOTE }),
    field('bid_quantity', 'number', 'What stands there.', { unit: 'base units (coins, shares)' }),
    field('ask', 'number', 'The price of the ask.', { unit: QUOTE }),
    field('ask_quantity', 'number', 'What stands there.', { unit: 'base units (coins, shares)' }),
  ],
}

export const DEPTH: ApiObject = {
  name: 'Depth',
  origin: 'given',
  doc: 'What stands on both sides of a market.',
  members: [
    field('bids', 'number', 'To buy.', { unit: 'base units (coins, shares)' }),
    field('asks', 'number', 'To sell.', { unit: 'base units (coins, shares)' }),
  ],
}
