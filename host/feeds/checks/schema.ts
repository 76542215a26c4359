// Is it an event of this symbol, and is every field of the kind that the union says? Types promise
// it; what an adapter parsed from a venue that changed its format may not keep the promise.
import { type MarketEvent, STATUSES } from '../market-event.ts'
import type { GateMemory } from './check.ts'

type Kind = 'number' | 'boolean' | 'string' | 'time' | 'levels' | 'aggressor' | 'change' | 'status'

const FIELDS: Readonly<Record<MarketEvent['type'], readonly (readonly [string, Kind])[]>> = {
  bar: [
    ['openTime', 'time'],
    ['intervalMs', 'time'],
    ['open', 'number'],
    ['high', 'number'],
    ['low', 'number'],
    ['close', 'number'],
    ['volume', 'number'],
    ['isClosed', 'boolean'],
  ],
  trade: [
    ['exchangeTime', 'time'],
    ['price', 'number'],
    ['quantity', 'number'],
    ['id', 'number'],
    ['aggressor', 'aggressor'],
  ],
  quote: [
    ['bid', 'number'],
    ['bidQuantity', 'number'],
    ['ask', 'number'],
    ['askQuantity', 'number'],
  ],
  book: [
    ['change', 'change'],
    ['bids', 'levels'],
    ['asks', 'levels'],
    ['firstId', 'time'],
    ['lastId', 'time'],
    ['previousId', 'number'],
  ],
  status: [
    ['status', 'status'],
    ['detail', 'string'],
  ],
}

const EXPECTED: Readonly<Record<Kind, string>> = {
  number: 'a number',
  boolean: 'true or false',
  string: 'text',
  time: 'a finite number above or at 0',
  levels: 'a list of [price, quantity]',
  aggressor: '"buy", "sell" or null',
  change: '"snapshot" or "delta"',
  status: `one of ${STATUSES.join(', ')}`,
}

/** Whether it is an event at all. */
export function isKnownType(type: unknown): type is MarketEvent['type'] {
  return typeof type === 'string' && Object.hasOwn(FIELDS, type)
}

export function schemaFault(event: MarketEvent, { symbol }: GateMemory): string | null {
  if (event.symbol !== symbol) return wrong('symbol', symbol, event.symbol)
  if (!isOf('time', event.receiveTime))
    return wrong('receiveTime', EXPECTED.time, event.receiveTime)
  const { exchangeTime } = event
  if (typeof exchangeTime !== 'number') return wrong('exchangeTime', EXPECTED.number, exchangeTime)
  const fields = FIELDS[event.type]
  const given = event as unknown as Readonly<Record<string, unknown>>
  for (let i = 0; i < fields.length; i++) {
    const [name, kind] = fields[i]!
    if (!isOf(kind, given[name])) return wrong(name, EXPECTED[kind], given[name])
  }
  if (event.type === 'bar' && event.intervalMs === 0) return wrong('intervalMs', 'above 0', 0)
  return null
}

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'string':
      return typeof value === 'string'
    case 'time':
      return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
    case 'levels':
      return Array.isArray(value) && value.every(isLevel)
    case 'aggressor':
      return value === null || value === 'buy' || value === 'sell'
    case 'change':
      return value === 'snapshot' || value === 'delta'
    case 'status':
      return STATUSES.some((status) => status === value)
  }
}

const isLevel = (value: unknown): boolean =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number'

function wrong(name: string, expected: string, given: unknown): string {
  const shown = typeof given === 'string' ? JSON.stringify(given) : String(given)
  return `expected ${name} to be ${expected}, received ${shown} (${typeof given})`
}
