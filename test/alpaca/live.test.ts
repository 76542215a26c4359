// A live market over Alpaca: each bar once and in order, whether the stream brings it or the history.
import { expect, it, onTestFinished } from 'vitest'
import type { Instant, Market } from '#host/feeds/feed.ts'
import { openLiveMarket } from '#host/feeds/live.ts'
import { openVenue } from '#host/venues/open-venue.ts'
import { SteppedClock } from '../exchange/stepped-clock.ts'
import { ENVIRONMENT, startEmulator, type WireBar } from './emulator.ts'

const MINUTE = 60_000
const T0 = Date.parse('2025-01-15T14:30:00Z')
const PAST = 10

const wireBar = (n: number): WireBar => {
  const t = new Date(T0 + n * MINUTE).toISOString()
  return { t, o: 100 + n, h: 100.5 + n, l: 99.5 + n, c: 100.25 + n, v: 10 + n }
}

it('gives every bar once, those that the stream lacks too', async () => {
  for (const [name, key] of Object.entries(ENVIRONMENT)) {
    const before = process.env[name]
    process.env[name] = key
    onTestFinished(() => {
      if (before === undefined) delete process.env[name]
      else process.env[name] = before
    })
  }
  const clock = new SteppedClock(T0 + 500, 100)
  const emulator = await startEmulator(clock)
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  // Minute 2 has no trade, and so no bar.
  const minutes = Array.from({ length: PAST + 8 }, (_, i) => i - PAST).filter((n) => n !== 2)
  emulator.bars = { AAPL: minutes.map(wireBar) }
  const troubles: string[] = []
  const onTrouble = (line: string) => troubles.push(line)
  const { restUrl, wsUrl } = emulator
  const { signal } = ending
  const random = () => 0.5
  const venue = await openVenue('alpaca', { restUrl, wsUrl, clock, signal, onTrouble, random })
  const opened = openLiveMarket({
    ...{ venue, symbols: ['AAPL'], intervalMs: MINUTE, pastBars: PAST, clock, signal, random },
    ...{ record: () => {}, onTrouble },
  })
  let market: Market | null = null
  void opened.then((one) => {
    market = one
  })
  await clock.runUntil(() => market !== null)
  expect([...(await opened).past[0]!.columns.open]).toEqual(
    Array.from({ length: PAST }, (_, i) => 100 + i - PAST),
  )
  const instants: Instant[] = []
  let isOver = false
  const following = (async () => {
    for await (const instant of (await opened).instants(signal, 0)) {
      instants.push(instant)
      // The stream brings the bar of minute 4, in time; all others come from the history.
      if (instant.time === T0 + 4 * MINUTE) {
        await clock.runUntil(() => clock.now() >= T0 + 5 * MINUTE + 100)
        await emulator.send({ T: 'b', S: 'AAPL', ...wireBar(4) })
      }
      if (instant.time >= T0 + 7 * MINUTE) break
    }
    isOver = true
  })()
  await clock.runUntil(() => isOver)
  await following
  const opens = instants.map(({ time, bars }) => [(time - T0) / MINUTE, bars[0]?.open])
  expect(opens.filter(([, open]) => open !== undefined)).toEqual(
    [0, 1, 3, 4, 5, 6].map((n) => [n + 1, 100 + n]),
  )
  expect(troubles).toEqual([])
})
