// Trades and quotes of a live market over Binance's protocol: which of them come, and when.
import { describe, expect, it } from 'vitest'
import type { FeedTick, Instant, TickWish } from '#host/feeds/feed.ts'
import { BYBIT } from '../exchange/bybit.ts'
import { COINBASE } from '../exchange/coinbase.ts'
import { KRAKEN } from '../exchange/kraken.ts'
import { OKX } from '../exchange/okx.ts'
import { type Act, byFeed, expected, liveTest, MINUTE, PAST } from './live.ts'

const EVERYTHING: TickWish = {
  after: 0,
  needs: () => true,
  follows: () => true,
  readsBook: () => false,
}

async function played(bars: number, acts: (test: Test) => readonly Act[], wish = EVERYTHING) {
  const test = await liveTest({ bars: bars + 5, wish })
  const instants = await test.play(bars, acts(test))
  const begin = test.listed[0]!.bars[PAST]!.openTime
  return { test, instants, begin, lines: linesOf(instants, begin) }
}

type Test = Awaited<ReturnType<typeof liveTest>>

/** "0.25 BTC 100 99/101" of ticks, in minutes from the first bar; "bars 1" of bars. */
function linesOf(instants: readonly Instant[], begin: number): string[] {
  return instants.flatMap(({ time, bars, ticks = [] }) => [
    ...ticks.map((tick) => tickLine(tick, begin)),
    ...(bars.length > 0 ? [`bars ${(time - begin) / MINUTE}`] : []),
  ])
}

function tickLine({ feed, time, price, bid, ask }: FeedTick, begin: number): string {
  const minute = Math.floor(((time - begin) / MINUTE) * 10) / 10
  return `${minute} ${feed === 0 ? 'BTC' : 'ETH'} ${price} ${bid}/${ask}`
}

/** Prices near those of the recording, so that the gate lets them pass. */
const near = (test: Test, symbol: number) => Math.round(test.listed[symbol]!.bars[PAST]!.open)

