// A live market that an earlier life of the session has brought to some time: it goes on right there,
// by way of the history; what is old by now is no base for entries.
import { expect, it } from 'vitest'
import type { Instant } from '#host/feeds/feed.ts'
import { openLiveMarket } from '#host/feeds/live.ts'
import { openVenue } from '#host/venues/open-venue.ts'
import { byFeed, liveTest, MINUTE, PAST } from './live.ts'

it('goes on after the time that was come to, twenty minutes before it was opened again', async () => {
  const { exchange, clock, listed } = await liveTest({ bars: 20 })
  // The host comes back twenty minutes after the time of its last instant.
  const start = listed[0]!.bars[0]!.openTime
  const now = start + PAST * MINUTE
  const after = now - 20 * MINUTE
  const ending = new AbortController()
  const { signal } = ending
  const ports = { clock, signal, onTrouble: () => {}, random: () => 0.5 }
  const urls = { restUrl: exchange.restUrl, wsUrl: exchange.wsUrl }
  const venue = await openVenue('binance', { ...ports, ...urls })
  const symbols = ['BTCUSDT', 'ETHUSDT']
  const rest = { intervalMs: MINUTE, pastBars: 20, record: () => {} }
  let isOpen = false
  const opened = openLiveMarket({ venue, symbols, ...rest, ...ports })
  opened.then(() => (isOpen = true))
  await clock.runUntil(() => isOpen)
  const market = await opened
  const instants: Instant[] = []
  const done = (async () => {
    for await (const instant of market.instants(signal, after)) instants.push(instant)
  })()
  await clock.runUntil(() => instants.length >= 25)
  ending.abort()
  await done
  for (const [feed, bars] of byFeed(instants, 2).entries()) {
    const times = bars.map(({ openTime }) => openTime)
    const { bars: truth } = listed[feed]!
    expect(times).toEqual(
      truth.slice(PAST - 20, PAST - 20 + times.length).map((one) => one.openTime),
    )
  }
  const isOld = instants.map(({ stale }) => stale.length === 2)
  // The last of the twenty ended half a second before the host came back.
  expect(isOld.slice(0, 18)).toEqual(Array(18).fill(true))
  expect(isOld.slice(19, 25)).toEqual(Array(6).fill(false))
})

it('gives a symbol that lagged behind the bars that it was waiting for, and the others none twice', async () => {
  const test = await liveTest({ bars: 5 })
  const { openTime } = test.listed[0]!.bars[PAST]!
  const ending = new AbortController()
  const instants: Instant[] = []
  const ends = [openTime, openTime - 3 * MINUTE]
  const done = (async () => {
    for await (const one of test.market.instants(ending.signal, openTime, undefined, ends)) {
      instants.push(one)
    }
  })()
  const bars = () => byFeed(instants, 2)
  await test.clock.runUntil(() => bars()[0]!.length >= 3 && bars()[1]!.length >= 6)
  ending.abort()
  await done
  const minutes = bars().map((own) => own.map((bar) => (bar.openTime - openTime) / MINUTE))
  expect(minutes[0]!.slice(0, 3)).toEqual([0, 1, 2])
  expect(minutes[1]!.slice(0, 6)).toEqual([-3, -2, -1, 0, 1, 2])
  // What it makes up for does not turn the time back.
  expect(instants.every(({ time }) => time >= openTime)).toBe(true)
})

it('gives what comes after an earlier time than its past has come to, where that is asked for', async () => {
  const test = await liveTest({ bars: 5 })
  const { openTime } = test.listed[0]!.bars[PAST - 3]!
  const ending = new AbortController()
  const times: number[] = []
  const done = (async () => {
    for await (const { time } of test.market.instants(ending.signal, openTime)) times.push(time)
  })()
  await test.clock.runUntil(() => times.length >= 5)
  ending.abort()
  await done
  expect(times.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((i) => openTime + i * MINUTE))
})
