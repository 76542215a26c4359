// The risk gate and the kill switch in a session: what scripts, the journal and positions see of them.
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { NO_RISK_RULES } from '#host/risk/rules.ts'
import { readJournal } from '../paper/support/journal.ts'
import { startSession } from '../paper/support/session.ts'

/** Enters as soon as it can, with the orders given, and tells what is refused. */
const eager = (order: string) => `
import { action } from 'watchfire'
export default {
  name: 'Eager', timeframe: '1m', closeWatchTimeout: '100 bars',
  detectOpportunity: () => ({}),
  filterCommitment: () => action.enter(${order}),
  managePosition() {},
  onOrderRejected(order) { console.log(order.reason) },
}
`
const SLOT = 'eager.js/BTCUSDT'
const flat = (price: number) => [price, price, price, price] as const

async function proven(folder: string) {
  const { signal } = new AbortController()
  const { difference } = await replaySession(folder, { limits: DEFAULT_LIMITS, runners: 1, signal })
  return difference
}

describe('the risk gate of a session', () => {
  it('turns what it refuses into a rejected order that script and journal see with its figures', async () => {
    const risk = { ...NO_RISK_RULES, maxNotional: 50 }
    const { market, ear, session } = await startSession(
      { 'eager.js': eager("{ side: 'long', quantity: 1 }") },
      { risk },
    )
    await market.minutes(flat(100), flat(100), flat(49), flat(49), flat(49))
    const why = 'max_notional: notional of the position: 100, at most 50'
    expect(ear.logs[0]).toBe(why)
    const rejected = ear.facts(SLOT).find(({ type }) => type === 'orderRejected')
    expect(rejected).toMatchObject({ order: { reason: why, quantity: 1 } })
    // The state stayed: it asks again, and is let in once it fits.
    expect(session.engine.slots[0]!.kernel.state.position).toMatchObject({ entryPrice: 49 })
  })

  it('counts what waits to be filled: of two slots that enter at once, a limit of one lets one in', async () => {
    const risk = { ...NO_RISK_RULES, maxOpenPositions: 1 }
    const order = eager("{ side: 'long', quantity: 1 }")
    const { market, ear, session } = await startSession({ 'a.js': order, 'b.js': order }, { risk })
    await market.minutes(flat(100), flat(100), flat(100), flat(100))
    expect(session.engine.slots.map(({ kernel }) => kernel.state.position?.quantity)).toEqual([
      1,
      undefined,
    ])
    expect(ear.logs[0]).toBe('max_open_positions: open positions: 2, at most 1')
  })

  it('counts the notional of an order that rests, at its own price', async () => {
    const { market, ear } = await startSession(
      {
        'a.js': eager("{ side: 'long', type: 'limit', price: 50, quantity: 1 }"),
        'b.js': eager("{ side: 'long', quantity: 1 }"),
      },
      { risk: { ...NO_RISK_RULES, maxAccountNotional: 149 } },
    )
    await market.minutes(flat(100), flat(100), flat(100))
    const refused = (slot: string) =>
      ear.facts(slot).flatMap((fact) => (fact.type === 'orderRejected' ? [fact.order.reason] : []))
    const why = 'max_account_notional: notional of all positions: 150, at most 149'
    expect({ first: refused('a.js/BTCUSDT'), second: refused('b.js/BTCUSDT')[0] }).toEqual({
      first: [],
      second: why,
    })
  })

  it('goes by new rules from the next instant on, and a replay goes by both', async () => {
    const { market, session, ear } = await startSession(
      {
        'eager.js': eager(
          "{ side: 'long', type: 'limit', price: 60, quantity: 1, expires: '1 bars' }",
        ),
      },
      { risk: { ...NO_RISK_RULES, priceCollar: 0.1 } },
    )
    await market.minutes(flat(100), flat(100), flat(100))
    expect(ear.logs.at(-1)).toMatch(/^price_collar: its price 60 is 40 % from the last price 100/)
    await session.engine.changeRules({ ...session.engine.rules, risk: NO_RISK_RULES })
    await market.minutes(flat(100), flat(59))
    expect(session.engine.slots[0]!.kernel.state.position).toMatchObject({ entryPrice: 59 })
    expect(await proven(session.folder)).toBeNull()
  })
})

