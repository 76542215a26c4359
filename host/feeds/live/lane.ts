// The bars of one symbol of a live market, put in order: what comes early waits, what comes twice is
// refused, what is missing is asked of the history. Every interval is settled once, with its bar or,
// where the venue has none, without; nothing settled ever changes.

import type { OpenHours } from '../bar-grid.ts'
import type { Rejection } from '../checks/check.ts'
import { RecordQuota } from '../checks/record-quota.ts'
import type { ClockSkew } from '../clock-skew.ts'
import type { FeedBar, FeedInfo, FeedTick } from '../feed.ts'
import { Gate, type GateRecord } from '../gate.ts'
import type { GateRules } from '../gate-rules.ts'
import type { BarEvent, MarketEvent } from '../market-event.ts'
import { BookKeeper } from './book-keeper.ts'
import { BuiltBars } from './built-bars.ts'
import { type Moment, Ticker } from './ticker.ts'
import { hasTrading } from './trading-time.ts'
import type { VenueTime } from './venue-time.ts'

export interface LaneOptions {
  /** Index into the market's feeds. */
  readonly feed: number
  readonly info: FeedInfo
  /** Open time of the first bar to come. */
  readonly from: number
  readonly rules: GateRules
  readonly skew: ClockSkew
  /** Of the connection, as `skew`. */
  readonly venueTime: VenueTime
  /** Ms after its end from which on a bar is overdue. */
  readonly graceMs: number
  readonly record: (record: GateRecord) => void
  /** Of the order book: the venue's stream tells changes only. */
  readonly isSnapshotAsked: boolean
  /** Its bars are made of its trades: the venue sends none. */
  readonly isBuilt: boolean
  /** When there is trading; null: always. */
  readonly hours: OpenHours | null
  /** Every event that the gate lets pass. */
  readonly onGood?: (event: MarketEvent) => void
}

export interface Settled {
  readonly openTime: number
  /** null: the venue has none, or none that is good. */
  readonly bar: FeedBar | null
  /** By this host's clock, when it was settled. */
  readonly at: number
  /** The symbol was stale then all the same: its trading is halted. */
  readonly isStale: boolean
}

/** When the history was asked. */
export interface Asked {
  readonly askedAt: number
  readonly venueTime: number
}

/** A bar from the history. */
type PastBar = Omit<FeedBar, 'feed'>

/** Ms after its end, by the venue's time, when a bar that the history does not have is not to come. */
const ABSENT_MS = 5000
/** Hours of bars; more than that ahead of time is nonsense. */
const AHEAD_MAX = 1000

export class Lane {
  /** Open time of the first interval that is not settled. */
  next: number
  /** Settled, and not handed on yet; oldest first. */
  readonly settled: Settled[] = []
  readonly feed: number
  readonly info: FeedInfo
  ticker: Ticker
  readonly book: BookKeeper
  readonly #options: LaneOptions
  readonly #gate: Gate
  readonly #built: BuiltBars | null
  readonly #quota = new RecordQuota()
  readonly #ahead = new Map<number, BarEvent>()
  #aheadSince = Number.NaN
  #hasPassed = false
  #rejection: GateRecord['reason'] | null = null
  /** What came in the next bar's place was no good: the history has to tell. */
  #isRefused = false

  constructor(options: LaneOptions) {
    const { info, rules, skew } = options
    this.#options = options
    this.feed = options.feed
    this.info = info
    this.next = options.from
    this.ticker = new Ticker(options.feed)
    const { isSnapshotAsked } = options
    this.#built = options.isBuilt ? new BuiltBars(info.intervalMs) : null
    this.book = new BookKeeper({ isSnapshotAsked, record: (one) => this.#record(one) })
    const listener = {
      pass: (event: MarketEvent) => {
        this.#hasPassed = true
        options.venueTime.learn(event)
        options.onGood?.(event)
        this.#takeTick(event)
        if (event.type === 'trade') this.#built?.take(event)
        else if (event.type === 'status') {
          this.#built?.hear(event, options.skew.exchangeTimeAt(event.receiveTime))
        }
      },
      record: (one: GateRecord) => this.#record(one),
    }
    const { hours } = options
    this.#gate = new Gate({
      ...{ symbol: info.symbol, rules, skew, listener },
      ...(hours === null ? {} : { hours }),
    })
  }

