// Symbols that a live market takes in while it is played: their bars come from where their past ends, each
// once, and those of the others as if nothing had been.
import { expect, it } from 'vitest'
import type { Extension, Instant } from '#host/feeds/feed.ts'
import { recordedBars } from '../exchange/recorded-bars.ts'
import { byFeed, expected, liveTest, MINUTE, PAST } from './live.ts'

const BARS = 16

/** Ms that a bar takes to come, at the most, where the venue sends it at once. */
const AT_ONCE = 1000

/**
 * BTCUSDT is played; ETHUSDT is looked up in the seventh minute and comes at `from`. Until `downTo` the
 * history does not answer.
 */
async function played({ from, downTo }: { from: number; downTo: number }) {
  const test = await liveTest({ bars: BARS + 5, symbols: ['BTCUSDT'] })
  const { market, clock, listed, exchange } = test
  const begin = listed[0]!.bars[PAST]!.openTime
  const minute = () => (clock.now() - begin) / MINUTE
  const ending = new AbortController()
  const instants: Instant[] = []
  /** Ms after its end that each of BTCUSDT's bars came. */
  const delays: number[] = []
  const done = (async () => {
    for await (const instant of market.instants(ending.signal, 0)) {
      instants.push(instant)
      for (const { feed, openTime } of instant.bars) {
        if (feed === 0) delays.push(clock.now() - openTime - MINUTE)
      }
    }
  })()
  await clock.runUntil(() => minute() >= 6.4)
  const after = instants.at(-1)!.time
  let extension: Extension | null = null
  market.extend!(['ETHUSDT'], after).then((one) => {
    extension = one
  })
  await clock.runUntil(() => extension !== null)
  const { feeds, past, begin: letIn } = extension!
  await clock.runUntil(() => minute() >= from)
  letIn()
  await clock.runUntil(() => {
    exchange.faults.isRestDown = minute() < downTo
    return minute() >= BARS + 0.5
  })
  ending.abort()
  await done
  return { test, after, feeds, past, instants, delays, bars: byFeed(instants, 2) }
}

it('gives the bars of one that comes from its past on, and misses none of the others', async () => {
  const { test, instants, after, feeds, past, delays, bars } = await played({
    from: 6.4,
    downTo: 0,
  })
  const [btc, eth] = expected(test.listed, BARS)
  expect(feeds.map(({ symbol, rules }) => [symbol, rules?.tickSize])).toEqual([['ETHUSDT', 0.01]])
  // What has ended by the time that the market had come to is past, the rest comes.
  const { columns, count } = past[0]!
  expect(columns.openTime[count - 1]! + MINUTE).toBe(after)
  expect(bars).toEqual([btc, eth!.filter(({ openTime }) => openTime >= after)])
  expect(Math.max(...delays)).toBeLessThan(AT_ONCE)
  const times = instants.map(({ time }) => time)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(test.troubles).toEqual([])
  // One after the other: some venues allow no second.
  expect(test.exchange.connections).toBe(2)
})

it('does not hold up the others while what one that comes is missing cannot be had', async () => {
  const { test, after, delays, bars } = await played({ from: 8.4, downTo: 10.2 })
  const [btc, eth] = expected(test.listed, BARS)
  expect(bars).toEqual([btc, eth!.filter(({ openTime }) => openTime >= after)])
  expect(Math.max(...delays)).toBeLessThan(AT_ONCE)
  expect(test.troubles).not.toEqual([])
})

it('names a symbol that the venue does not have', async () => {
  const { market, clock } = await liveTest({ bars: 5, symbols: ['BTCUSDT'] })
  let refusal: unknown = null
  market.extend!(['ETHUSD'], clock.now()).catch((error) => {
    refusal = error
  })
  await clock.runUntil(() => refusal !== null)
  expect(refusal).toMatchObject({ message: expect.stringContaining('no symbol "ETHUSD"') })
})

it('finds a symbol that was listed after the market was opened', async () => {
  const [btc, eth] = await Promise.all(
    ['BTC', 'ETH'].map((base) => recordedBars(base, { skip: 600, count: PAST + 5 })),
  )
  const listed = [btc!]
  const { market, clock } = await liveTest({ bars: 5, listed })
  listed.push(eth!)
  let found: Extension | null = null
  market.extend!(['ETHUSDT'], clock.now()).then((one) => {
    found = one
  })
  await clock.runUntil(() => found !== null)
  expect(found!.feeds.map(({ symbol }) => symbol)).toEqual(['ETHUSDT'])
})
