// A session that falls behind: bars wait for it, all of them; of what else comes nothing piles up.
import { expect, it } from 'vitest'
import { openLiveMarket } from '#host/feeds/live.ts'
import type { BarEvent, MarketEvent } from '#host/feeds/market-event.ts'
import type { Venue } from '#host/venues/venue.ts'
import { SteppedClock } from '../exchange/stepped-clock.ts'

const MINUTE = 60_000
const START = 1_735_689_600_000
const BARS = 50
const QUOTES = 20_000

it('loses no bar, and keeps none of the quotes between them', async () => {
  const clock = new SteppedClock(START + 10, 100)
  let tell: (event: MarketEvent) => void = () => {}
  const venue: Venue = {
    id: 'test',
    channels: new Set(['bars']),
    book: null,
    hasBars: () => true,
    instruments: async (symbols) =>
      symbols.map((symbol) => {
        const free = { makerFee: null, takerFee: null }
        return { symbol, tickSize: null, lotStep: null, minNotional: 0, ...free }
      }),
    async *history() {},
    stream(_subscription, hear, signal) {
      tell = hear
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
    },
  }
  const ending = new AbortController()
  const { signal } = ending
  const rest = { intervalMs: MINUTE, pastBars: 0, record: () => {}, signal, clock }
  const market = await openLiveMarket({ venue, symbols: ['X'], ...rest })
  const instants = market.instants(signal, 0)[Symbol.asyncIterator]()
  const first = instants.next()
  tell(closed(0))
  expect((await first).value!.bars[0]!.openTime).toBe(START)
  // It is busy with the first bar while everything else comes.
  for (let i = 1; i < BARS; i++) {
    for (let k = 0; k < QUOTES / BARS; k++) tell(quote(i, k))
    tell(closed(i))
  }
  const times = []
  for (let i = 1; i < BARS; i++) times.push((await instants.next()).value!.bars[0]!.openTime)
  expect(times).toEqual(Array.from({ length: BARS - 1 }, (_, i) => START + (i + 1) * MINUTE))
  const next = instants.next()
  ending.abort()
  await clock.runUntil(() => true)
  expect((await next).done).toBe(true)
})

const stamped = (time: number) => ({ symbol: 'X', exchangeTime: time, receiveTime: time + 20 })

const closed = (i: number): BarEvent => ({
  type: 'bar',
  ...stamped(START + (i + 1) * MINUTE),
  ...{ openTime: START + i * MINUTE, intervalMs: MINUTE, isClosed: true },
  ...{ open: 100, high: 101, low: 99, close: 100, volume: 1 },
})

const quote = (i: number, k: number): MarketEvent => ({
  type: 'quote',
  ...stamped(START + i * MINUTE + k),
  ...{ bid: 99.9, bidQuantity: 1, ask: 100.1, askQuantity: 1 },
})