describe('the kill switch', () => {
  const open = async () => {
    const opened = await startSession({
      'eager.js': eager("{ side: 'long', quantity: 1, stop: 90 }"),
      'resting.js': eager("{ side: 'long', type: 'limit', price: 50, quantity: 1 }"),
    })
    await opened.market.minutes(flat(100), flat(100), flat(100))
    const [first, second] = opened.session.engine.slots
    expect(first!.kernel.state.position).not.toBeNull()
    expect(second!.kernel.state.entry).not.toBeNull()
    return opened
  }

  it('cancels every entry order and lets no other in until it is released', async () => {
    const { session, market, ear } = await open()
    await session.engine.kill('the operator says so', false)
    const [first, second] = session.engine.slots
    expect(second!.kernel.state.entry).toBeNull()
    await market.minutes(flat(100), flat(45), flat(45))
    expect(ear.logs.at(-1)).toBe('kill_switch: entries are blocked: the operator says so')
    expect(second!.kernel.state.position).toBeNull()
    // The stop of what is held was in force all the while.
    expect(first!.kernel.state.position).toBeNull()
    expect(ear.trades(SLOT)[0]).toMatchObject({ exitReason: 'stop' })
    await session.engine.unblock()
    await market.minutes(flat(45), flat(45), flat(45))
    expect(second!.kernel.state.position).not.toBeNull()
    expect(await proven(session.folder)).toBeNull()
  })

  it('closes positions at the next price where it is asked to', async () => {
    const { session, market, ear } = await open()
    await session.engine.kill('out', true)
    await market.minutes([98, 99, 97, 98])
    expect(ear.trades(SLOT)).toMatchObject([{ exitPrice: 98, exitReason: 'flatten' }])
    expect(session.engine.slots.some(({ kernel }) => kernel.state.position !== null)).toBe(false)
    expect(await proven(session.folder)).toBeNull()
  })

  it('goes before what waits, and stands in the journal before it', async () => {
    const { session, ear } = await open()
    const { engine } = session
    const waiting = [1, 2, 3].map((n) =>
      engine.note({ type: 'log', slot: 'x', time: 0, text: `${n}` }),
    )
    const killed = engine.kill('now', false)
    await Promise.all([...waiting, killed])
    const kinds = ear.entries
      .slice(-6)
      .map((entry) => (entry.type === 'log' ? entry.text : entry.type))
    expect(kinds.indexOf('killed')).toBeLessThan(kinds.indexOf('2'))
    const kept = readJournal(session.folder).map(({ type }) => type)
    expect(kept).toContain('killed')
  })

  it('has a little brother for one slot: what it holds is closed, and its script goes on', async () => {
    const { session, market, ear } = await open()
    const { engine } = session
    await engine.flatten(SLOT)
    await market.minutes([98, 99, 97, 98])
    expect(ear.trades(SLOT)).toMatchObject([{ exitPrice: 98, exitReason: 'flatten' }])
    await market.minutes(flat(95), flat(95))
    expect(engine.slots[0]!.kernel.state.position).not.toBeNull()
    await expect(engine.flatten('nobody/BTCUSDT')).rejects.toThrow('there is no slot')
    const kept = readJournal(session.folder).filter(({ type }) => type === 'flattened')
    expect(kept).toMatchObject([{ slot: SLOT }])
    expect(await proven(session.folder)).toBeNull()
  })

  it('has a little sister for one slot: its entries are refused, its position is managed', async () => {
    const { session, market, ear } = await open()
    const { engine } = session
    await engine.pause(SLOT, true)
    await market.minutes(flat(89), flat(95), flat(95))
    expect(ear.trades(SLOT)).toMatchObject([{ exitReason: 'stop' }])
    expect(ear.logs.at(-1)).toBe('paused: the slot is paused')
    expect(engine.slots[0]!.kernel.state.position).toBeNull()
    await engine.pause(SLOT, false)
    await market.minutes(flat(95), flat(95))
    expect(engine.slots[0]!.kernel.state.position).not.toBeNull()
    await expect(engine.pause('nobody/BTCUSDT', true)).rejects.toThrow('there is no slot')
    expect(await proven(session.folder)).toBeNull()
  })
})
