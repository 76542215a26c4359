// A live market over Binance's protocol, when nothing goes wrong.
import { describe, expect, it } from 'vitest'
import { byFeed, expected, liveTest, MINUTE, PAST } from './live.ts'

describe('a live market', () => {
  it('gives every bar once, those of an instant together', async () => {
    const test = await liveTest({ bars: 30 })
    const instants = await test.play(20)
    expect(byFeed(instants, 2)).toEqual(expected(test.listed, 20))
    expect(instants).toHaveLength(20)
    const { openTime } = test.listed[0]!.bars[PAST]!
    expect(instants.map(({ time }) => time)).toEqual(
      Array.from({ length: 20 }, (_, i) => openTime + (i + 1) * MINUTE),
    )
    expect(instants.every(({ silent, stale }) => silent.length + stale.length === 0)).toBe(true)
    expect(test.troubles).toEqual([])
  })

  it('brings its past along, up to the last bar that has ended', async () => {
    const test = await liveTest({ bars: 2 })
    for (const [feed, { columns, count }] of test.market.past.entries()) {
      const bars = test.listed[feed]!.bars.slice(0, PAST)
      expect(count).toBe(PAST)
      expect([...columns.close]).toEqual(bars.map(({ close }) => close))
      expect([...columns.openTime]).toEqual(bars.map(({ openTime }) => openTime))
    }
  })

  it('knows what the venue asks of orders', async () => {
    const { market } = await liveTest({ bars: 2 })
    const rules = { tickSize: 0.01, lotStep: 0.00001, minNotional: 5 }
    expect(market.feeds).toEqual([
      { symbol: 'BTCUSDT', intervalMs: MINUTE, rules },
      { symbol: 'ETHUSDT', intervalMs: MINUTE, rules },
    ])
  })
})
