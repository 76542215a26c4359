// The rules of the risk gate, one by one, with figures worked by hand.
import { describe, expect, it } from 'vitest'
import { type Book, type Entry, RiskGate } from '#host/risk/gate.ts'
import { isWithin, NO_RISK_RULES, parseHours, type RiskRules } from '#host/risk/rules.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Monday, 2025-05-05 12:00 UTC. */
const NOON = Date.UTC(2025, 4, 5, 12)

const ENTRY: Entry = {
  ...{ slot: 'a.lua/BTCUSDT', symbol: 'BTCUSDT', calendar: 'always' },
  ...{ side: 'long', type: 'market' },
  ...{ quantity: 2, price: 100, lastPrice: 100, stop: null, target: null, time: NOON },
}
const BOOK: Book = { equity: 1000, openPositions: 0, openNotional: 0 }

const gate = (rules: Partial<RiskRules>) => new RiskGate({ ...NO_RISK_RULES, ...rules }, 1000)

function judged(
  rules: Partial<RiskRules>,
  entry: Partial<Entry> = {},
  book: Partial<Book> = {},
): string | null {
  const refusal = gate(rules).judge({ ...ENTRY, ...entry }, { ...BOOK, ...book })
  return refusal === null ? null : `${refusal.rule}: ${refusal.text}`
}

