// A recording as a market: its events go through the gates, lanes and tickers of a live market, with
// the time that it was when they came. Whoever plays the same recording gets the same instants,
// however fast.
import type { TimeRange } from '../data/series.ts'
import { ClockSkew } from '../feeds/clock-skew.ts'
import type { Instant, TickWish } from '../feeds/feed.ts'
import type { GateRecord } from '../feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '../feeds/gate-rules.ts'
import { Assembler } from '../feeds/live/assembler.ts'
import { Lane } from '../feeds/live/lane.ts'
import { lastTicks, neededTicks } from '../feeds/live/tick-instants.ts'
import { VenueTime } from '../feeds/live/venue-time.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { MinuteBars } from './minute-bars.ts'
import type { PlayedFeed } from './played-feeds.ts'
import { readRecording } from './read.ts'

export interface PlayerOptions {
  readonly folder: string
  readonly feeds: readonly PlayedFeed[]
  /** Bars by their open time, ticks by their time. */
  readonly range?: TimeRange
  readonly record?: (record: GateRecord) => void
}

/** Ms after its end from which on a bar is missing, as in a session. */
const GRACE_MS = 2000
/** Ms that one is waited for: the host asked the history, and what came is among the events. */
const MISSING_MS = 30_000
/** Ms that the bars of one instant wait for each other. */
const HOLD_MS = 30_000
/** Ms of the recording between two looks at what is missing. */
const LOOK_MS = 250
/** Ms before the range that are read for the gates to know what is usual, and after it for late bars. */
const MARGIN_MS = 600_000

interface Played {
  readonly lane: Lane
  /** Bars of its trades; null where the venue's are there. */
  readonly builder: MinuteBars | null
  readonly venueTime: VenueTime
  /** Somebody reads its order book. */
  hasBook: boolean
  /** Since when (receive time) the bar at `missing` is; NaN where none is. */
  missing: number
  missingSince: number
}

export class Player {
  readonly #options: PlayerOptions
  #lanes: readonly Lane[] = []

  constructor(options: PlayerOptions) {
    this.#options = options
  }

  /** How many events of the feed the gate has turned away so far. */
  rejected(feed: number): number {
    return this.#lanes[feed]?.rejected ?? 0
  }

  /** The recording from its beginning, as often as it is asked for. */
  *instants(wish: TickWish | null): Generator<Instant> {
    const { folder, range = {} } = this.#options
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = range
    const read = { from: from - MARGIN_MS, to: to + MARGIN_MS }
    const isIn = (time: number) => time >= from && time < to
    const inRange: TickWish | null = wish && {
      ...wish,
      needs: (tick) => isIn(tick.time) && wish.needs(tick),
    }
    for (const instant of this.#play(folder, read, inRange)) {
      if (instant.ticks !== undefined) {
        if (isIn(instant.time)) yield instant
        continue
      }
      const bars = instant.bars.filter(({ openTime }) => isIn(openTime))
      if (bars.length === instant.bars.length) yield instant
      else if (bars.length > 0) yield { ...instant, bars }
    }
  }

