// The quality gate of one symbol: every event of a venue goes through it, and only what passes is
// acted upon. What does not pass is counted and handed out with its reason; what waits to be
// confirmed comes out later, in order. Time comes with the events and by `pass`.

import type { OpenHours } from './bar-grid.ts'
import { BarMemory, type Remark } from './checks/bar-memory.ts'
import type { Flag, GateMemory, Rejection } from './checks/check.ts'
import { type Judgement, PriceLevel } from './checks/price-level.ts'
import { RecentIds } from './checks/recent-ids.ts'
import { isKnownType } from './checks/schema.ts'
import { Silence } from './checks/silence.ts'
import { CHECKS } from './checks/table.ts'
import { ClockSkew } from './clock-skew.ts'
import type { GateRules } from './gate-rules.ts'
import type { BarEvent, MarketEvent, QuoteEvent, TradeEvent } from './market-event.ts'

/** What the gate has to say of an event, for the journal. */
export interface GateRecord {
  readonly verdict: 'rejected' | 'flagged'
  readonly reason: Rejection | Flag
  readonly symbol: string
  /** By this host's clock. */
  readonly time: number
  /** null where it is about time alone: a symbol that fell silent. */
  readonly event: MarketEvent | null
  readonly detail: string
}

export interface GateListener {
  /** The event is good; in the order in which they came, but for trades and quotes that waited. */
  pass(event: MarketEvent): void
  record(record: GateRecord): void
}

export interface GateOptions {
  readonly symbol: string
  readonly rules: GateRules
  readonly listener: GateListener
  /** Of the connection: symbols that share it share what is known of the clocks. */
  readonly skew?: ClockSkew
  /** Where the market closes: bars of closed hours are not missed. */
  readonly hours?: OpenHours
}

/** Events received = passed + rejected + those that wait. */
export interface GateCounts {
  received: number
  passed: number
  rejected: number
  readonly reasons: Map<Rejection, number>
}

type Tick = TradeEvent | QuoteEvent
const TICKS = ['trade', 'quote'] as const

/** The ticks of one kind: their price level, and those that wait for others to confirm them. */
interface Ticks {
  readonly level: PriceLevel
  waiting: { readonly event: Tick; readonly detail: string }[]
}

export class Gate {
  readonly counts: GateCounts = { received: 0, passed: 0, rejected: 0, reasons: new Map() }
  readonly #options: GateOptions
  readonly #memory: GateMemory
  readonly #silence: Silence
  readonly #ticks: Readonly<Record<Tick['type'], Ticks>>
  #isSkewTold = false

