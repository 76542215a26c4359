// Ticks in a paper session: what scripts see of them, in both languages, and what the journal keeps.
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { tickOf } from '../support/ticks.ts'
import { readJournal } from './support/journal.ts'
import { START, startSession } from './support/session.ts'

const LUA = `
strategy = { name = "ticks", timeframe = "1m", cadence = { watch = "tick" } }
function detect_opportunity(market)
  log((market.timestamp - ${START}) / 1000, market.price, market.bid, market.ask, market.spread,
    market.is_bar_close, market.close, market.bar_index)
end
function filter_commitment() end
function manage_position() end`

const JS = `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'ticks', timeframe: '1m', cadence: { watch: 'tick' },
  detectOpportunity(market) {
    console.log((market.timestamp - ${START}) / 1000, market.price, market.bid, market.ask,
      market.spread, market.isBarClose, market.close, market.barIndex)
  },
  filterCommitment() {}, managePosition() {},
})`

const FIGURES_LUA = `
strategy = { name = "figures", timeframe = "1m", cadence = { watch = "tick" } }
function detect_opportunity(market)
  log(market.spread, market.relative_spread, market.bid_quantity, market.ask_quantity,
    market.microprice, market.book_imbalance, market.flow_imbalance)
end
function filter_commitment() end
function manage_position() end`

const FIGURES_JS = `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'figures', timeframe: '1m', cadence: { watch: 'tick' },
  detectOpportunity(market) {
    console.log(market.spread, market.relativeSpread, market.bidQuantity, market.askQuantity,
      market.microprice, market.bookImbalance, market.flowImbalance)
  },
  filterCommitment() {}, managePosition() {},
})`

/** In at the first opportunity, out by stop or target. */
const TRADER = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'trader', timeframe: '1m',
  detectOpportunity: () => ({}),
  filterCommitment: (market) => action.enter({ side: 'long', quantity: 1, stop: 95, target: 110 }),
  managePosition() {},
  onFill(fill) { console.log(fill.side, fill.price, fill.reason) },
})`

describe('a script with the cadence tick', () => {
  it.each([
    ['ticks.lua', LUA],
    ['ticks.js', JS],
  ])(
    '%s sees price, quote and time of the tick, and the bars as they have closed',
    async (name, text) => {
      const { market, ear } = await startSession({ [name]: text })
      await market.minutes([100, 103, 99, 102])
      await market.tick(1.25, 104)
      await market.tick(1.5, 105, 104.5, 105.25)
      await market.minutes([102, 106, 101, 103])
      const lines = ear.logs.map((line) => line.replaceAll(/\t/g, ' ').replaceAll(/\.0\b/g, ''))
      expect(lines).toEqual([
        '60 102 NaN NaN NaN true 102 0',
        '75 104 NaN NaN NaN false 102 0',
        '90 105 104.5 105.25 0.75 false 102 0',
        // The quote is that of the last tick before the close.
        '120 103 104.5 105.25 0.75 true 103 1',
      ])
    },
  )

  it.each([
    ['figures.lua', FIGURES_LUA],
    ['figures.js', FIGURES_JS],
  ])(
    '%s reads what the quote and the flow of trades say, NaN where they say nothing',
    async (name, text) => {
      const { market, ear } = await startSession({ [name]: text })
      await market.calm(1)
      const sizes = { bidQuantity: 3, askQuantity: 1, flowImbalance: -0.25 }
      await market.tick(1.5, 100, 99, 101, sizes)
      await market.tick(1.6, 100, 99)
      await market.tick(1.7, 100, 99, 101, sizes)
      await market.calm(1)
      // No tick comes in the third bar: what was known is not known any more.
      await market.calm(1)
      const lines = ear.logs.map((line) => line.replaceAll(/\t/g, ' ').replaceAll(/\.0\b/g, ''))
      // Spread 2 of a mid of 100; (99 · 1 + 101 · 3) / 4; (3 − 1) / 4.
      const [known, unknown] = ['2 0.02 3 1 100.5 0.5 -0.25', 'NaN NaN NaN NaN NaN NaN NaN']
      expect(lines).toEqual([unknown, known, unknown, known, known, unknown])
    },
  )

  it('does not see a bar whose last minute is still missing', async () => {
    const bars = `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'bars', timeframe: '5m', cadence: { watch: 'tick' },
  detectOpportunity(market, context, indicators) {
    console.log((market.timestamp - ${START}) / 60000, market.close, market.tf('15m').close)
  },
  filterCommitment() {}, managePosition() {},
})`
    const { market, ear } = await startSession({ 'bars.js': bars })
    for (let i = 0; i < 14; i++) await market.minutes([100 + i, 101 + i, 99 + i, 100 + i])
    // The bar of minute 14 is late: the tick is of the time after it.
    await market.tick(15.1, 150)
    await market.minutes([114, 115, 113, 114])
    expect(ear.logs.slice(-3)).toEqual(['14 109 NaN', '15.1 109 NaN', '15 114 114'])
  })
})

describe('a session with ticks', () => {
  it('fills at bid and ask, tells the script at once, and is replayed to the last byte', async () => {
    const { market, ear, session } = await startSession({ 'trader.js': TRADER, 'ticks.lua': LUA })
    await market.calm(2)
    await market.tick(2.1, 100, 99, 101)
    await market.tick(2.2, 96, 94, 97)
    await market.minutes([100, 101, 90, 96])
    await market.calm(1)
    await market.tick(4.5, 100, 99.5, 100.5)
    await market.tick(4.7, 112, 111, 113)
    await market.calm(1, 112)
    const own = ear.entries.flatMap((one) =>
      one.type === 'log' && one.slot.startsWith('trader') ? [one.text] : [],
    )
    expect(own).toEqual(['buy 101 ', 'sell 94 stop', 'buy 100.5 ', 'sell 111 target'])
    expect(ear.trades('trader.js/BTCUSDT').map(({ pnl }) => pnl)).toEqual([-7, 10.5])
    const ticks = readJournal(session.folder).filter(({ type }) => type === 'ticks')
    expect(ticks).toHaveLength(4)
    expect(ticks[0]).toMatchObject({
      time: START + 126_000,
      ticks: [[0, START + 126_000, 100, 99, 101, 1, Number.NaN, Number.NaN, Number.NaN]],
      stale: [],
    })
    const replayed = await replaySession(session.folder, {
      limits: DEFAULT_LIMITS,
      runners: 1,
      signal: new AbortController().signal,
    })
    expect(replayed.difference).toBeNull()
    expect(replayed.is.trades).toEqual(replayed.was.trades)
    expect(replayed.is.trades).toHaveLength(2)
  })

  it('tells the market what its slots need, as their orders and positions come and go', async () => {
    const { market } = await startSession({ 'trader.js': TRADER })
    const needs = (price: number) =>
      market.wish!.needs(tickOf({ feed: 0, time: START + 150_000, price, bid: price, ask: price }))
    await market.calm(1)
    expect([needs(100), market.wish!.follows(0)]).toEqual([false, true])
    await market.calm(1)
    expect(needs(100)).toBe(true)
    await market.tick(2.1, 100)
    expect([needs(100), needs(95.5), needs(95), needs(110)]).toEqual([false, false, true, true])
  })
})
