// A symbol of which nothing good has come for a while: its script sees it, and its entries are refused
// until there is good data again; what is open stays under its stops.
import { expect, it } from 'vitest'
import { startSession } from './support/session.ts'

const EAGER = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'eager',
  timeframe: '1m',
  detectOpportunity: (market) => { console.log('detect', market.isStale); return {} },
  filterCommitment: (market) => {
    console.log('filter', market.isStale)
    return action.enter({ side: 'long', quantity: 1, stop: market.close - 10 })
  },
  managePosition: (market) => console.log('manage', market.isStale),
  onOrderRejected: (order) => console.log(order.reason),
})`

it('refuses entries on stale data, and takes them again on good data', async () => {
  const { market, ear } = await startSession({ 'eager.js': EAGER })
  await market.calm(1)
  market.isStale = true
  await market.calm(2)
  expect(ear.logs).toEqual([
    ...['detect false', 'filter true', 'the market data is stale'],
    ...['filter true', 'the market data is stale'],
  ])
  const bars = ear.entries.filter((entry) => entry.type === 'bars')
  expect(bars.map(({ stale }) => stale)).toEqual([[], [0], [0]])
  market.isStale = false
  await market.calm(2)
  expect(ear.logs.slice(5)).toEqual(['filter false', 'manage false'])
})

it('leaves a position to its stop', async () => {
  const { market, ear } = await startSession({ 'eager.js': EAGER })
  await market.calm(3)
  market.isStale = true
  await market.minutes([100, 100, 80, 85])
  expect(ear.trades('eager.js/BTCUSDT')).toMatchObject([{ exitReason: 'stop', exitPrice: 90 }])
})

it('keeps a resting order that a script would replace', async () => {
  const resting = EAGER.replace(
    'quantity: 1,',
    "quantity: 1, type: 'limit', price: 90, expires: '9 bars',",
  )
  const { market, ear } = await startSession({ 'eager.js': resting.replace('- 10', '- 20') })
  await market.calm(2)
  market.isStale = true
  await market.calm(2)
  const placed = ear.facts('eager.js/BTCUSDT').filter(({ type }) => type !== 'transitioned')
  expect(placed.map(({ type }) => type)).toEqual(['entryPlaced', 'orderRejected', 'orderRejected'])
  await market.minutes([100, 100, 85, 88])
  expect(ear.facts('eager.js/BTCUSDT').map(({ type }) => type)).toContain('filled')
})
