// The engine of a paper session: the single writer of its truth. Market instants and changes of
// scripts go through one queue, so that a script changes between two instants and never within one.
import { type Account, equity } from '#kernel/account.ts'
import { cancelEntry } from '#kernel/fills.ts'
import { flatten } from '#kernel/orders.ts'
import { HostError } from '../errors.ts'
import type { FeedBar, FeedInfo, Instant, Market, OrderRules, TickWish } from '../feeds/feed.ts'
import type { LogEntry, Rules } from '../journal/entry.ts'
import { toRows } from '../journal/tick-rows.ts'
import type { Limits } from '../limits.ts'
import type { RiskMemory } from '../risk/gate.ts'
import type { Audience } from './audience.ts'
import { toRow } from './bar-rows.ts'
import { Boundary } from './boundary.ts'
import type { Fleet } from './fleet.ts'
import type { History } from './history.ts'
import { type Ask, askQueued, runInstant } from './instant.ts'
import type { LiveSlot } from './live-slot.ts'
import { recall, type SessionMemory } from './memory.ts'
import { recordingEars } from './recording-ears.ts'
import { rollOut } from './rollout.ts'
import { type Part, Roster } from './roster.ts'
import { isSameVersion, type Script } from './script.ts'
import type { Seats } from './seat.ts'
import { ownSlotOf, slotOf } from './slot-of.ts'
import { wishesOf } from './tick-wishes.ts'

export interface EngineOptions {
  readonly history: History
  readonly seats: Seats
  readonly cash: number
  readonly rules: Rules
  readonly seed: number
  readonly limits: Limits
  readonly audience: Audience
}

export class Engine {
  /** The market's time: the latest of all instants'; 0 before the first. */
  time = 0
  /** The last instant's that had bars: from there on a market goes on. */
  barTime = 0
  /** Versions that would make more are refused; a session that is gone on with has those that it has. */
  slotsMax = Number.POSITIVE_INFINITY
  readonly #options: EngineOptions
  readonly #roster: Roster
  readonly #ask: Ask = (turns) => this.#roster.seating.seats.ask(turns)
  readonly #boundary = new Boundary((isUrgent) => this.#settle(isUrgent))
  #hasClosedBar = false

  constructor(options: EngineOptions) {
    this.#options = options
    const record = (entry: LogEntry) => options.audience.entry(entry)
    const ears = recordingEars(record, {
      tradeClosed: ({ key, script, kernel }, pnl) => {
        this.#roster.ledgers.of(script.id).risk.tradeClosed(key, pnl, kernel.state.time)
      },
      strategyBar: () => {
        this.#hasClosedBar = true
      },
    })
    this.#roster = new Roster({ ...options, record, ears })
  }

  get account(): Account {
    return this.#roster.ledgers.live.account
  }