  /** Anything that the venue's stream says of the symbol. */
  hear(event: MarketEvent): void {
    const { intervalMs } = this.info
    const isBar = event.type === 'bar' && event.isClosed && event.intervalMs === intervalMs
    if (!isBar) return this.#gate.take(event)
    if (!this.#isOnGrid(event.openTime)) {
      // The gate would take it for the latest bar.
      return this.#refuse(event, 'schema', `no bar begins at ${event.openTime}`)
    }
    if (event.openTime > this.next) {
      if (this.#ahead.size === 0) this.#aheadSince = event.receiveTime
      if (this.#ahead.size < AHEAD_MAX) this.#ahead.set(event.openTime, event)
    } else if (event.openTime < this.next) this.#refuseLate(event)
    else {
      this.#isRefused = !this.#settle(event)
      this.#drain()
    }
  }

  /** Nobody wants trades and quotes any more. */
  forgetTicks(): void {
    this.book.clear()
    this.ticker = new Ticker(this.feed)
    this.#gate.forgetTicks()
  }

  /** Nobody wants the order book any more. */
  forgetBook(): void {
    if (this.book.clear()) this.ticker.takeBook(null, Number.NaN, this.#moment)
  }

  #takeTick(event: MarketEvent): void {
    if (event.type === 'trade' || event.type === 'quote') this.ticker.take(event, this.#moment)
    else if (event.type === 'book') {
      if (!this.book.take(event)) return
      this.ticker.takeBook(this.book.row, event.exchangeTime, this.#moment)
    } else if (event.type === 'status' && event.status === 'lost') this.forgetBook()
  }

  get #moment(): Moment {
    return { venueTime: this.#options.venueTime.latest, end: this.#end }
  }

  /** The tick to hand on next; null: none, or it has to wait for the bar before it. */
  nextTick(): FeedTick | null {
    return this.ticker.next(this.#end - this.info.intervalMs, this.#end)
  }

  /** Nothing good has come of the symbol for too long. */
  get isStale(): boolean {
    return this.#gate.isStale
  }

  /** How many events the gate has turned away. */
  get rejected(): number {
    return this.#gate.counts.rejected
  }

  /** Where the first bar ends that has not been handed on. */
  get #end(): number {
    return (this.settled[0]?.openTime ?? this.next) + this.info.intervalMs
  }

  /** It is `now` by this host's clock. */
  pass(now: number): void {
    this.#gate.pass(now)
    if (this.#built !== null) this.#takeBuilt(this.#built, now)
    this.#passClosed(now)
  }

  /** While the market is closed there are no bars to be asked for. One that comes in time is taken. */
  #passClosed(now: number): void {
    const { hours, skew, graceMs } = this.#options
    const { intervalMs } = this.info
    if (hours === null || this.#ahead.size > 0) return
    const overdue = skew.exchangeTimeAt(now) - intervalMs - graceMs
    while (this.next <= overdue && !hasTrading(hours, this.next, intervalMs)) this.#skip(now)
  }

  #takeBuilt(built: BuiltBars, now: number): void {
    for (const bar of built.pass(this.#options.skew.exchangeTimeAt(now))) {
      const { openTime, open, high, low, close, volume } = bar
      this.hear(this.#event({ openTime, open, high, low, close, volume }, now))
    }
    // Nothing was traded: nobody has to be asked.
    while (!this.#ahead.has(this.next) && built.knows(this.next)) this.#skip(now)
    this.#drain()
  }

  /** Whether the history has to be asked for bars from `next` on. */
  isMissing(now: number): boolean {
    const { graceMs, skew } = this.#options
    if (this.#isRefused) return true
    if (this.#ahead.size > 0 && now - this.#aheadSince >= graceMs) return true
    return skew.exchangeTimeAt(now) >= this.next + this.info.intervalMs + graceMs
  }

  /**
   * Closed bars from `next` on, in order, as the history had them when it was asked: at `askedAt` by
   * this host's clock, `venueTime` at the least by the venue's.
   */
  takeHistory(bars: readonly PastBar[], { askedAt, venueTime }: Asked): void {
    for (const bar of bars) {
      if (!this.#isOnGrid(bar.openTime)) continue
      // A later bar is there: those before it that are not will not be.
      while (this.next < bar.openTime) this.#settleFromAhead(askedAt)
      if (this.next !== bar.openTime || this.#settle(this.#event(bar, askedAt))) continue
      // By what is known of the clocks it is not over, by the venue's it is: a moment later it is by
      // both.
      if (this.#rejection === 'future') return
      this.#skip(askedAt)
    }
    this.#isRefused = false
    this.#drain()
    while (this.#isAbsent(venueTime)) this.#settleFromAhead(askedAt)
    this.#drain()
  }

  #isOnGrid(openTime: number): boolean {
    return (openTime - this.next) % this.info.intervalMs === 0
  }

  #isAbsent(venueTime: number): boolean {
    if (this.#ahead.size > 0) return !this.#ahead.has(this.next)
    return venueTime >= this.next + this.info.intervalMs + ABSENT_MS
  }

  #drain(): void {
    for (;;) {
      const bar = this.#ahead.get(this.next)
      if (bar === undefined) return
      if (this.#settle(bar)) continue
      this.#ahead.delete(this.next)
      this.#isRefused = true
      return
    }
  }

  #settleFromAhead(at: number): void {
    const bar = this.#ahead.get(this.next)
    if (bar === undefined || !this.#settle(bar)) this.#skip(at)
  }

  /** False where the gate does not let it pass; then nothing is settled. */
  #settle(bar: BarEvent): boolean {
    if (!this.#lets(bar)) return false
    const { openTime, open, high, low, close, volume, receiveTime } = bar
    this.#advance({ feed: this.feed, openTime, open, high, low, close, volume }, receiveTime)
    return true
  }

  #skip(at: number): void {
    this.#advance(null, at)
  }

  #advance(bar: FeedBar | null, at: number): void {
    this.settled.push({ openTime: this.next, bar, at, isStale: this.#gate.isStale })
    // Whatever else came for this interval has had its chance.
    this.#ahead.delete(this.next)
    this.next += this.info.intervalMs
  }

  #lets(event: MarketEvent): boolean {
    this.#hasPassed = false
    this.#gate.take(event)
    return this.#hasPassed
  }

  /** Mostly one that came before, and the gate says so. */
  #refuseLate(event: BarEvent): void {
    if (this.#lets(event)) this.#refuse(event, 'out-of-order', 'its time has passed without it')
  }

  #refuse(event: BarEvent, reason: Rejection, detail: string): void {
    const { symbol } = this.info
    this.#record({ verdict: 'rejected', reason, symbol, time: event.receiveTime, event, detail })
  }

  #record(record: GateRecord): void {
    if (record.verdict === 'rejected') this.#rejection = record.reason
    const kept = this.#quota.take(record)
    if (kept !== null) this.#options.record(kept)
  }

  #event(bar: PastBar, receiveTime: number): BarEvent {
    const { symbol, intervalMs } = this.info
    // Not stamped: a bar of the past is not late.
    const exchangeTime = Number.NaN
    return { type: 'bar', symbol, exchangeTime, receiveTime, ...bar, intervalMs, isClosed: true }
  }
}
