// A live market over Binance's protocol, when nothing goes wrong.
import { describe, expect, it } from 'vitest'
import { recordedBars } from '../exchange/recorded-bars.ts'
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
    const steps = { tickSize: 0.01, lotStep: 0.00001, minNotional: 5 }
    // 0.1 % of both, as everybody pays there before discounts.
    const rules = { ...steps, makerFee: 0.001, takerFee: 0.001 }
    expect(market.feeds).toEqual([
      { symbol: 'BTCUSDT', intervalMs: MINUTE, rules },
      { symbol: 'ETHUSDT', intervalMs: MINUTE, rules },
    ])
  })

  it('lets time pass for a symbol of which nothing is traded, without holding up the others', async () => {
    const cut = { skip: 600, count: PAST + 20 }
    const [busy, full] = await Promise.all(['BTC', 'ETH'].map((base) => recordedBars(base, cut)))
    const holes = [3, 4, 5, 9]
    const thin = { ...full!, bars: full!.bars.filter((_, i) => !holes.includes(i - PAST)) }
    const test = await liveTest({ bars: 20, listed: [busy!, thin] })
    const instants = await test.play(8)
    const { openTime } = busy!.bars[PAST]!
    const minutes = instants.map(({ time }) => (time - openTime) / MINUTE)
    expect(minutes.slice(0, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(instants.slice(0, 8).map(({ silent }) => silent)).toEqual([
      ...[[], [], [], [1], [1], [1], [], []],
    ])
    const [first, second] = byFeed(instants, 2)
    expect(first!.map((bar) => bar.openTime)).toEqual(
      busy!.bars.slice(PAST, PAST + first!.length).map((bar) => bar.openTime),
    )
    expect(second!.map((bar) => bar.openTime)).toEqual(
      thin.bars.slice(PAST, PAST + second!.length).map((bar) => bar.openTime),
    )
    // Told by the history and the venue's time, not by waiting in vain.
    const held = test.records.filter(({ reason }) => reason === 'out-of-order')
    expect(held).toEqual([])
  })
})
