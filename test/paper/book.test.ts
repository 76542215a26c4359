// The order book in a paper session: what scripts read of it, in both languages, what the journal keeps,
// and that a replay reads the same.
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { bookOf } from '../support/ticks.ts'
import { readJournal } from './support/journal.ts'
import { START, startSession } from './support/session.ts'

const LUA = `
strategy = { name = "book", timeframe = "1m", cadence = { watch = "tick" } }
function detect_opportunity(market)
  local best, second = market.book_level(), market.book_level(1)
  local depth, within = market.book_depth(2), market.book_depth_within(50)
  log(best.bid, best.bid_quantity, best.ask, best.ask_quantity, second.bid, second.ask_quantity,
    depth.bids, depth.asks, within.bids, within.asks, market.depth_imbalance(2))
end
function filter_commitment() end
function manage_position() end`

const JS = `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'book', timeframe: '1m', cadence: { watch: 'tick' },
  detectOpportunity(market) {
    const [best, second] = [market.bookLevel(), market.bookLevel(1)]
    const [depth, within] = [market.bookDepth(2), market.bookDepthWithin(50)]
    console.log(best.bid, best.bidQuantity, best.ask, best.askQuantity, second.bid,
      second.askQuantity, depth.bids, depth.asks, within.bids, within.asks, market.depthImbalance(2))
  },
  filterCommitment() {}, managePosition() {},
})`

/** In where more wants to buy, out where more wants to sell. */
const TRADER = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'trader', timeframe: '1m', cadence: { watch: 'tick', closeWatch: 'tick', inTrade: 'tick' },
  detectOpportunity: (market) => (market.depthImbalance(10) > 0.5 ? {} : null),
  filterCommitment: (market) => action.enter({ side: 'long', quantity: 1 }),
  managePosition: (market) => (market.depthImbalance(10) < -0.5 ? action.exit() : null),
})`

const BOOK = bookOf({
  bids: [
    [99.9, 3],
    [99.7, 4],
  ],
  asks: [
    [100.1, 1],
    [100.4, 0.75],
    [102, 9],
  ],
  // Of 5, 10, 25, 50 and 100 basis points around 100.
  bands: [
    [0, 0],
    [3, 1],
    [3, 1],
    [7, 1.75],
    [Number.NaN, 1.75],
  ],
})

const plain = (lines: readonly string[]) =>
  lines.map((line) => line.replaceAll(/\t/g, ' ').replaceAll(/\.0\b/g, ''))

describe('a script', () => {
  it.each([
    ['book.lua', LUA],
    ['book.js', JS],
  ])('%s reads levels, depth and imbalance, NaN where there is no book', async (name, text) => {
    const { market, ear } = await startSession({ [name]: text })
    await market.calm(1)
    await market.tick(1.2, 100)
    await market.tick(1.4, 100, 99.9, 100.1, { book: BOOK })
    await market.tick(1.6, 100, 99.9, 100.1)
    await market.tick(1.8, 100, 99.9, 100.1, { book: BOOK })
    await market.calm(1)
    // No tick comes in the third bar: what was known is not known any more.
    await market.calm(1)
    const unknown = Array(11).fill('NaN').join(' ')
    // 3 + 4; 1 + 0.75; (7 − 1.75) / 8.75
    const known = '99.9 3 100.1 1 99.7 0.75 7 1.75 7 1.75 0.6'
    expect(plain(ear.logs)).toEqual([unknown, unknown, known, unknown, known, known, unknown])
  })

  it.each([
    ['market.bookLevel(10)', 'market.bookLevel: expected a whole number from 0 to 9, received 10'],
    ['market.bookDepth(0)', 'market.bookDepth: expected a whole number from 1 to 10, received 0'],
    [
      'market.bookDepthWithin(7)',
      'market.bookDepthWithin: expected one of 5, 10, 25, 50, 100 (basis points), received 7',
    ],
  ])('that asks for %s is told what there is', async (call, message) => {
    const text = JS.replace('console.log(', `${call}; console.log(`)
    const { market, ear } = await startSession({ 'book.js': text })
    await market.calm(1)
    await market.tick(1.2, 100, 99.9, 100.1, { book: BOOK })
    const [fault] = ear.facts('book.js/BTCUSDT').filter(({ type }) => type === 'faulted')
    expect(fault).toMatchObject({ error: { message } })
  })
})

describe('a session with a book', () => {
  it('asks for it only where a script reads it', async () => {
    const none = TRADER.replaceAll('market.depthImbalance(10)', 'market.bookImbalance')
    const { market } = await startSession({ 'none.js': none })
    await market.calm(1)
    expect([market.wish!.follows(0), market.wish!.readsBook(0)]).toEqual([true, false])
    const other = await startSession({ 'none.js': none, 'trader.js': TRADER })
    await other.market.calm(1)
    expect(other.market.wish!.readsBook(0)).toBe(true)
  })

  it('keeps what its decisions used, and is replayed to the last byte', async () => {
    const { market, ear, session } = await startSession({ 'trader.js': TRADER })
    const thin = bookOf({ bids: [[99, 1]], asks: [[101, 9]], bands: [] })
    await market.calm(1)
    await market.tick(1.2, 100, 99, 101, { book: BOOK })
    await market.tick(1.3, 100, 99, 101, { book: thin })
    const thick = bookOf({ bids: [[99, 9]], asks: [[101, 1]], bands: [] })
    await market.tick(1.4, 100, 99, 101, { book: thick })
    await market.tick(1.5, 100, 99, 101, { book: thick })
    await market.tick(1.6, 100, 99, 101, { book: thick })
    await market.tick(1.7, 100, 99, 101, { book: thin })
    await market.tick(1.8, 100, 98, 101)
    await market.calm(1)
    // (7 − 10.75) / 17.75 of the first is none.
    expect(ear.trades('trader.js/BTCUSDT').map(({ pnl }) => pnl)).toEqual([-3])
    const rows = readJournal(session.folder).flatMap((one) =>
      one.type === 'ticks' ? one.ticks : [],
    )
    const shown = (index: number) => rows[index]!.slice(9)
    expect(rows[0]!.slice(0, 2)).toEqual([0, START + 72_000])
    expect(shown(0)).toEqual(BOOK)
    expect(shown(1)).toEqual(thin)
    expect(shown(6)).toEqual([])
    const replayed = await replaySession(session.folder, {
      limits: DEFAULT_LIMITS,
      runners: 1,
      signal: new AbortController().signal,
    })
    expect(replayed.difference).toBeNull()
    expect(replayed.is.trades).toEqual(replayed.was.trades)
  })
})
