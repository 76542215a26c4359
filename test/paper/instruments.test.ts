// A venue that asks other things of orders when a session is gone on with than when it began.
import { expect, it, onTestFinished } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { OrderRules } from '#host/feeds/feed.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { readJournal } from './support/journal.ts'
import { configIn, Ear, ManualMarket, makeFolder } from './support/session.ts'

/** In and out again and again, for 7.77 a time. */
const TRADER = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'trader', timeframe: '1m',
  detectOpportunity: () => ({}),
  filterCommitment: () => action.enter({ side: 'long', quantity: 7.77 }),
  managePosition: () => action.exit(),
})`

async function life(folder: string, rules: OrderRules, after: number, minutes: number) {
  const market = new ManualMarket(['BTCUSDT'], after)
  const [feed] = market.feeds
  Object.assign(market, { feeds: [{ ...feed!, rules }] })
  const ear = new Ear()
  const session = await openPaper(configIn(folder), { market, onEntry: ear.hear })
  onTestFinished(() => session.close())
  const played = session.play()
  await market.calm(minutes)
  session.stop()
  await played
  await session.close()
  const quantities = ear
    .facts('trader.js/BTCUSDT')
    .flatMap((fact) => (fact.type === 'filled' && fact.fill.isEntry ? [fact.fill.quantity] : []))
  return { session, ear, quantities }
}

it('is obeyed from then on; that is said, kept, and replayed to the last byte', async () => {
  const folder = makeFolder({ 'trader.js': TRADER })
  const fine = { tickSize: 0.01, lotStep: 0.1, minNotional: 0 }
  const first = await life(folder, fine, 0, 8)
  expect(new Set(first.quantities)).toEqual(new Set([7.7]))
  const coarse = { tickSize: 0.01, lotStep: 0.5, minNotional: 5 }
  const second = await life(folder, coarse, 8, 8)
  expect(second.session.resumed).not.toBeNull()
  expect(new Set(second.quantities)).toEqual(new Set([7.5]))
  const told = second.session.board.snapshot().notes.find(({ source }) => source === 'venue')
  expect(told?.text).toBe('BTCUSDT: lot step 0.1 → 0.5; BTCUSDT: least notional none → 5')
  // From a checkpoint that came after the change; nothing has changed since.
  const third = await life(folder, coarse, 16, 8)
  expect(new Set(third.quantities)).toEqual(new Set([7.5]))
  const entries = readJournal(third.session.folder)
  expect(entries.filter(({ type }) => type === 'instruments')).toMatchObject([
    { rules: [coarse], time: expect.any(Number) },
  ])
  const replayed = await replaySession(third.session.folder, {
    ...{ limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal },
  })
  expect(replayed.difference).toBeNull()
  expect(replayed.is.trades.length).toBeGreaterThan(5)
})
