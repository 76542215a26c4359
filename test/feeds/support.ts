// Events as a venue would send them, gates that write down what they do, and recorded data.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { BarGrid, Interval, OpenHours } from '#host/feeds/bar-grid.ts'
import { Gate, type GateOptions, type GateRecord } from '#host/feeds/gate.ts'
import { DEFAULT_GATE_RULES, type GateRules } from '#host/feeds/gate-rules.ts'
import type {
  BarEvent,
  BookEvent,
  MarketEvent,
  QuoteEvent,
  StatusEvent,
  TradeEvent,
} from '#host/feeds/market-event.ts'
import { sharedData } from '../data/files.ts'

export { sharedData }

/** 2025-01-01 00:00 UTC. */
export const T0 = 1_735_689_600_000
export const MINUTE = 60_000
export const SYMBOL = 'BTCUSDT'

/** `at`: ms after T0 by the venue's clock; it takes 20 ms to come here. */
const stamp = (at: number) => ({
  symbol: SYMBOL,
  exchangeTime: T0 + at,
  receiveTime: T0 + at + 20,
})

export const trade = (at: number, price: number, more: Partial<TradeEvent> = {}): TradeEvent => ({
  type: 'trade',
  ...stamp(at),
  price,
  quantity: 1,
  aggressor: 'buy',
  id: Number.NaN,
  ...more,
})

export const quote = (
  at: number,
  bid: number,
  ask: number,
  more: Partial<QuoteEvent> = {},
): QuoteEvent => ({
  type: 'quote',
  ...stamp(at),
  bid,
  bidQuantity: 1,
  ask,
  askQuantity: 1,
  ...more,
})

/** A closed one-minute bar: the n-th since T0. */
export const bar = (
  n: number,
  [open, high, low, close]: readonly [number, number, number, number],
  more: Partial<BarEvent> = {},
): BarEvent => ({
  type: 'bar',
  ...stamp((n + 1) * MINUTE),
  openTime: T0 + n * MINUTE,
  intervalMs: MINUTE,
  open,
  high,
  low,
  close,
  volume: 10,
  isClosed: true,
  ...more,
})

export const flatBar = (n: number, price: number, more: Partial<BarEvent> = {}): BarEvent =>
  bar(n, [price, price, price, price], more)

export const book = (
  change: BookEvent['change'],
  lastId: number,
  more: Partial<BookEvent> = {},
): BookEvent => ({
  type: 'book',
  ...stamp(lastId),
  change,
  bids: [],
  asks: [],
  firstId: lastId,
  lastId,
  previousId: Number.NaN,
  ...more,
})

export const status = (at: number, what: StatusEvent['status'], detail = ''): StatusEvent => ({
  type: 'status',
  ...stamp(at),
  status: what,
  detail,
})

export interface Watched {
  readonly gate: Gate
  readonly passed: MarketEvent[]
  readonly records: GateRecord[]
  /** "rejected outlier", "flagged gap" … in order. */
  readonly verdicts: () => string[]
}

export function watchedGate(
  rules: Partial<GateRules> = {},
  options: Partial<GateOptions> = {},
): Watched {
  const passed: MarketEvent[] = []
  const records: GateRecord[] = []
  const gate = new Gate({
    symbol: SYMBOL,
    rules: { ...DEFAULT_GATE_RULES, ...rules },
    listener: { pass: (event) => passed.push(event), record: (record) => records.push(record) },
    ...options,
  })
  const verdicts = () => records.map(({ verdict, reason }) => `${verdict} ${reason}`)
  return { gate, passed, records, verdicts }
}

/** What a gate of its own says of these events, one after the other. */
export function judge(events: readonly unknown[], rules: Partial<GateRules> = {}): Watched {
  const watched = watchedGate(rules)
  for (const event of events) watched.gate.take(event as MarketEvent)
  return watched
}

/** Lines of a packed text file of the recorded data; only where that is there. */
export const sharedLines = (path: string): string[] =>
  gunzipSync(readFileSync(join(sharedData!, path)))
    .toString('utf8')
    .trim()
    .split('\n')

/** Rows of a packed CSV file, without its header. */
export const sharedRows = (path: string): number[][] =>
  sharedLines(path)
    .slice(1)
    .map((line) => line.split(',').map(Number))

/**
 * Counted from each session's open; the last bar ends with the session, however short that makes it.
 * Outside of the sessions there are no bars.
 */
export const sessionGrid =
  (intervalMs: number, hours: OpenHours): BarGrid =>
  (time) => {
    const session = hours(time)
    if (session === null) return null
    const start = session.start + Math.floor((time - session.start) / intervalMs) * intervalMs
    return { start, end: Math.min(start + intervalMs, session.end) }
  }

/** Hours from a table of sessions, in order of time. */
export function hoursOf(sessions: readonly Interval[]): OpenHours {
  // Times mostly come in order: the session found last is tried first.
  let index = 0
  return (time) => {
    const last = sessions[index]
    if (last !== undefined && last.start <= time && time < last.end) return last
    let low = 0
    let high = sessions.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sessions[middle]!.end <= time) low = middle + 1
      else high = middle
    }
    const found = sessions[low]
    if (found === undefined || time < found.start) return null
    index = low
    return found
  }
}
