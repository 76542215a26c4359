// The risk gate: stands between what a script wants and the order. It judges entries only; nothing
// keeps a position from being closed. All it remembers is plain data and moves by the market's clock,
// so that a session that is played again is judged the same.
import type { Side } from '#sdk/domain.ts'
import type { CalendarId } from '../calendar/market-calendar.ts'
import { CHECKS } from './checks.ts'
import type { RiskRules } from './rules.ts'

/** An entry that is about to be placed. */
export interface Entry {
  readonly slot: string
  readonly symbol: string
  readonly calendar: CalendarId
  readonly side: Side
  readonly type: string
  readonly quantity: number
  /** The order's own; a market order's is the last price. */
  readonly price: number
  /** The last trade's. */
  readonly lastPrice: number
  readonly stop: number | null
  readonly target: number | null
  /** Ms UTC. */
  readonly time: number
}

/** The account as an entry finds it. */
export interface Book {
  readonly equity: number
  /** Of all slots but the one that enters, as if their entry orders that wait had filled. */
  readonly openPositions: number
  readonly openNotional: number
}

export interface RiskMemory {
  /** Entries are refused until they are let in again; null: they are not. */
  blocked: { readonly why: string; readonly time: number } | null
  /** Slots whose entries are refused until they are let in again. */
  paused: string[]
  /** The UTC day at hand (days since 1970) and the equity that it began with. */
  day: number
  dayEquity: number
  peakEquity: number
  /** When the account's latest entry orders were placed (ms UTC), those of the last minute. */
  orders: { readonly time: number; readonly slot: string }[]
  slots: { [slot: string]: SlotRisk }
}

export interface SlotRisk {
  /** The latest entry order, as text, and when. */
  last: string
  lastTime: number
  /** Losing trades since the last that won, and when the latest of them closed. */
  losses: number
  lossTime: number
}

export interface Refusal {
  readonly rule: string
  /** With the figures. */
  readonly text: string
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export class RiskGate {
  rules: RiskRules
  memory: RiskMemory

  constructor(rules: RiskRules, cash: number) {
    this.rules = rules
    this.memory = {
      ...{ blocked: null, paused: [], orders: [], slots: {} },
      ...{ day: -1, dayEquity: cash, peakEquity: cash },
    }
  }

  /** Why the entry is refused, or null; then it counts as placed. */
  judge(entry: Entry, book: Book): Refusal | null {
    const { rules, memory } = this
    memory.orders = memory.orders.filter(({ time }) => time > entry.time - MINUTE_MS)
    const slot = this.#slot(entry.slot)
    for (const [rule, check] of Object.entries(CHECKS)) {
      const text = check(entry, { rules, memory, slot, book })
      if (text !== null) return { rule, text }
    }
    memory.orders.push({ time: entry.time, slot: entry.slot })
    slot.last = outline(entry)
    slot.lastTime = entry.time
    return null
  }

  /** The account's equity at the end of an instant. */
  mark(time: number, equity: number): void {
    const { memory } = this
    const day = Math.floor(time / DAY_MS)
    if (day !== memory.day) {
      memory.day = day
      memory.dayEquity = equity
    }
    memory.peakEquity = Math.max(memory.peakEquity, equity)
  }

  tradeClosed(key: string, pnl: number, time: number): void {
    const slot = this.#slot(key)
    slot.losses = pnl < 0 ? slot.losses + 1 : 0
    slot.lossTime = time
  }

  /** Entries of a slot are refused from now on, or let in again. */
  pause(slot: string, isPaused: boolean): void {
    const others = this.memory.paused.filter((one) => one !== slot)
    this.memory.paused = isPaused ? [...others, slot] : others
  }

  #slot(key: string): SlotRisk {
    const { slots } = this.memory
    slots[key] ??= { last: '', lastTime: 0, losses: 0, lossTime: 0 }
    return slots[key]
  }
}

/** What makes two orders of a slot the same. */
export const outline = ({ side, type, quantity, price, stop, target }: Entry): string =>
  JSON.stringify([side, type, quantity, price, stop, target])
