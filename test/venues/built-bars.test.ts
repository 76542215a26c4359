// Bars of seconds at a venue that sends none of that length: built from its trades, each once.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ClockSkew } from '#host/feeds/clock-skew.ts'
import type { FeedBar, TickWish } from '#host/feeds/feed.ts'
import { DEFAULT_GATE_RULES } from '#host/feeds/gate-rules.ts'
import { Lane } from '#host/feeds/live/lane.ts'
import { VenueTime } from '#host/feeds/live/venue-time.ts'
import type { Status } from '#host/feeds/market-event.ts'
import { recordedBars } from '#host/recorder/bars.ts'
import { SESSION_RECORDING } from '#host/recorder/folder.ts'
import { playedFeeds } from '#host/recorder/played-feeds.ts'
import type { HistoryBar } from '#host/venues/venue.ts'
import { KRAKEN } from '../exchange/kraken.ts'
import type { Listed } from '../exchange/market.ts'
import { type Act, byFeed, liveTest, PAST } from './live.ts'
import { expectToldAgain, playPaper } from './paper.ts'

const SECOND = 1000
const TEN = 10 * SECOND
const START = 1_735_689_600_000

/** A lane of ten-second bars; times in seconds from START, by both clocks alike. */
function openLane() {
  const lane = new Lane({
    feed: 0,
    info: { symbol: 'X', intervalMs: TEN },
    from: START,
    rules: DEFAULT_GATE_RULES,
    skew: new ClockSkew(DEFAULT_GATE_RULES.skewMsMax),
    venueTime: new VenueTime(),
    isSnapshotAsked: true,
    isBuilt: true,
    hours: null,
    graceMs: 2000,
    record: () => {},
  })
  const at = (second: number) => START + second * SECOND
  const kinds = { aggressor: null, id: Number.NaN } as const
  return {
    lane,
    status: (second: number, status: Status) =>
      lane.hear({
        ...{ type: 'status', symbol: 'X', exchangeTime: Number.NaN, receiveTime: at(second) },
        ...{ status, detail: '' },
      }),
    trade: (second: number, price: number, quantity = 1, receivedAt = second) =>
      lane.hear({
        ...{ type: 'trade', symbol: 'X', exchangeTime: at(second), receiveTime: at(receivedAt) },
        ...{ price, quantity, ...kinds },
      }),
    pass: (second: number) => lane.pass(at(second)),
    /** "10 100 102 99 101 4", or "10 none", of what is settled. */
    settled: () =>
      lane.settled.map(({ openTime, bar }) => {
        const second = (openTime - START) / SECOND
        if (bar === null) return `${second} none`
        return [second, bar.open, bar.high, bar.low, bar.close, bar.volume].join(' ')
      }),
  }
}

describe('a bar built from trades', () => {
  it('has the trades of its interval by the venue\u2019s time, those that come a little late too', () => {
    const { lane, status, trade, pass, settled } = openLane()
    status(-5, 'connected')
    trade(0, 100)
    trade(4, 100.4, 2)
    trade(7, 99.8)
    trade(10.1, 100.1, 5)
    // It happened before the end, and comes after a trade of the next bar.
    trade(9.95, 100.3, 0.5, 10.15)
    pass(10.9)
    expect(settled()).toEqual([])
    pass(11.1)
    expect(settled()).toEqual(['0 100 100.4 99.8 100.3 4.5'])
    pass(21.1)
    expect(settled()).toEqual(['0 100 100.4 99.8 100.3 4.5', '10 100.1 100.1 100.1 100.1 5'])
    expect(lane.isMissing(START + 21 * SECOND)).toBe(false)
  })

  it('is none where nothing was traded, and nobody is asked for it', () => {
    const { lane, status, trade, pass, settled } = openLane()
    status(-5, 'connected')
    trade(1, 100)
    for (let second = 1; second < 31; second++) pass(second + 0.5)
    trade(31, 100.5)
    for (let second = 31; second < 42; second++) pass(second + 0.5)
    expect(settled()).toEqual([
      '0 100 100 100 100 1',
      '10 none',
      '20 none',
      '30 100.5 100.5 100.5 100.5 1',
    ])
    expect(lane.isMissing(START + 42 * SECOND)).toBe(false)
  })

  it('is not made of a part of its interval: not of the first, nor of one in which the connection was lost', () => {
    const { lane, status, trade, pass, settled } = openLane()
    status(3, 'connected')
    trade(6, 100)
    trade(12, 101)
    pass(21.5)
    // The first is missing, and so the second waits.
    expect(settled()).toEqual([])
    expect(lane.isMissing(START + 21.5 * SECOND)).toBe(true)
    lane.takeHistory([], { askedAt: START + 21.5 * SECOND, venueTime: START + 21.5 * SECOND })
    expect(settled()).toEqual(['0 none', '10 101 101 101 101 1'])
    trade(22, 102)
    status(24, 'lost')
    status(26, 'connected')
    trade(29, 103)
    trade(35, 104)
    pass(41.5)
    expect(settled()).toHaveLength(2)
    // What the history has of it counts.
    const bar = {
      openTime: START + 20 * SECOND,
      open: 102,
      high: 103,
      low: 102,
      close: 103,
      volume: 9,
    }
    lane.takeHistory([bar], { askedAt: START + 42 * SECOND, venueTime: START + 41 * SECOND })
    expect(settled().slice(2)).toEqual(['20 102 103 102 103 9', '30 104 104 104 104 1'])
  })
})

