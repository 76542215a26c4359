// What entries must keep within, beside what their script says. null: no such limit.
import type { SessionKind } from '../calendar/market-calendar.ts'

export interface RiskRules {
  /** Units of the base asset in one slot's position, by symbol. */
  readonly maxQuantity: Readonly<Record<string, number>>
  /** Price · quantity of one slot's position, and of all positions of the account. */
  readonly maxNotional: number | null
  readonly maxAccountNotional: number | null
  readonly maxOpenPositions: number | null
  /** Entry orders within a minute of the market's time: of a slot, of the account. */
  readonly maxOrdersPerMinute: number | null
  readonly maxAccountOrdersPerMinute: number | null
  /** Fractions: of the equity at the day's begin (UTC), of the highest equity so far. */
  readonly maxDailyLoss: number | null
  readonly maxDrawdown: number | null
  /** How far an order's price may lie from the last price, as a fraction of that. */
  readonly priceCollar: number | null
  /** An order like the slot's last one is refused for so long (ms of the market's time); 0: never. */
  readonly duplicateMs: number
  /** So many losing trades in a row keep a slot from entering for so long (ms). */
  readonly lossStreak: number | null
  readonly lossCooldownMs: number
  /** Sessions of the symbol's market in which entries may be placed. */
  readonly sessions: readonly SessionKind[]
  /** When entries may be placed; empty: always. */
  readonly tradingHours: readonly Hours[]
}

export const NO_RISK_RULES: RiskRules = {
  ...{ maxQuantity: {}, maxNotional: null, maxAccountNotional: null, maxOpenPositions: null },
  ...{ maxOrdersPerMinute: null, maxAccountOrdersPerMinute: null },
  ...{ maxDailyLoss: null, maxDrawdown: null, priceCollar: null, duplicateMs: 0 },
  ...{ lossStreak: null, lossCooldownMs: 0, sessions: ['regular'], tradingHours: [] },
}

/** From minute to minute of some days of the week, UTC; `to` is exclusive. */
export interface Hours {
  /** 0 is Sunday. */
  readonly days: readonly number[]
  readonly from: number
  readonly to: number
  /** As it was written. */
  readonly text: string
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** "Mon-Fri 13:30-20:00", "Sat 00:00-24:00"; null where it is not of that form. */
export function parseHours(text: string): Hours | null {
  const match = /^(\w{3})(?:-(\w{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text)
  if (match === null) return null
  const [, first, last = first, ...digits] = match as unknown as [string, string, string?]
  const [start, end] = [DAYS.indexOf(first!), DAYS.indexOf(last!)]
  const [fromHour, fromMinute, toHour, toMinute] = (digits as string[]).map(Number)
  const [from, to] = [fromHour! * 60 + fromMinute!, toHour! * 60 + toMinute!]
  if (start < 0 || end < 0 || from >= to || to > 1440 || fromMinute! > 59 || toMinute! > 59) {
    return null
  }
  const count = ((end - start + 7) % 7) + 1
  const days = Array.from({ length: count }, (_, i) => (start + i) % 7)
  return { days, from, to, text }
}

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

export function isWithin({ days, from, to }: Hours, time: number): boolean {
  // 1970-01-01 was a Thursday.
  const day = (Math.floor(time / DAY_MS) + 4) % 7
  const minute = Math.floor((time % DAY_MS) / MINUTE_MS)
  return days.includes(day) && minute >= from && minute < to
}