describe('ticks of a live market', () => {
  it('are the last trade with the best bid and ask, those of one symbol in order', async () => {
    let p = 0
    const { lines } = await played(1, (test) => {
      p = near(test, 0)
      const { exchange } = test
      return [
        [0.2, () => exchange.trade(0, p)],
        [0.4, () => exchange.quote(0, p - 1, p + 1)],
        [0.6, () => exchange.trade(0, p + 2)],
      ]
    })
    expect(lines.filter((line) => !line.startsWith('bars')).slice(0, 1)).toEqual([
      `0.2 BTC ${p} NaN/NaN`,
    ])
    expect(lines).toContain(`0.6 BTC ${p + 2} ${p - 1}/${p + 1}`)
    expect(lines.at(-1)).toBe('bars 1')
  })

  it('tell what stands at the best, what was traded since the tick before, and who took', async () => {
    const { instants } = await played(1, (test) => {
      const p = near(test, 0)
      const { exchange } = test
      return [
        [0.2, () => exchange.quote(0, p - 1, p + 1, { bidQuantity: 4, askQuantity: 2 })],
        [0.3, () => exchange.trade(0, p, { quantity: 3, aggressor: 'buy' })],
        [0.5, () => exchange.trade(0, p, { quantity: 1, aggressor: 'sell' })],
      ]
    })
    const ticks = instants.flatMap((one) => one.ticks ?? [])
    // The quote is not stamped, and nothing has told the venue's time before it: no tick of its own.
    expect(ticks.map((tick) => tick.quantity)).toEqual([3, 1])
    // All bought; then (3 − 1) / 4.
    expect(ticks.map((tick) => tick.flowImbalance)).toEqual([1, 0.5])
    expect(ticks.at(-1)).toMatchObject({ bidQuantity: 4, askQuantity: 2 })
  })

  it('of the next bar come after the bar, and the last one before it comes first', async () => {
    let p = 0
    const { lines } = await played(2, (test) => {
      p = near(test, 0)
      const { exchange } = test
      return [
        [0.995, () => exchange.trade(0, p)],
        // The bar that has ended is sent a third of a bar later at the latest.
        [1.001, () => exchange.trade(0, p + 1)],
        [1.8, () => exchange.trade(0, p + 2)],
      ]
    })
    expect(lines).toEqual([
      `0.9 BTC ${p} NaN/NaN`,
      'bars 1',
      `1 BTC ${p + 1} NaN/NaN`,
      `1.8 BTC ${p + 2} NaN/NaN`,
      'bars 2',
    ])
  })

  it('do not wait for a bar that is overdue', async () => {
    let p = 0
    const { lines } = await played(2, (test) => {
      p = near(test, 0)
      const { exchange } = test
      const { faults } = exchange
      const isKline = (frame: string) => frame.includes('@kline')
      return [
        [
          0.5,
          () => {
            faults.isRestDown = true
            faults.mangle = (frame) => (isKline(frame) ? '{}' : frame)
          },
        ],
        [1.01, () => exchange.trade(0, p)],
        [1.1, () => exchange.trade(0, p + 1)],
        [
          1.4,
          () => {
            faults.isRestDown = false
            faults.mangle = null
          },
        ],
      ]
    })
    expect(lines).toEqual([`1.1 BTC ${p + 1} NaN/NaN`, 'bars 1', 'bars 2'])
  })

  it('that nobody needs do not come, but for the last one of a bar', async () => {
    let p = 0
    const wish: TickWish = {
      after: 0,
      needs: (tick) => tick.price === p + 5,
      follows: (feed) => feed === 0,
      readsBook: () => false,
    }
    const { lines } = await played(
      2,
      (test) => {
        p = near(test, 0)
        const { exchange } = test
        const q = near(test, 1)
        return [
          [0.2, () => exchange.trade(0, p)],
          [0.4, () => exchange.trade(0, p + 5)],
          [0.5, () => exchange.trade(1, q)],
          [0.6, () => exchange.trade(0, p + 1)],
          [0.8, () => exchange.trade(0, p + 2)],
        ]
      },
      wish,
    )
    expect(lines).toEqual([
      `0.4 BTC ${p + 5} NaN/NaN`,
      `0.8 BTC ${p + 2} NaN/NaN`,
      'bars 1',
      'bars 2',
    ])
  })

  it('are kept out by the gate where they are no good', async () => {
    let p = 0
    const { lines, test } = await played(1, (one) => {
      p = near(one, 0)
      return [
        [0.2, () => one.exchange.trade(0, p)],
        [0.4, () => one.exchange.trade(0, 10 * p)],
        [0.5, () => one.exchange.trade(0, p + 1)],
      ]
    })
    expect(lines).toEqual([`0.2 BTC ${p} NaN/NaN`, `0.5 BTC ${p + 1} NaN/NaN`, 'bars 1'])
    expect(test.records.map(({ reason }) => reason)).toContain('outlier')
  })

  it('take nothing from the bars', async () => {
    const acts = (test: Test) =>
      Array.from(
        { length: 40 },
        (_, i): Act => [
          i / 10,
          () => {
            test.exchange.trade(0, near(test, 0) + (i % 7))
            test.exchange.quote(1, near(test, 1) - 1, near(test, 1) + (i % 5))
          },
        ],
      )
    const { instants, test } = await played(5, acts)
    expect(byFeed(instants, 2)).toEqual(expected(test.listed, 5))
    expect(instants.filter(({ ticks }) => ticks !== undefined).length).toBeGreaterThan(30)
  })

  it('are asked for only where somebody wants them', async () => {
    const test = await liveTest({ bars: 5 })
    await test.play(1)
    expect(test.exchange.asked.join()).not.toMatch(/trade|bookTicker/)
  })

  it.each([
    ['okx', OKX, /"trades".*"bbo-tbt"/],
    ['coinbase', COINBASE, /market_trades|ticker/],
    ['kraken', KRAKEN, /"trade".*"ticker"|"ticker".*"trade"/],
    ['bybit', BYBIT, /publicTrade.*orderbook\.1|orderbook\.1.*publicTrade/],
  ])('are asked of %s in its own words', async (source, protocol, words) => {
    const test = await liveTest({ bars: 5, source, protocol, wish: EVERYTHING })
    await test.play(1)
    expect(test.exchange.asked.join()).toMatch(words)
  })
})
