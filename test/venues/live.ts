// A live market over the emulated exchange, by a clock that the test drives.
import { onTestFinished } from 'vitest'
import { type Clock, steadyTime } from '#host/feeds/clock.ts'
import type { FeedBar, Instant, Market, TickWish } from '#host/feeds/feed.ts'
import type { GateRecord } from '#host/feeds/gate.ts'
import { openLiveMarket } from '#host/feeds/live.ts'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { openVenue } from '#host/venues/open-venue.ts'
import { DEFAULT_CONNECTION_RULES } from '#host/venues/socket/connection.ts'
import { BINANCE } from '../exchange/binance.ts'
import { Exchange } from '../exchange/exchange.ts'
import type { Listed } from '../exchange/market.ts'
import { nameOf } from '../exchange/market.ts'
import type { Protocol } from '../exchange/protocol.ts'
import { recordedBars } from '../exchange/recorded-bars.ts'
import { SteppedClock } from '../exchange/stepped-clock.ts'

export const MINUTE = 60_000
/** Bars before the session begins. */
export const PAST = 50

export interface LiveTestOptions {
  readonly bars: number
  readonly aheadMs?: number
  readonly protocol?: Protocol
  readonly source?: string
  /** Of the exchange's bars. */
  readonly intervalMs?: number
  /** Of the market's, where they are others. */
  readonly builtMs?: number
  /** Instead of the recorded bars of BTCUSDT and ETHUSDT. */
  readonly listed?: readonly Listed[]
  readonly pastBars?: number
  /** Those that the market is opened with; without it all that are listed. */
  readonly symbols?: readonly string[]
  /** What the listener wants of trades and quotes; without it they are not asked for. */
  readonly wish?: TickWish
}

export interface LiveTest {
  readonly exchange: Exchange
  readonly clock: SteppedClock
  /** What the machine's time of day is ahead by since the beginning; how long the machine has slept. */
  readonly host: { aheadMs: number; sleptMs: number }
  readonly market: Market
  readonly listed: readonly Listed[]
  readonly records: GateRecord[]
  /** Everything that the venue has said. */
  readonly events: MarketEvent[]
  readonly troubles: string[]
  /** Lets time pass until so many bars of every symbol have ended, while `follow` listens. */
  play(until: number, acts?: readonly Act[]): Promise<Instant[]>
}

/** What the test does when so many bars have ended (and a fraction of the next one has passed). */
export type Act = readonly [bar: number, act: () => void]

export async function liveTest(options: LiveTestOptions): Promise<LiveTest> {
  const { bars, aheadMs = 0, protocol = BINANCE, source = 'binance' } = options
  const { intervalMs = MINUTE, builtMs = intervalMs, pastBars = PAST, wish } = options
  const cut = { skip: 600, count: PAST + bars }
  const listed =
    options.listed ?? (await Promise.all(['BTC', 'ETH'].map((base) => recordedBars(base, cut))))
  const begin = listed[0]!.bars[0]!.openTime + PAST * intervalMs
  // Half a second into the first bar, by the exchange's clock.
  const clock = new SteppedClock(begin - aheadMs + 500, Math.min(100, intervalMs / 20))
  const exchange = await Exchange.open({ protocol, listed, intervalMs, clock, aheadMs })
  const host = { aheadMs: 0, sleptMs: 0 }
  const hostClock: Clock = {
    ...steadyTime({
      wall: () => clock.now() + host.aheadMs,
      monotonic: () => clock.now() - host.sleptMs,
    }),
    sleep: (ms, until) => clock.sleep(ms, until),
  }
  const ending = new AbortController()
  onTestFinished(async () => {
    ending.abort()
    await exchange.close()
  })
  const records: GateRecord[] = []
  const events: MarketEvent[] = []
  const troubles: string[] = []
  const { signal } = ending
  const onTrouble = (message: string) => troubles.push(message)
  const random = () => 0.5
  const venue = await openVenue(source, {
    ...{ restUrl: exchange.restUrl, wsUrl: exchange.wsUrl },
    ...{ clock: hostClock, signal, onTrouble, random },
    rules: { ...DEFAULT_CONNECTION_RULES, dataMs: 3 * intervalMs },
  })
  const { symbols = listed.map(nameOf) } = options
  const record = (one: GateRecord) => records.push(one)
  const opened = openLiveMarket({
    ...{ venue, symbols, intervalMs: builtMs, pastBars, record, onTrouble, signal, random },
    clock: hostClock,
    onEvent: (event) => events.push(event),
    hasTicks: true,
  })
  let market: Market | null = null
  opened.then(
    (one) => {
      market = one
    },
    () => {},
  )
  await Promise.race([clock.runUntil(() => market !== null), opened])
  const playing = { clock, begin: begin - aheadMs, intervalMs, builtMs, wish }
  const play = (until: number, acts: readonly Act[] = []) =>
    playMarket({ market: market!, ...playing }, until, acts)
  return { exchange, clock, host, market: market!, listed, records, events, troubles, play }
}

interface Playing {
  readonly market: Market
  readonly clock: SteppedClock
  readonly begin: number
  readonly intervalMs: number
  readonly builtMs: number
  readonly wish: TickWish | undefined
}

async function playMarket(
  { market, clock, begin, intervalMs, builtMs, wish }: Playing,
  until: number,
  acts: readonly Act[],
): Promise<Instant[]> {
  const ending = new AbortController()
  const instants: Instant[] = []
  const done = (async () => {
    for await (const instant of market.instants(ending.signal, 0, wish)) {
      instants.push(instant)
    }
  })()
  const waiting = [...acts]
  const target = market.feeds.length * until
  const count = () => instants.reduce((sum, { bars }) => sum + bars.length, 0)
  // Far more than any fault takes: a lost bar ends the wait, and is then missed.
  const deadline = begin + (until + 30) * builtMs
  await clock.runUntil(() => {
    const passed = (clock.now() - begin) / intervalMs
    while (waiting.length > 0 && waiting[0]![0] <= passed) waiting.shift()![1]()
    return (waiting.length === 0 && count() >= target) || clock.now() > deadline
  })
  ending.abort()
  await done
  return instants
}

/** The bars of the instants, by feed, in the order in which they came. */
export function byFeed(instants: readonly Instant[], feeds: number): FeedBar[][] {
  const all = instants.flatMap(({ bars }) => bars)
  return Array.from({ length: feeds }, (_, feed) => all.filter((bar) => bar.feed === feed))
}

/** What must have come: each bar of the exchange once, in order, as it was. */
export function expected(listed: readonly Listed[], count: number): FeedBar[][] {
  return listed.map(({ bars }, feed) =>
    bars.slice(PAST, PAST + count).map((bar) => ({ feed, ...bar })),
  )
}