/** One trade a second, at a price that tells it from others. */
function seconds(count: number): Listed {
  const bars = Array.from({ length: PAST + count }, (_, i): HistoryBar => {
    const price = 1000 + (i % 13) / 10
    const figures = { open: price, high: price, low: price, close: price, volume: 1 + (i % 3) }
    return { openTime: START + i * SECOND, ...figures }
  })
  return { base: 'BTC', quote: 'USDT', bars }
}

/** Ten seconds each, by their definition. */
function tens({ bars }: Listed, first: number, count: number): FeedBar[] {
  return Array.from({ length: count }, (_, k) => {
    const own = bars.slice(first + 10 * k, first + 10 * (k + 1))
    const prices = own.map(({ close }) => close)
    return {
      feed: 0,
      openTime: own[0]!.openTime,
      open: prices[0]!,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1)!,
      volume: own.reduce((sum, { volume }) => sum + volume, 0),
    }
  })
}

const NOTHING: TickWish = {
  ...{ after: 0, needs: () => false, follows: () => false, readsBook: () => false },
}

describe('a market of ten-second bars at Binance, which has bars of one second', () => {
  const play = async (
    acts: (test: Awaited<ReturnType<typeof liveTest>>) => readonly Act[] = () => [],
  ) => {
    const listed = seconds(150)
    const test = await liveTest({
      ...{ bars: 150, intervalMs: SECOND, builtMs: TEN, listed: [listed], pastBars: 3 },
      wish: NOTHING,
    })
    const trades = Array.from({ length: 110 }, (_, i): Act => {
      const { close, volume } = listed.bars[PAST + i]!
      const id = i + 1
      // Half a second after the bar of a second begins; the act may come a step later.
      return [i + 0.5, () => test.exchange.trade(0, close, { quantity: volume, id })]
    })
    const all = [...trades, ...acts(test)].sort(([a], [b]) => a - b)
    return { test, listed, instants: await test.play(8, all) }
  }

  it('has each of them once, with a past made of its seconds, and says so', async () => {
    const { test, listed, instants } = await play()
    expect(byFeed(instants, 1)[0]!.slice(0, 8)).toEqual(tens(listed, PAST, 8))
    const { columns, count } = test.market.past[0]!
    expect([...columns.close.subarray(0, count)]).toEqual(
      tens(listed, PAST - 30, 3).map(({ close }) => close),
    )
    expect(test.troubles[0]).toBe(
      'binance has no bars of 10 s: they are built from its trades, those of the past of shorter bars',
    )
    expect(test.exchange.asked.join()).not.toContain('kline')
  })

  it('loses none when the connection breaks: the history has the seconds', async () => {
    const { test, listed, instants } = await play(({ exchange }) => [
      [24.2, () => exchange.disconnect()],
      [43.7, () => exchange.disconnect()],
    ])
    expect(byFeed(instants, 1)[0]!.slice(0, 8)).toEqual(tens(listed, PAST, 8))
    expect(test.exchange.connections).toBeGreaterThanOrEqual(3)
  })
})

/** In and out by the bars of ten seconds, between the closes of its own. */
const SCRIPTS = {
  'seconds.js': `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'seconds', timeframe: '1m', cadence: { watch: '10s', closeWatch: '10s', inTrade: '10s' },
  detectOpportunity: (market, context, indicators) =>
    market.isBarClose || market.price < indicators.sma(1) ? { at: market.timestamp } : null,
  filterCommitment: (market, context) =>
    context.pendingEntry ? null : action.enter({ side: 'long', quantity: 1 }),
  managePosition: (market, context, indicators) =>
    market.price > indicators.sma(1) ? action.exit({}) : null,
})`,
}

it('a session of ten-second bars is told again by a backtest over its recording', async () => {
  const listed = seconds(400)
  const test = await liveTest({
    ...{ bars: 400, intervalMs: SECOND, builtMs: TEN, listed: [listed], pastBars: 5 },
  })
  const { exchange } = test
  const trades = Array.from({ length: 380 }, (_, i): Act => {
    const { close, volume } = listed.bars[PAST + i]!
    return [i + 0.2, () => exchange.trade(0, close, { quantity: volume, id: i + 1 })]
  })
  const acts: Act[] = [...trades, [123.7, () => exchange.disconnect()]]
  const symbols = ['BTCUSDT']
  const options = { scripts: SCRIPTS, symbols, bars: 36, acts, actMs: SECOND }
  const live = await playPaper(test, options)
  const [note] = await expectToldAgain(live, SCRIPTS, symbols)
  expect(note).toMatch(
    /^BTCUSDT: 3[67] bars of 10 s, built from trades, with the trades and quotes/,
  )
  const at = join(live.folder, SESSION_RECORDING)
  const had = live.entries.flatMap((entry) => (entry.type === 'bars' ? entry.bars : []))
  const [feed] = playedFeeds(at, symbols, new Map([['BTCUSDT', TEN]]))
  const played = recordedBars(at, [feed!])[0]!.rows
  expect(played.slice(0, had.length)).toEqual(had.map(([_, ...bar]) => bar))
})

it('a venue without shorter bars says that indicators warm up on what comes', async () => {
  const test = await liveTest({ bars: 5, source: 'kraken', protocol: KRAKEN, builtMs: TEN })
  expect(test.troubles).toEqual([
    'kraken has no bars of 10 s: they are built from its trades, there are none of the past: indicators warm up on what comes',
  ])
  expect(test.market.past.map(({ count }) => count)).toEqual([0, 0])
})