describe('the risk gate', () => {
  it('lets everything in where there is no rule', () => {
    expect(judged({}, { quantity: 1e9, price: 1e9 }, { equity: 1, openPositions: 999 })).toBeNull()
  })

  it('holds the quantity of a symbol', () => {
    const rules = { maxQuantity: { BTCUSDT: 1.5 } }
    expect(judged(rules)).toBe('max_quantity: quantity of BTCUSDT: 2, at most 1.5')
    expect(judged(rules, { quantity: 1.5 })).toBeNull()
    expect(judged(rules, { symbol: 'ETHUSDT' })).toBeNull()
  })

  it('holds the notional of a position, and of all of them', () => {
    expect(judged({ maxNotional: 199 })).toBe(
      'max_notional: notional of the position: 200, at most 199',
    )
    expect(judged({ maxNotional: 200 })).toBeNull()
    expect(judged({ maxAccountNotional: 500 }, {}, { openNotional: 301 })).toBe(
      'max_account_notional: notional of all positions: 501, at most 500',
    )
    expect(judged({ maxAccountNotional: 500 }, {}, { openNotional: 300 })).toBeNull()
  })

  it('counts open positions', () => {
    expect(judged({ maxOpenPositions: 3 }, {}, { openPositions: 2 })).toBeNull()
    expect(judged({ maxOpenPositions: 3 }, {}, { openPositions: 3 })).toBe(
      'max_open_positions: open positions: 4, at most 3',
    )
  })

  it('counts the orders of a slot and of the account within a minute of the market', () => {
    const held = gate({ maxOrdersPerMinute: 2, maxAccountOrdersPerMinute: 3 })
    const at = (seconds: number, slot = 'a.lua/BTCUSDT') =>
      held.judge({ ...ENTRY, slot, time: NOON + seconds * 1000 }, BOOK)?.rule ?? 'in'
    expect([at(0), at(1), at(2)]).toEqual(['in', 'in', 'max_orders_per_minute'])
    expect([at(3, 'b'), at(4, 'b')]).toEqual(['in', 'max_account_orders_per_minute'])
    // What was refused was not placed; the first order is a minute old.
    expect([at(60), at(60)]).toEqual(['in', 'max_orders_per_minute'])
  })

  it('refuses when the day has lost too much, until the next day', () => {
    const held = gate({ maxDailyLoss: 0.05 })
    held.mark(NOON, 1000)
    const judge = (time: number, equity: number) =>
      held.judge({ ...ENTRY, time }, { ...BOOK, equity })?.text ?? null
    expect(judge(NOON, 950.1)).toBeNull()
    expect(judge(NOON, 950)).toBe(
      '5 % of the equity at the begin of the day is lost, less than 5 % is allowed',
    )
    held.mark(NOON + 12 * HOUR, 950)
    expect(judge(NOON + 12 * HOUR, 950)).toBeNull()
  })

  it('refuses in a drawdown from the highest equity', () => {
    const held = gate({ maxDrawdown: 0.2 })
    for (const equity of [1000, 1500, 1300]) held.mark(NOON, equity)
    const judge = (equity: number) => held.judge(ENTRY, { ...BOOK, equity })?.rule ?? null
    expect([judge(1201), judge(1200)]).toEqual([null, 'max_drawdown'])
  })

  it('keeps prices near the last one', () => {
    const rules = { priceCollar: 0.1 }
    expect(judged(rules, { price: 110 })).toBeNull()
    expect(judged(rules, { price: 89 })).toBe(
      'price_collar: its price 89 is 11 % from the last price 100, at most 10 %',
    )
  })

  it('refuses the same order twice within the window, not another one', () => {
    const held = gate({ duplicateMs: 1000 })
    const judge = (after: number, change: Partial<Entry> = {}) =>
      held.judge({ ...ENTRY, ...change, time: NOON + after }, BOOK)?.text ?? null
    expect(judge(0)).toBeNull()
    expect(judge(999)).toBe('the same order was placed 999 ms before')
    expect(judge(999, { quantity: 3 })).toBeNull()
    expect(judge(1500)).toBeNull()
    expect(judge(2500)).toBeNull()
  })

  it('lets a slot rest after losing trades in a row', () => {
    const held = gate({ lossStreak: 2, lossCooldownMs: HOUR })
    const judge = (time: number, slot = ENTRY.slot) =>
      held.judge({ ...ENTRY, slot, time }, BOOK)?.text ?? null
    const close = (pnl: number, time: number) => held.tradeClosed(ENTRY.slot, pnl, time)
    close(-1, NOON)
    close(5, NOON)
    close(-1, NOON)
    expect(judge(NOON)).toBeNull()
    close(-1, NOON + MINUTE)
    expect(judge(NOON + HOUR)).toBe('2 losing trades in a row, wait until 2025-05-05T13:01:00.000Z')
    expect(judge(NOON + HOUR, 'b.lua/BTCUSDT')).toBeNull()
    expect(judge(NOON + HOUR + MINUTE)).toBeNull()
  })

  it('keeps to trading hours', () => {
    const rules = { tradingHours: [parseHours('Mon-Fri 13:30-20:00')!] }
    expect(judged(rules)).toBe(
      'trading_hours: 2025-05-05T12:00:00.000Z is outside Mon-Fri 13:30-20:00 UTC',
    )
    expect(judged(rules, { time: NOON + 1.5 * HOUR })).toBeNull()
    expect(judged(rules, { time: NOON + 8 * HOUR })).not.toBeNull()
  })

  it('refuses entries while the market is closed, or in a session that is not allowed', () => {
    const at = (text: string, rules: Partial<RiskRules> = {}) =>
      judged(rules, { calendar: 'us', time: Date.parse(text) })
    expect(at('2025-05-05T15:00Z')).toBeNull()
    expect(at('2025-05-05T12:00Z')).toMatch(/^market_closed: NYSE and Nasdaq is in its pre-market/)
    expect(at('2025-05-05T12:00Z', { sessions: ['pre', 'regular'] })).toBeNull()
    // Independence Day.
    expect(at('2025-07-04T15:00Z')).toMatch(/^market_closed: NYSE and Nasdaq is closed/)
  })

  it('refuses the entries of a slot that is paused', () => {
    const held = gate({})
    held.pause(ENTRY.slot, true)
    expect(held.judge(ENTRY, BOOK)?.rule).toBe('paused')
    expect(held.judge({ ...ENTRY, slot: 'b' }, BOOK)).toBeNull()
    held.pause(ENTRY.slot, false)
    expect(held.judge(ENTRY, BOOK)).toBeNull()
  })
})

describe('trading hours', () => {
  it.each([
    ['Mon-Fri 13:30-20:00', '2025-05-05T13:30Z', true],
    ['Mon-Fri 13:30-20:00', '2025-05-05T19:59Z', true],
    ['Mon-Fri 13:30-20:00', '2025-05-05T20:00Z', false],
    ['Mon-Fri 13:30-20:00', '2025-05-10T14:00Z', false],
    ['Sat-Mon 00:00-24:00', '2025-05-11T23:59Z', true],
    ['Sat-Mon 00:00-24:00', '2025-05-06T00:00Z', false],
    ['Sun 00:00-24:00', '2025-05-11T00:00Z', true],
  ])('%s: %s is %s', (text, time, expected) => {
    expect(isWithin(parseHours(text)!, Date.parse(time))).toBe(expected)
  })

  it.each([
    'Mon',
    'Mon 9:00-10:00',
    'Mon 10:00-09:00',
    'Xyz 09:00-10:00',
    'Mon 09:60-10:00',
    'Mon 09:00-24:01',
  ])('are not %s', (text) => expect(parseHours(text)).toBeNull())
})
