// The rules of the risk gate, a row each: what is wrong with an entry, in figures, or null.
import { CALENDARS, mayTrade, whyClosed } from '../calendar/market-calendar.ts'
import { type Book, type Entry, outline, type RiskMemory, type SlotRisk } from './gate.ts'
import { isWithin, type RiskRules } from './rules.ts'

interface Given {
  readonly rules: RiskRules
  readonly memory: RiskMemory
  readonly slot: SlotRisk
  readonly book: Book
}

type Check = (entry: Entry, given: Given) => string | null

/** In the order in which they are asked; the first that has something to say is heard. */
export const CHECKS: Readonly<Record<string, Check>> = {
  kill_switch: (_, { memory: { blocked } }) =>
    blocked === null ? null : `entries are blocked: ${blocked.why}`,

  paused: ({ slot }, { memory }) => (memory.paused.includes(slot) ? 'the slot is paused' : null),

  market_closed({ calendar, time }, { rules: { sessions } }) {
    const market = CALENDARS[calendar]
    return mayTrade(market, time, new Set(sessions)) ? null : whyClosed(market, time)
  },

  trading_hours({ time }, { rules: { tradingHours } }) {
    if (tradingHours.length === 0 || tradingHours.some((hours) => isWithin(hours, time)))
      return null
    const allowed = tradingHours.map(({ text }) => text).join(', ')
    return `${new Date(time).toISOString()} is outside ${allowed} UTC`
  },

  max_quantity({ symbol, quantity }, { rules }) {
    const most = rules.maxQuantity[symbol]
    return most === undefined ? null : above(quantity, most, `quantity of ${symbol}`)
  },

  max_notional: ({ quantity, price }, { rules }) =>
    above(quantity * price, rules.maxNotional, 'notional of the position'),

  max_account_notional: ({ quantity, price }, { rules, book }) =>
    above(
      book.openNotional + quantity * price,
      rules.maxAccountNotional,
      'notional of all positions',
    ),

  max_open_positions: (_, { rules, book }) =>
    above(book.openPositions + 1, rules.maxOpenPositions, 'open positions'),

  max_orders_per_minute({ slot }, { rules, memory }) {
    const own = memory.orders.filter((one) => one.slot === slot).length + 1
    return above(own, rules.maxOrdersPerMinute, 'orders of the slot within a minute')
  },

  max_account_orders_per_minute: (_, { rules, memory }) =>
    above(memory.orders.length + 1, rules.maxAccountOrdersPerMinute, 'orders within a minute'),

  max_daily_loss(_, { rules, memory, book }) {
    const what = 'of the equity at the begin of the day is lost'
    return lost(book.equity, memory.dayEquity, rules.maxDailyLoss, what)
  },

  max_drawdown(_, { rules, memory, book }) {
    return lost(book.equity, memory.peakEquity, rules.maxDrawdown, 'below the highest equity')
  },

  price_collar({ price, lastPrice }, { rules: { priceCollar } }) {
    const distance = Math.abs(price - lastPrice)
    if (priceCollar === null || distance <= lastPrice * priceCollar) return null
    return `its price ${price} is ${percent(distance / lastPrice)} from the last price ${lastPrice}, at most ${percent(priceCollar)}`
  },

  duplicate(entry, { rules, slot }) {
    const since = entry.time - slot.lastTime
    if (since >= rules.duplicateMs || slot.last !== outline(entry)) return null
    return `the same order was placed ${since} ms before`
  },

  loss_streak({ time }, { rules, slot }) {
    const { lossStreak, lossCooldownMs } = rules
    const until = slot.lossTime + lossCooldownMs
    if (lossStreak === null || slot.losses < lossStreak || time >= until) return null
    return `${slot.losses} losing trades in a row, wait until ${new Date(until).toISOString()}`
  },
}

function above(value: number, most: number | null, what: string): string | null {
  return most === null || value <= most ? null : `${what}: ${value}, at most ${most}`
}

function lost(equity: number, from: number, most: number | null, what: string): string | null {
  if (most === null || from - equity < from * most) return null
  return `${percent((from - equity) / from)} ${what}, less than ${percent(most)} is allowed`
}

const percent = (share: number) => `${Number((share * 100).toPrecision(4))} %`
