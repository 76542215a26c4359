// A recording as a market: its events go through the gates, lanes and tickers of a live market, with
// the time that it was when they came. Whoever plays the same recording gets the same instants,
// however fast.
import type { TimeRange } from '../data/series.ts'
import { ClockSkew } from '../feeds/clock-skew.ts'
import type { Instant, TickWish } from '../feeds/feed.ts'
import type { GateRecord } from '../feeds/gate.ts'
import { DEFAULT_GATE_RULES } from '../feeds/gate-rules.ts'
import { Assembler } from '../feeds/live/assembler.ts'
import { BUILT_GRACE_MS } from '../feeds/live/built-bars.ts'
import { Lane } from '../feeds/live/lane.ts'
import { lastTicks, neededTicks } from '../feeds/live/tick-instants.ts'
import { VenueTime } from '../feeds/live/venue-time.ts'
import type { MarketEvent, Status } from '../feeds/market-event.ts'
import { type Heard, recallBook, type Span } from './known-book.ts'
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
/** Ms that one is waited for where the host could ask a history: what came is among the events. */
const MISSING_MS = 30_000
/** Where nothing has come for longer, the host may not have been there. */
const AWAY_MS = 10_000
/** Ms that the bars of one instant wait for each other. */
const HOLD_MS = 30_000
/** Ms of the recording between two looks at what is missing. */
const LOOK_MS = 250
/** Ms before the range that are read for the gates to know what is usual, and after it for late bars. */
const MARGIN_MS = 600_000

interface Played {
  readonly lane: Lane
  readonly isBuilt: boolean
  readonly venueTime: VenueTime
  /** Something has come of it by the stream. */
  hasBegun: boolean
  /** Somebody reads its order book. */
  hasBook: boolean
  /** Since when (receive time) the bar at `missing` is; NaN where none is. */
  missing: number
  missingSince: number
  readonly missingMs: number
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
      if (isBack(event, now)) tellGap(played, now)
      now = Math.max(now, event.receiveTime)
      if (now - looked >= LOOK_MS) {
        looked = now
        for (const one of played) {
          look(one, now)
          readBook(one, wish, { folder, range, heard })
        }
        // Before the event is heard: it replaces the ticks that have waited for these bars.
        yield* closed(assembler, { lanes, wish, now })
      }
      heard += 1
      const own = bySymbol.get(event.symbol)
      if (own === undefined || (event.type === 'book' && !own.hasBook)) continue
      if (!own.hasBegun && event.type !== 'bar') begin(own, event)
      own.lane.hear(event)
      yield* news([own.lane], wish)
      yield* closed(assembler, { lanes, wish, now })
    }
    for (const one of played) {
      if (one.isBuilt) one.lane.pass(now + BUILT_GRACE_MS)
      settle(one, now)
    }
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
      record,
    }
    const played = feeds.map((one, feed): Played => {
      const { symbol, intervalMs, from: begun, hours = null } = one
      const earliest = (range.from ?? begun) - MARGIN_MS
      const from = Math.max(begun, Math.ceil(earliest / intervalMs) * intervalMs)
      const isBuilt = one.madeOf === 'trades'
      const source = { isBuilt, isSnapshotAsked: one.isBookAsked, hours }
      const lane = new Lane({ feed, info: { symbol, intervalMs }, from, ...source, ...shared })
      const missingMs = one.hasBars ? MISSING_MS : 0
      const missing = { missing: Number.NaN, missingSince: Number.NaN, missingMs }
      return { lane, isBuilt, venueTime, hasBegun: false, hasBook: false, ...missing }
    })
    this.#lanes = played.map(({ lane }) => lane)
    return played
  }
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
  } else if (now - played.missingSince >= played.missingMs) settle(played, now)
}

const settle = ({ lane, venueTime }: Played, now: number): void =>
  lane.takeHistory([], { askedAt: now, venueTime: venueTime.latest })

function readBook(played: Played, wish: TickWish | null, heard: Heard): void {
  const { lane, hasBook } = played
  played.hasBook = wish?.readsBook(lane.feed) === true
  if (played.hasBook && !hasBook) recallBook(lane, heard)
  else if (!played.hasBook && hasBook) lane.forgetBook()
}

/** What was recorded may begin later than the connection, of which bars built from trades have to know. */
function begin(played: Played, event: MarketEvent): void {
  played.hasBegun = true
  if (played.isBuilt && event.type !== 'status') tellStatus(played, 'connected', event.receiveTime)
}

/** Nothing says that a host has ended; when it is back, the history or the connection comes first. */
function isBack(event: MarketEvent, before: number): boolean {
  if (event.receiveTime - before <= AWAY_MS) return false
  return event.type === 'bar' ? event.isClosed : isConnected(event)
}

const isConnected = (event: MarketEvent) => event.type === 'status' && event.status === 'connected'

function tellGap(played: readonly Played[], before: number): void {
  for (const one of played) if (one.isBuilt && one.hasBegun) tellStatus(one, 'lost', before)
}

function tellStatus({ lane }: Played, status: Status, receiveTime: number): void {
  const { symbol } = lane.info
  const detail = 'the recording has a gap'
  lane.hear({ type: 'status', symbol, exchangeTime: Number.NaN, receiveTime, status, detail })
}
