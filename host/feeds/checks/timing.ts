// Is the event of now, and after those before it? Events without an exchange time are not asked how
// old they are: bars that are loaded to catch up, quotes of venues that do not stamp them.

import type { GateRules } from '../gate-rules.ts'
import type { BarEvent, MarketEvent, QuoteEvent, TradeEvent } from '../market-event.ts'
import type { GateMemory } from './check.ts'

export function isFuture(
  { exchangeTime, receiveTime }: MarketEvent,
  { skew }: GateMemory,
  { futureMs }: GateRules,
): string | null {
  if (Number.isNaN(exchangeTime)) return null
  const ahead = -skew.delayMs(exchangeTime, receiveTime)
  return ahead > futureMs ? `it is stamped ${ms(ahead)} ahead of the venue's clock` : null
}

/** A closed bar whose interval has not passed. */
export function closedTooEarly(
  bar: BarEvent,
  { skew }: GateMemory,
  { futureMs }: GateRules,
): string | null {
  const { exchangeTime, receiveTime, openTime, intervalMs, isClosed } = bar
  const now = Number.isNaN(exchangeTime) ? skew.exchangeTimeAt(receiveTime) : exchangeTime
  const begins = openTime - now
  if (begins > futureMs) return `it begins ${ms(begins)} from now`
  const left = begins + intervalMs
  return isClosed && left > futureMs ? `it is said to be closed ${ms(left)} before its end` : null
}

export function isStale(
  { exchangeTime, receiveTime }: MarketEvent,
  { skew }: GateMemory,
  { staleMs }: GateRules,
): string | null {
  if (Number.isNaN(exchangeTime)) return null
  const delay = skew.delayMs(exchangeTime, receiveTime)
  return delay > staleMs ? `it was under way for ${ms(delay)}` : null
}

export function tradeAgain({ id }: TradeEvent, { tradeIds }: GateMemory): string | null {
  return tradeIds.has(id) ? `trade ${id} came before` : null
}

export function tradeOutOfOrder(
  { exchangeTime }: TradeEvent,
  { tradeTime }: GateMemory,
  { lateMs }: GateRules,
): string | null {
  const late = tradeTime - exchangeTime
  return late > lateMs ? `it is ${ms(late)} older than a trade before it` : null
}

export function quoteOutOfOrder(
  { exchangeTime }: QuoteEvent,
  { quoteTime }: GateMemory,
): string | null {
  const late = quoteTime - exchangeTime
  return late > 0 ? `it is ${ms(late)} older than the quote before it` : null
}

export function barAgain(bar: BarEvent, memory: GateMemory): string | null {
  const last = sameBar(bar, memory)
  if (last === null || !bar.isClosed || !isSame(bar, last)) return null
  return `the bar of ${isoTime(bar.openTime)} came before`
}

export function barRevised(bar: BarEvent, memory: GateMemory): string | null {
  const last = sameBar(bar, memory)
  if (last === null || !bar.isClosed || isSame(bar, last)) return null
  return `the bar of ${isoTime(bar.openTime)} came before as ${figures(last)}, now as ${figures(bar)}`
}

export function barOutOfOrder(bar: BarEvent, { bars }: GateMemory): string | null {
  const last = bars.get(bar.intervalMs)?.lastClosed ?? null
  if (last === null || bar.openTime > last.openTime) return null
  return `the bar of ${isoTime(bar.openTime)} comes after that of ${isoTime(last.openTime)} has closed`
}

function sameBar({ openTime, intervalMs }: BarEvent, { bars }: GateMemory): BarEvent | null {
  const last = bars.get(intervalMs)?.lastClosed ?? null
  return last?.openTime === openTime ? last : null
}

const isSame = (a: BarEvent, b: BarEvent): boolean =>
  a.open === b.open &&
  a.high === b.high &&
  a.low === b.low &&
  a.close === b.close &&
  a.volume === b.volume

const figures = ({ open, high, low, close, volume }: BarEvent): string =>
  [open, high, low, close, volume].join(' ')

const ms = (value: number): string => `${Math.round(value)} ms`

const isoTime = (time: number): string =>
  Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time)
