// A live market: the closed bars of a venue as instants, each bar once and in order, whatever the
// connection does. The stream tells, the quality gate judges, the history fills what is missing.
import { spellInterval } from '#sdk/timeframe.ts'
import type { CalendarId } from '../calendar/market-calendar.ts'
import { allocateColumns, type BarSeries } from '../data/series.ts'
import type { Channel, HistoryBar, Instrument, Venue } from '../venues/venue.ts'
import { Wanted } from '../venues/wanted.ts'
import type { OpenHours } from './bar-grid.ts'
import { type Clock, SYSTEM_CLOCK } from './clock.ts'
import { ClockSkew } from './clock-skew.ts'
import type { FeedInfo, Instant, Market, TickWish } from './feed.ts'
import type { GateRecord } from './gate.ts'
import { DEFAULT_GATE_RULES, type GateRules } from './gate-rules.ts'
import { Assembler } from './live/assembler.ts'
import { type BarSource, barSource } from './live/bar-source.ts'
import { BookAsker } from './live/book-asker.ts'
import { Filler } from './live/filler.ts'
import { goneOf, noBars } from './live/former.ts'
import { lookForInterest } from './live/interest.ts'
import { Lane } from './live/lane.ts'
import { type Newcomer, Newcomers } from './live/newcomers.ts'
import { Streaming } from './live/streaming.ts'
import { lastTicks, neededTicks } from './live/tick-instants.ts'
import { beginOfLast } from './live/trading-time.ts'
import { VenueTime } from './live/venue-time.ts'
import type { MarketEvent } from './market-event.ts'

export interface LiveOptions {
  readonly venue: Venue
  readonly symbols: readonly string[]
  /** Those among them that nobody wants any more, as they were: the venue may know them no longer. */
  readonly former?: readonly FeedInfo[]
  readonly intervalMs: number
  /** How many bars before the first instant are loaded. */
  readonly pastBars: number
  /** When there is trading; without it, always. */
  readonly hours?: OpenHours | null
  /** The same, for those who ask the feeds for it. */
  readonly calendar?: CalendarId
  /** Trades, quotes and books too, as far as the venue has them and whoever listens wants them. */
  readonly hasTicks?: boolean
  readonly record: (record: GateRecord) => void
  /** In one sentence: something is wrong and is being tried again. */
  readonly onTrouble?: (message: string) => void
  /** Every event of the venue, as it came; bars that its history had to make good as well. */
  readonly onEvent?: (event: MarketEvent) => void
  readonly signal: AbortSignal
  readonly clock?: Clock
  readonly random?: () => number
  readonly rules?: GateRules
}

/**
 * Ms after its end that a bar is waited for. Venues send closed bars within a second; one that comes
 * later is there sooner from the history.
 */
const GRACE_MS = 2000
/** Ms that the bars of one instant wait for each other while the history is being asked. */
const HOLD_MS = 30_000
/** Ms between two looks at what is missing. */
const LOOK_MS = 250