  *#play(folder: string, range: Span, wish: TickWish | null): Generator<Instant> {
    const played = this.#open()
    const lanes = played.map(({ lane }) => lane)
    const bySymbol = new Map(played.map((one) => [one.lane.info.symbol, one]))
    const time = Math.min(...lanes.map(({ next }) => next))
    const assembler = new Assembler({
      lanes,
      holdMs: HOLD_MS,
      staleMs: DEFAULT_GATE_RULES.silentMs,
      time,
    })
    let now = Number.NEGATIVE_INFINITY
    let looked = Number.NEGATIVE_INFINITY
    let heard = 0
    for (const event of readRecording(folder, range)) {
      now = Math.max(now, event.receiveTime)
      if (now - looked >= LOOK_MS) {
        looked = now
        for (const one of played) {
          look(one, now)
          const hasBook = wish?.readsBook(one.lane.feed) === true
          if (hasBook && !one.hasBook) catchUp(one.lane, { folder, range, heard })
          else if (!hasBook && one.hasBook) one.lane.forgetBook()
          one.hasBook = hasBook
        }
      }
      heard += 1
      const own = bySymbol.get(event.symbol)
      if (own === undefined || (event.type === 'book' && !own.hasBook)) continue
      own.lane.hear(event)
      if (own.builder !== null) hearBuilt(own, now)
      yield* news([own.lane], wish)
      yield* closed(assembler, { lanes, wish, now })
    }
    for (const one of played) finish(one, now)
    yield* closed(assembler, { lanes, wish, now: now + HOLD_MS })
  }

  #open(): Played[] {
    const { feeds, range = {}, record = () => {} } = this.#options
    const rules = DEFAULT_GATE_RULES
    const venueTime = new VenueTime()
    const shared = {
      rules,
      skew: new ClockSkew(rules.skewMsMax),
      venueTime,
      graceMs: GRACE_MS,
      ...{ isBuilt: false, hours: null },
      record,
    }
    const played = feeds.map((one, feed): Played => {
      const { symbol, intervalMs, from: begun, madeOf, isBookAsked: isSnapshotAsked } = one
      const earliest = (range.from ?? begun) - MARGIN_MS
      const from = Math.max(begun, Math.ceil(earliest / intervalMs) * intervalMs)
      const builder = madeOf === 'bars' ? null : new MinuteBars(symbol, from)
      const onGood = (event: MarketEvent) => builder?.take(event)
      const info = { symbol, intervalMs }
      const lane = new Lane({ feed, info, from, isSnapshotAsked, ...shared, onGood })
      const missing = { missing: Number.NaN, missingSince: Number.NaN }
      return { lane, builder, venueTime, hasBook: false, ...missing }
    })
    this.#lanes = played.map(({ lane }) => lane)
    return played
  }
}

/** By receive time, ms UTC. */
interface Span {
  readonly from: number
  readonly to: number
}

interface Heard {
  readonly folder: string
  readonly range: Span
  /** How many events of the range. */
  readonly heard: number
}

/** A book is known from what came of it before: whoever begins to read it later sees it all the same. */
function catchUp({ book, ticker, info }: Lane, { folder, range, heard }: Heard): void {
  let left = heard
  for (const event of readRecording(folder, { to: range.to })) {
    if (event.receiveTime >= range.from && left-- === 0) break
    if (event.symbol !== info.symbol) continue
    if (event.type === 'book') book.take(event)
    else if (event.type === 'status' && event.status === 'lost') book.clear()
  }
  ticker.recallBook(book.row)
}

function* news(lanes: readonly Lane[], wish: TickWish | null): Generator<Instant> {
  if (wish === null) return
  for (;;) {
    const ticks = neededTicks(lanes, wish)
    if (ticks === null) return
    yield ticks
  }
}

interface Moment {
  readonly lanes: readonly Lane[]
  readonly wish: TickWish | null
  readonly now: number
}

/** The bars that are complete, each with the ticks before it and those that have waited for it. */
function* closed(assembler: Assembler, { lanes, wish, now }: Moment): Generator<Instant> {
  for (;;) {
    const instant = assembler.take(now)
    if (instant === null) return
    const last = wish === null ? null : lastTicks(instant, lanes, wish)
    if (last !== null) yield last
    yield instant
    yield* news(lanes, wish)
  }
}

/** There is no history to be asked: what it gave is among the events, or was not to be had. */
function look(played: Played, now: number): void {
  const { lane } = played
  lane.pass(now)
  if (!lane.isMissing(now)) {
    played.missing = Number.NaN
    return
  }
  if (played.missing !== lane.next) {
    played.missing = lane.next
    played.missingSince = now
  } else if (now - played.missingSince >= MISSING_MS) settle(played, now)
}

const settle = ({ lane, venueTime }: Played, now: number): void =>
  lane.takeHistory([], { askedAt: now, venueTime: venueTime.latest })

function hearBuilt(played: Played, now: number): void {
  const bars = played.builder!.drain(now)
  for (const bar of bars) played.lane.hear(bar)
  // A minute without a trade has no bar.
  if (bars.length > 0) settle(played, now)
}

function finish(played: Played, now: number): void {
  played.builder?.end()
  if (played.builder !== null) hearBuilt(played, now)
  settle(played, now)
}