  /** Strategies that run beside the account, each on one of its own. */
  get shadows(): { readonly id: string; readonly account: Account; readonly risk: RiskMemory }[] {
    return [...this.#roster.ledgers.shadows].map(([id, { account, risk }]) => {
      return { id, account, risk: risk.memory }
    })
  }

  /** In the order in which they decide: symbols, then scripts. */
  get slots(): readonly LiveSlot[] {
    return this.#roster.slots
  }

  get rules(): Rules {
    return this.#roster.rules
  }

  /** What the risk gate remembers. */
  get risk(): RiskMemory {
    return this.#roster.ledgers.live.risk.memory
  }

  /** Plays the market to its end, or until `signal` is aborted. */
  async play(market: Market, signal: AbortSignal): Promise<'finished' | 'stopped'> {
    const wish: TickWish = { after: this.time, ...wishesOf(this.#roster) }
    const { ends } = this.#options.history
    for await (const instant of market.instants(signal, this.barTime, wish, ends)) {
      await this.take(instant)
      if (signal.aborted) break
    }
    return signal.aborted ? 'stopped' : 'finished'
  }

  /** The market comes to an instant. */
  take(instant: Instant): Promise<void> {
    return this.#boundary.serially(() => this.#take(instant))
  }

  /** Bars from before the first instant: indicators warm up on them, nobody is asked. */
  takePast(bars: readonly FeedBar[]): Promise<void> {
    return this.#boundary.serially(async () => {
      this.#options.audience.entry({ type: 'past', bars: bars.map(toRow) })
      for (const bar of bars) this.#options.history.append(bar)
      this.barTime = Math.max(this.barTime, this.#options.history.end)
      this.time = Math.max(this.time, this.barTime)
    })
  }

  /**
   * More symbols are fed from here on, their places after those that there are, with their bars from
   * before: every script is told of them, and begins anew with what it remembers.
   */
  takeFeeds(feeds: readonly FeedInfo[], bars: readonly FeedBar[]): Promise<void> {
    return this.#boundary.serially(async () => {
      const { audience, history } = this.#options
      audience.entry({ type: 'feeds', feeds, bars: bars.map(toRow), time: this.time })
      history.add(feeds)
      for (const bar of bars) history.append(bar)
      await this.#roster.seating.tellAll(this.slots)
    })
  }

  /** What is fed, in the order in which it came. */
  get feeds(): readonly FeedInfo[] {
    return this.#options.history.feeds
  }

  /** Lets the script drive its symbols, a few of them after the other; returns why not, or null. */
  async adopt(script: Script): Promise<string | null> {
    const { id, symbols } = script
    const count = this.slots.filter((slot) => slot.script.id !== id).length + symbols.length
    if (count > this.slotsMax && count > this.slots.length) {
      return `it would make ${count} slots, more than the ${this.slotsMax} that max_slots of [limits] allows`
    }
    return rollOut(script, {
      roster: this.#roster,
      adopt: (version, some) => this.adoptAtOnce(version, { symbols: some, isBeside: true }),
      withdraw: (one) => this.withdraw(one),
    })
  }

  /** The same within one boundary. */
  async adoptAtOnce(script: Script, part: Part): Promise<string | null> {
    // Meanwhile the market goes on; what is in the queue is a moment's work.
    const staged = await this.#roster.stage(script, part)
    if (typeof staged === 'string') return staged
    return this.#boundary.serially(async () => {
      const refusal = await this.#roster.adopt(script, staged, part, this.time)
      await askQueued(this.slots, this.#ask)
      return refusal
    })
  }

  /** The script goes; what it holds stays under its stops or, with `isFlat`, is closed. */
  withdraw(id: string, isFlat = false): Promise<void> {
    return this.#boundary.serially(async () => {
      const flat = isFlat ? { flatten: true as const } : {}
      this.#options.audience.entry({ type: 'withdrawn', script: id, time: this.time, ...flat })
      this.#roster.withdraw(id, this.time, isFlat)
    })
  }

  /** Whether the version drives all that it is to drive: a host may have died between two of its slots. */
  isWholly(script: Script): boolean {
    const driven = this.#roster.of(script.id).filter(({ seat }) => seat !== null)
    const isAll = driven.length === script.symbols.length
    return isAll && driven.every((slot) => isSameVersion(slot.script, script))
  }

  /** A quarantined slot is asked again from the next instant on, where its script can be borne. */
  release(key: string): Promise<void> {
    return this.#boundary.serially(async () => {
      const slot = slotOf(key, this.slots)
      const { seat: old } = slot
      if (old === null || !slot.kernel.state.isQuarantined) {
        throw new HostError('unavailable', `the slot ${key} is not quarantined`)
      }
      const isBroken = old.broken !== null
      slot.release(isBroken ? await this.#roster.seatAgain(slot) : old)
      if (isBroken) await this.#roster.seating.seats.close(old)
      this.#options.audience.entry({ type: 'released', slot: key, time: this.time })
    })
  }

  /** For the record, between two instants; nothing comes of it. */
  note(entry: LogEntry): Promise<void> {
    return this.#boundary.serially(async () => this.#options.audience.entry(entry))
  }

  /** Orders are judged, filled and charged so from the next instant on. */
  changeRules(rules: Rules): Promise<void> {
    return this.#boundary.serially(async () => {
      this.#options.audience.entry({ type: 'rules', ...rules, time: this.time })
      this.#roster.rules = rules
    })
  }

  /** The venue asks something else of orders from the next instant on. */
  changeInstruments(rules: readonly (OrderRules | null)[]): Promise<void> {
    return this.#boundary.serially(async () => this.#roster.takeInstruments(rules, this.time))
  }

  get instruments(): readonly (OrderRules | null)[] {
    return this.#options.history.rules
  }

  /**
   * The kill switch: every entry order is cancelled and no other let in until `unblock`; with
   * `isFlat`, positions are closed at the next price. Goes before everything that waits.
   */
  kill(why: string, isFlat: boolean): Promise<void> {
    return this.#boundary.atOnce(() => {
      const { time } = this
      this.#options.audience.entry({ type: 'killed', why, flatten: isFlat, time })
      this.risk.blocked ??= { why, time }
      for (const kernel of this.account.slots) {
        cancelEntry(kernel, 'kill')
        if (isFlat) flatten(kernel)
      }
    })
  }

  /** Every entry order that rests is cancelled; others may follow. */
  cancelEntries(why: string): Promise<void> {
    return this.#boundary.serially(async () => {
      this.#options.audience.entry({ type: 'entries-cancelled', why, time: this.time })
      for (const kernel of this.account.slots) cancelEntry(kernel, why)
    })
  }

  /** Entries are let in again after the kill switch. */
  unblock(): Promise<void> {
    return this.#boundary.serially(async () => {
      this.#options.audience.entry({ type: 'unblocked', time: this.time })
      this.risk.blocked = null
    })
  }

  /** The slot's entries are refused from now on, or let in again; what it holds is managed as before. */
  pause(key: string, isPaused: boolean): Promise<void> {
    return this.#boundary.serially(async () => {
      ownSlotOf(key, this.slots)
      this.#options.audience.entry({ type: 'paused', slot: key, isPaused, time: this.time })
      this.#roster.ledgers.live.risk.pause(key, isPaused)
    })
  }

  /**
   * The slot's entry order is cancelled, and what it holds closed at the next price; its script goes on.
   * Goes before everything that waits.
   */
  async flatten(key: string): Promise<void> {
    const slot = ownSlotOf(key, this.slots)
    return this.#boundary.atOnce(() => {
      this.#options.audience.entry({ type: 'flattened', slot: key, time: this.time })
      cancelEntry(slot.kernel, 'flatten')
      flatten(slot.kernel)
    })
  }

  /** The slot is asked at the closes of bars alone, whatever its cadence, or by its cadence again. */
  pace(key: string, isBarsOnly: boolean, why: string): Promise<void> {
    return this.#boundary.serially(async () => {
      const { kernel } = slotOf(key, this.slots)
      if (kernel.state.isBarsOnly === isBarsOnly) return
      this.#options.audience.entry({ type: 'paced', slot: key, isBarsOnly, why, time: this.time })
      kernel.state.isBarsOnly = isBarsOnly
    })
  }

  /** Goes on from what was remembered; for an engine that nothing has happened to yet. */
  recall(memory: SessionMemory, scripts: ReadonlyMap<string, Script>): void {
    this.time = memory.time
    this.barTime = memory.barTime
    if (memory.instruments !== undefined) this.#options.history.rules = memory.instruments
    recall(memory, scripts, this.#roster)
  }

  /** From now on the scripts sit there, with what they have to remember. */
  async move(fleet: Fleet): Promise<void> {
    this.#roster.seating.seats = fleet
    const seated = this.slots.filter(({ seat }) => seat !== null)
    await fleet.bring(
      seated.map(({ seat, script, symbol }) => {
        return { seat: seat!, start: this.#roster.seating.startOf(script, symbol) }
      }),
    )
  }

  async #settle(isUrgent: boolean): Promise<void> {
    const worth = this.#hasClosedBar && !isUrgent ? equity(this.account) : null
    if (!isUrgent) this.#hasClosedBar = false
    await this.#options.audience.settled(this.time, worth)
  }

  async #take(instant: Instant): Promise<void> {
    const { audience, history } = this.#options
    const { time, bars, ticks, silent, stale } = instant
    // A bar that comes late may have ended before the latest tick.
    this.time = Math.max(this.time, time)
    if (ticks !== undefined) audience.entry({ type: 'ticks', time, ticks: toRows(ticks), stale })
    else {
      this.barTime = time
      audience.entry({ type: 'bars', time, bars: bars.map(toRow), silent, stale })
      for (const bar of bars) history.append(bar)
    }
    await runInstant(instant, this.slots, this.#ask)
    this.#roster.dropEmpty(time)
    this.#roster.ledgers.mark(time)
  }
}
