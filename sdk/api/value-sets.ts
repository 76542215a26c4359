// The strings that the API knows. They are spelled alike in Lua, JS and TS.
import { TIMEFRAMES } from '../timeframe.ts'
import type { ApiValueSet } from './description.ts'

const set = (name: string, doc: string, values: readonly string[]): ApiValueSet => ({
  name,
  doc,
  values,
})

export const VALUE_SETS: readonly ApiValueSet[] = [
  set('Timeframe', 'How long a strategy bar lasts.', Object.keys(TIMEFRAMES)),
  set('State', 'Where the state machine stands.', ['Watch', 'CloseWatch', 'InTrade']),
  set('Side', 'The side of a position.', ['long', 'short']),
  set('OrderSide', 'The side of an order or a fill.', ['buy', 'sell']),
  set('OrderType', 'How an entry order is worked.', ['market', 'limit', 'stop', 'stop_limit']),
  set('ExitType', 'How an exit order is worked.', ['market', 'limit']),
  set(
    'Source',
    'A series of a bar: one of its fields, or hl2 = (high + low) / 2, hlc3 = (high + low + close) / 3, ohlc4 = (open + high + low + close) / 4.',
    ['open', 'high', 'low', 'close', 'volume', 'hl2', 'hlc3', 'ohlc4'],
  ),
]