  constructor(options: GateOptions) {
    const { rules, symbol } = options
    this.#options = options
    this.#silence = new Silence(rules.silentMs)
    this.#memory = {
      symbol,
      skew: options.skew ?? new ClockSkew(rules.skewMsMax),
      tradeIds: new RecentIds(),
      tradeTime: Number.NEGATIVE_INFINITY,
      quoteTime: Number.NEGATIVE_INFINITY,
      bars: new Map(),
    }
    this.#ticks = {
      trade: { level: new PriceLevel(rules.outlier.trade), waiting: [] },
      quote: { level: new PriceLevel(rules.outlier.quote), waiting: [] },
    }
  }

  /** True before the first good event, while none comes, and while the venue is down or halted. */
  get isStale(): boolean {
    return this.#silence.isStale
  }

  take(event: MarketEvent): void {
    this.counts.received += 1
    this.#endWaits(event.receiveTime)
    if (!isKnownType(event.type)) {
      return this.#reject(event, 'schema', `there is no event of type ${String(event.type)}`)
    }
    const checks: readonly {
      readonly reason: Rejection
      readonly fault: (event: never, memory: GateMemory, rules: GateRules) => string | null
    }[] = CHECKS[event.type]
    for (let i = 0; i < checks.length; i++) {
      const { reason, fault } = checks[i]!
      const detail = fault(event as never, this.#memory, this.#options.rules)
      if (detail === null) continue
      // When everything comes from the future, it is our clock that was set back.
      if (reason === 'future') this.#learnSkew(event)
      return this.#reject(event, reason, detail)
    }
    this.#learnSkew(event)
    if (event.type === 'trade' || event.type === 'quote') this.#takeTick(event)
    else if (event.type === 'bar') this.#takeBar(event)
    else this.#pass(event)
  }

  /** From now on only bars come. */
  forgetTicks(): void {
    this.#silence.forgetTicks()
  }

  /** It is `now` by this host's clock, and nothing has come. */
  pass(now: number): void {
    this.#endWaits(now)
    const detail = this.#silence.pass(now)
    if (detail !== null) this.#flag(null, 'silent', detail, now)
  }

  /** What nothing has confirmed in its time, nothing will. */
  #endWaits(now: number): void {
    for (const type of TICKS) {
      const ticks = this.#ticks[type]
      const first = ticks.waiting[0]
      if (first === undefined) continue
      const { windowMs } = this.#options.rules.outlier[type]
      if (now - first.event.receiveTime > windowMs) this.#giveUp(ticks)
    }
  }

  #takeTick(event: Tick): void {
    if (event.type === 'trade') this.#remember(event)
    else if (!Number.isNaN(event.exchangeTime)) this.#memory.quoteTime = event.exchangeTime
    const price = priceOf(event)
    // A one-sided quote has no middle: it neither tells a level nor breaks one.
    if (Number.isNaN(price)) return this.#pass(event)
    const ticks = this.#ticks[event.type]
    const judgement = ticks.level.judge(price, event.receiveTime)
    this.#settle(ticks, event, price, judgement)
  }

  #settle(ticks: Ticks, event: Tick, price: number, judgement: Judgement): void {
    const isFlagged = this.#options.rules.outlier[event.type].action === 'flag'
    if (judgement === 'moved') {
      for (const one of ticks.waiting.splice(0)) this.#pass(one.event)
      return this.#pass(event)
    }
    // Contradicted by a price at the old level, or by another far one.
    if (judgement !== 'far') this.#giveUp(ticks)
    if (judgement === 'near') return this.#pass(event)
    const detail = ticks.level.explain(price, event.receiveTime)
    if (isFlagged) {
      this.#flag(event, 'outlier', detail, event.receiveTime)
      return this.#pass(event)
    }
    ticks.waiting.push({ event, detail })
  }

  #giveUp(ticks: Ticks): void {
    if (ticks.waiting.length === 0) return
    for (const { event, detail } of ticks.waiting.splice(0)) this.#reject(event, 'outlier', detail)
  }

  #takeBar(bar: BarEvent): void {
    const memory = this.#barMemory(bar.intervalMs)
    const outlier = memory.judge(bar)
    if (outlier !== null && this.#options.rules.outlier.bar.action === 'reject') {
      // It does not wait: a bar that comes an interval late is of no use to anybody.
      return this.#reject(bar, 'outlier', outlier)
    }
    if (bar.isClosed) {
      if (outlier !== null) this.#flag(bar, 'outlier', outlier, bar.receiveTime)
      this.#tell(bar, memory.add(bar))
    }
    this.#pass(bar)
  }

  #barMemory(intervalMs: number): BarMemory {
    const known = this.#memory.bars.get(intervalMs)
    if (known !== undefined) return known
    const { rules, hours } = this.#options
    const memory = new BarMemory(intervalMs, rules, hours ?? null)
    this.#memory.bars.set(intervalMs, memory)
    return memory
  }

  #remember(trade: TradeEvent): void {
    const { tradeIds, tradeTime } = this.#memory
    this.#memory.tradeTime = Math.max(tradeTime, trade.exchangeTime)
    const missing = tradeIds.add(trade.id)
    if (missing === 0) return
    const range = `${trade.id - missing} to ${trade.id - 1}`
    this.#flag(trade, 'gap', `${missing} trades missing: ${range}`, trade.receiveTime)
  }

  #learnSkew({ exchangeTime, receiveTime }: MarketEvent): void {
    if (Number.isNaN(exchangeTime)) return
    const { skew } = this.#memory
    skew.sample(exchangeTime, receiveTime)
    const { skewMsTold } = this.#options.rules
    const ms = Math.round(skew.baselineMs)
    if (Number.isNaN(ms)) return
    const isSkewed = Math.abs(ms) > skewMsTold
    if (isSkewed && !this.#isSkewTold) {
      const detail =
        ms < 0
          ? `this machine's clock is at least ${-ms} ms behind the venue's`
          : `the fastest events come ${ms} ms after their time: a slow feed, or this machine's clock is ahead`
      this.#flag(null, 'skew', detail, receiveTime)
    }
    this.#isSkewTold = isSkewed
  }

  #pass(event: MarketEvent): void {
    this.counts.passed += 1
    const detail = this.#silence.hear(event, this.#memory.bars)
    if (detail !== null) {
      this.#flag(event, this.#silence.isStale ? 'silent' : 'recovered', detail, event.receiveTime)
    }
    this.#options.listener.pass(event)
  }

  #reject(event: MarketEvent, reason: Rejection, detail: string): void {
    const { counts } = this
    counts.rejected += 1
    counts.reasons.set(reason, (counts.reasons.get(reason) ?? 0) + 1)
    const { symbol, listener } = this.#options
    const { receiveTime: time } = event
    listener.record({ verdict: 'rejected', reason, symbol, time, event, detail })
    const silent = this.#silence.pass(time)
    if (silent !== null) this.#flag(null, 'silent', silent, time)
  }

  #tell(bar: BarEvent, remarks: readonly Remark[]): void {
    for (const { flag, detail } of remarks) this.#flag(bar, flag, detail, bar.receiveTime)
  }

  #flag(event: MarketEvent | null, reason: Flag, detail: string, time: number): void {
    const { symbol, listener } = this.#options
    listener.record({ verdict: 'flagged', reason, symbol, time, event, detail })
  }
}

/** What is compared of a tick: a trade's price, the middle of a quote. */
const priceOf = (tick: Tick): number =>
  tick.type === 'trade' ? tick.price : (tick.bid + tick.ask) / 2