/** Asks the venue for its rules and the past; rejects where it does not answer. */
export async function openLiveMarket(options: LiveOptions): Promise<Market> {
  const { venue, symbols, intervalMs, clock = SYSTEM_CLOCK, onTrouble = () => {} } = options
  const source = barSource(venue, intervalMs)
  if (source.isBuilt) onTrouble(builtText(venue, intervalMs, source))
  const { calendar } = options
  const more = {
    ...(source.isBuilt ? ({ isBuilt: true } as const) : {}),
    ...(calendar === undefined ? {} : { calendar }),
  }
  const lookUp = async (wanted: readonly string[], now: number) => {
    const instruments = await venue.instruments(wanted)
    return {
      feeds: instruments.map(
        ({ symbol, ...rules }: Instrument): FeedInfo => ({ symbol, intervalMs, ...more, rules }),
      ),
      past: await Promise.all(wanted.map((one) => loadPast(one, now, { ...options, source }))),
    }
  }
  const now = clock.now()
  const gone = await goneOf(options)
  const known = symbols.filter((symbol) => !gone.has(symbol))
  const found = await lookUp(known, now)
  const feeds = symbols.map((symbol) => gone.get(symbol) ?? found.feeds[known.indexOf(symbol)]!)
  const past = symbols.map((symbol) => found.past[known.indexOf(symbol)] ?? noBars(intervalMs))
  const newcomers = new Newcomers(feeds.length)
  const onGrid = (time: number) => Math.floor(time / intervalMs) * intervalMs
  return {
    feeds,
    recording: null,
    past,
    instants: (signal, from, wish, ends = []) => {
      // Each symbol goes on where what is known of it ends, or earlier where that is asked for.
      const starts = past.map((series, feed) => {
        const end = series.count === 0 ? from || now : endOf(series)
        return onGrid(Math.min(end, from || end, ends[feed] || end))
      })
      const time = from || Math.min(...starts)
      const heard = options.hasTicks === true && wish !== undefined ? wish : null
      const shared = { ...options, source, feeds, gone, starts, time, newcomers }
      return play({ ...shared, wish: heard }, signal)
    },
    async extend(wanted, after) {
      const time = after || clock.now()
      const found = await lookUp(wanted, time)
      const from = (series: BarSeries) => onGrid(series.count === 0 ? time : endOf(series))
      const come = found.feeds.map((info, i) => ({ info, from: from(found.past[i]!) }))
      return { ...found, begin: () => newcomers.come(come) }
    },
  }
}

type PastOptions = LiveOptions & { readonly source: BarSource }

async function loadPast(
  symbol: string,
  now: number,
  { venue, source, intervalMs, pastBars, hours = null, signal }: PastOptions,
): Promise<BarSeries> {
  const to = Math.floor(now / intervalMs) * intervalMs
  const from = beginOfLast(pastBars, { to, intervalMs, hours })
  const bars: HistoryBar[] = []
  for await (const page of source.history({ symbol, intervalMs, from, to, signal })) {
    bars.push(...page)
  }
  const columns = allocateColumns(bars.length)
  for (const [i, bar] of bars.entries()) {
    columns.openTime[i] = bar.openTime
    columns.open[i] = bar.open
    columns.high[i] = bar.high
    columns.low[i] = bar.low
    columns.close[i] = bar.close
    columns.volume[i] = bar.volume
  }
  return { columns, count: bars.length, intervalMs, path: `${venue.id}/${symbol}` }
}

const endOf = ({ columns, count, intervalMs }: BarSeries): number =>
  columns.openTime[count - 1]! + intervalMs

interface PlayOptions extends LiveOptions {
  readonly source: BarSource
  readonly feeds: readonly FeedInfo[]
  /** Those of which nothing comes. */
  readonly gone: ReadonlyMap<string, FeedInfo>
  /** Open times of the first bars to come, in the feeds' order. */
  readonly starts: readonly number[]
  /** The market's time before the first instant. */
  readonly time: number
  readonly wish: TickWish | null
  readonly newcomers: Newcomers
}

async function* play(options: PlayOptions, signal: AbortSignal): AsyncGenerator<Instant> {
  const { venue, gone, intervalMs, clock = SYSTEM_CLOCK, rules = DEFAULT_GATE_RULES } = options
  const { onTrouble = () => {}, onEvent = () => {}, random = Math.random, wish, source } = options
  const { feeds, starts, newcomers } = options
  const ending = new AbortController()
  const until = AbortSignal.any([signal, ending.signal])
  const venueTime = new VenueTime()
  const laneOf = laneMaker(options, rules, venueTime)
  const lanes = feeds.flatMap((info, feed) =>
    gone.has(info.symbol) ? [] : [laneOf({ feed, info, from: starts[feed]! })],
  )
  const assembler = new Assembler({
    lanes,
    holdMs: HOLD_MS,
    staleMs: rules.silentMs,
    time: options.time,
  })
  let wake = Promise.withResolvers<void>()
  newcomers.onCome = () => wake.resolve()
  const filler = new Filler({
    history: source.history,
    clock,
    venueTime,
    random,
    signal: until,
    onHistory: ({ info: { symbol } }, bars) => {
      const stamp = { symbol, exchangeTime: Number.NaN, receiveTime: clock.now() }
      for (const bar of bars) onEvent({ type: 'bar', ...stamp, ...bar, intervalMs, isClosed: true })
    },
    onFilled: () => wake.resolve(),
    onTrouble,
  })
  const bySymbol = new Map(lanes.map((lane) => [lane.info.symbol, lane]))
  const take = (event: MarketEvent) => {
    onEvent(event)
    const lag = event.receiveTime - event.exchangeTime
    if (Math.abs(lag) > rules.skewMsMax) clock.doubt(event.exchangeTime)
    bySymbol.get(event.symbol)?.hear(event)
    if (isNews(event)) wake.resolve()
  }
  const hear = (event: MarketEvent) => {
    take(event)
    // Symbols share a connection: once is enough.
    if (event.type !== 'status' || event.symbol !== lanes[0]?.info.symbol) return
    if (event.status === 'lost') onTrouble(lostText(venue, event))
  }
  const wanted = new Wanted()
  const books = new BookAsker({ venue, wanted, clock, random, signal: until, hear, onTrouble })
  const lookAround = (now: number) => {
    if (wish !== null) lookForInterest(lanes, { venue, wish, wanted })
    for (const lane of lanes) {
      lane.pass(now)
      filler.look(lane, now)
      books.look(lane, now)
    }
    wake.resolve()
  }
  lookAround(clock.now())
  const failure: { error: unknown } = { error: null }
  const channels: ReadonlySet<Channel> = new Set([source.isBuilt ? 'trades' : 'bars'])
  const streaming = new Streaming({
    ...{ venue, hear, clock, signal: until, onEnded: take },
    subscription: { intervalMs, channels, more: wanted },
    onFailed: (error) => {
      failure.error = error
      wake.resolve()
    },
  })
  const stream = () => streaming.begin(lanes.map(({ info }) => info.symbol))
  stream()
  const letIn = (all: readonly Newcomer[]) => {
    for (const one of all) {
      const lane = laneOf(one)
      lanes.push(lane)
      bySymbol.set(one.info.symbol, lane)
      assembler.excuse(lane)
    }
    if (all.length > 0) stream()
  }
  void keepLooking(lookAround, clock, until)
  try {
    while (!until.aborted) {
      letIn(newcomers.take())
      const ticks = wish === null ? null : neededTicks(lanes, wish)
      if (ticks !== null) {
        yield ticks
        continue
      }
      const instant = assembler.take(clock.now())
      if (instant !== null) {
        const last = wish === null ? null : lastTicks(instant, lanes, wish)
        if (last !== null) yield last
        yield instant
        continue
      }
      if (failure.error !== null) throw failure.error
      await wake.promise
      wake = Promise.withResolvers<void>()
    }
  } finally {
    ending.abort()
  }
}

function laneMaker(
  { record, venue, source, hours = null }: PlayOptions,
  rules: GateRules,
  venueTime: VenueTime,
): (one: Newcomer) => Lane {
  const isSnapshotAsked = venue.book !== null
  const skew = new ClockSkew(rules.skewMsMax)
  const { isBuilt } = source
  const shared = { rules, skew, venueTime, record, isSnapshotAsked, isBuilt, hours }
  return (one) => new Lane({ ...one, graceMs: GRACE_MS, ...shared })
}

const isNews = (event: MarketEvent): boolean =>
  event.type === 'bar' ? event.isClosed : event.type !== 'status'

function builtText({ id }: Venue, intervalMs: number, { hasPast }: BarSource): string {
  const past = hasPast
    ? 'those of the past of shorter bars'
    : 'there are none of the past: indicators warm up on what comes'
  return `${id} has no bars of ${spellInterval(intervalMs)}: they are built from its trades, ${past}`
}

const lostText = ({ id }: Venue, { detail }: { readonly detail: string }) =>
  `the connection to ${id} is lost (${detail}); it is being made again`

/** Time passes for symbols of which nothing comes. */
async function keepLooking(
  look: (now: number) => void,
  clock: Clock,
  until: AbortSignal,
): Promise<void> {
  while (!until.aborted) {
    await clock.sleep(LOOK_MS, until)
    look(clock.now())
  }
}
