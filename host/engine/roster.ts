// Who trades: the slots of a session in the order in which they decide, how they come, change their
// script, and go.
import { equity } from '#kernel/account.ts'
import { cancelEntry, transition } from '#kernel/fills.ts'
import { flatten } from '#kernel/orders.ts'
import type { BrokerSpec } from '#kernel/spec.ts'
import { strategySpec } from '#kernel/spec.ts'
import type { MachineState } from '#kernel/state.ts'
import { HostError } from '../errors.ts'
import type { OrderRules } from '../feeds/feed.ts'
import type { BrokerRules, LogEntry, Rules } from '../journal/entry.ts'
import type { Limits } from '../limits.ts'
import { ScriptFault } from '../runner/client.ts'
import type { History } from './history.ts'
import { changesOf } from './instruments.ts'
import { Ledgers } from './ledgers.ts'
import { type Ears, LiveSlot, NO_PAST, type SlotPast } from './live-slot.ts'
import { nextState } from './next-state.ts'
import { judgeEntry } from './order-guard.ts'
import { pastState } from './past-state.ts'
import { type Script, slotKey, versionOf } from './script.ts'
import type { Seat, Seats } from './seat.ts'
import { changesTimeframe, Seating, type Staged } from './seating.ts'
import { isShadowId, liveIdOf } from './shadow.ts'
import { isFlat, type Place, staysAsItIs } from './slot-place.ts'

export interface RosterOptions {
  readonly history: History
  readonly seats: Seats
  readonly cash: number
  readonly rules: Rules
  readonly seed: number
  readonly limits: Limits
  readonly ears: Ears
  readonly record: (entry: LogEntry) => void
}

/** What a slot goes on from, beside its script and its seat. */
export interface SlotLife {
  readonly state: MachineState
  readonly visible: number
  readonly memory: string | null
  readonly past: SlotPast
}

/** How a version takes over: */
export interface Part {
  /** On some of its symbols; null: on all of them and no others. */
  readonly symbols: readonly string[] | null
  /** A shadow's new slots begin where the live ones stand, not flat. */
  readonly isBeside: boolean
}

export class Roster {
  /** Symbols, then scripts. */
  slots: readonly LiveSlot[] = []
  readonly seating: Seating
  readonly ledgers: Ledgers
  #broker: BrokerRules
  readonly #options: RosterOptions

  constructor(options: RosterOptions) {
    this.#options = options
    this.seating = new Seating(options)
    this.#broker = options.rules.broker
    this.ledgers = new Ledgers(options.rules.risk, options.cash)
  }

  get rules(): Rules {
    return { broker: this.#broker, risk: this.ledgers.rules }
  }

  set rules({ broker, risk }: Rules) {
    this.#broker = broker
    this.ledgers.rules = risk
    this.#renewBrokers()
  }

  /** Orders obey what the venue asks of them from now on. */
  takeInstruments(rules: readonly (OrderRules | null)[], time: number): void {
    const { history, record } = this.#options
    record({ type: 'instruments', rules, notes: changesOf(history.feeds, rules), time })
    history.rules = rules
    this.#renewBrokers()
  }

  #renewBrokers(): void {
    for (const { kernel, feed } of this.slots) kernel.broker = this.#brokerOf(feed)
  }

  /**
   * Opens the script on symbols of it (null: all) while the market goes on; nobody asks it yet. Else:
   * why not.
   */
  async stage(script: Script, { symbols, isBeside }: Part): Promise<Staged | string> {
    const refusal = this.#whyNot(script)
    if (refusal !== null) return refusal
    // Where nothing but the choice of symbols changes, the others do not notice.
    const before = this.#bySymbol(script.id)
    const wanted = symbols ?? script.symbols
    const fresh = wanted.filter((one) => !staysAsItIs(before.get(one), script))
    const staged = await this.seating.open(script, fresh, this.#origins(script.id, isBeside))
    if (typeof staged === 'string') return staged
    // So that little is left to be told once the market waits.
    const origins = this.#origins(script.id, isBeside)
    const failure = await this.seating.remind(script, staged, origins)
    if (failure !== null) this.seating.close(staged.values())
    return failure ?? staged
  }

  /** Lets the staged script drive those symbols from `now` on; returns why not, or null. */
  async adopt(
    script: Script,
    seats: Staged,
    { symbols, isBeside }: Part,
    now: number,
  ): Promise<string | null> {
    const { id } = script
    const before = this.#bySymbol(id)
    const origins = this.#origins(id, isBeside)
    const refusal = this.#whyNot(script) ?? (await this.seating.remind(script, seats, origins))
    if (refusal !== null) {
      this.seating.close(seats.values())
      return refusal
    }
    const some = symbols === null ? {} : { symbols: [...seats.keys()] }
    const version = versionOf(script)
    const places = [...seats].map(([symbol, seat]): Place => {
      const old = before.get(symbol) ?? null
      return { symbol, seat, old, live: old === null ? (origins.get(symbol) ?? null) : null }
    })
    const beside = places.some(({ live }) => live !== null) ? { beside: true as const } : {}
    this.#options.record({
      ...{ type: 'adopted', script: id, version, time: now },
      ...some,
      ...beside,
    })
    this.#place(script, places, now)
    this.seating.close(places.flatMap(({ old }) => old?.seat ?? []))
    // Its other slots have their own turn.
    if (symbols !== null) return null
    for (const slot of before.values()) {
      if (seats.has(slot.symbol)) continue
      if (staysAsItIs(slot, script)) slot.script = script
      else this.detach(slot, now)
    }
    this.dropEmpty(now)
    return null
  }

  /** Why the version cannot take over from the one that runs; null where it can. */
  #whyNot(script: Script): string | null {
    const held = this.of(script.id).find(
      (slot) => changesTimeframe(slot, script) && !isFlat(slot.kernel),
    )
    if (held === undefined) return null
    const change = `${held.script.metadata.timeframe} to ${script.metadata.timeframe}`
    return `the timeframe cannot change from ${change} while ${held.symbol} holds a position or an order; save again once it is flat`
  }

  /** Whose memory a version's slots begin with: those before it; a shadow's else with the live ones'. */
  #origins(id: string, isBeside: boolean): ReadonlyMap<string, LiveSlot> {
    const own = this.#bySymbol(id)
    if (!isShadowId(id) || !isBeside) return own
    const live = this.of(liveIdOf(id)).filter(({ seat }) => seat !== null)
    return new Map([...live.map((slot) => [slot.symbol, slot] as const), ...own])
  }

  #bySymbol(id: string): ReadonlyMap<string, LiveSlot> {
    return new Map(this.of(id).map((slot) => [slot.symbol, slot]))
  }

  /** Its script goes; what it holds stays under its stops. */
  detach(slot: LiveSlot, now: number): void {
    const { kernel, seat } = slot
    if (seat === null) return
    cancelEntry(kernel, 'removed')
    const { state } = kernel
    if (state.state === 'CloseWatch') transition(kernel, 'Watch', 'removed', state.time)
    // Nobody is asked from now on; stops and targets work without a script.
    state.isQuarantined = true
    slot.leave()
    this.seating.close([seat])
    this.#options.record({ type: 'slot', change: 'detached', slot: slot.key, time: now })
  }

  /** The script goes; a shadow takes with it what it holds. */
  withdraw(id: string, now: number, isFlat: boolean): void {
    const own = this.of(id)
    if (isShadowId(id)) {
      this.seating.close(own.flatMap(({ seat }) => seat ?? []))
      this.#remove(own, now)
      this.ledgers.shadows.delete(id)
      return
    }
    for (const slot of own) {
      this.detach(slot, now)
      if (isFlat) flatten(slot.kernel)
    }
    this.dropEmpty(now)
  }

  /** A slot without a script stays for its position alone. */
  dropEmpty(now: number): void {
    const empty = this.slots.filter((slot) => slot.seat === null && isFlat(slot.kernel))
    if (empty.length > 0) this.#remove(empty, now)
  }

  #remove(slots: readonly LiveSlot[], now: number): void {
    for (const { key } of slots) {
      this.#options.record({ type: 'slot', change: 'removed', slot: key, time: now })
    }
    this.line(this.slots.filter((slot) => !slots.includes(slot)))
  }

  /** For a slot whose isolate could not be had any more. */
  async seatAgain({ script, symbol, memory }: LiveSlot): Promise<Seat> {
    try {
      return await this.seating.seat(script, symbol, memory)
    } catch (error) {
      if (!(error instanceof ScriptFault)) throw error
      throw new HostError('bad-script', `it does not load on ${symbol}: ${error.message}`)
    }
  }

  /** A slot in the given life; it is not in the line yet. */
  make(script: Script, symbol: string, seat: Seat | null, life: SlotLife): LiveSlot {
    const { history, ears, limits } = this.#options
    const feed = history.feeds.findIndex((one) => one.symbol === symbol)
    const key = slotKey(script.id, symbol)
    const { calendar = 'always' } = history.feeds[feed]!
    const slot: LiveSlot = new LiveSlot({
      key,
      symbol,
      feed,
      script,
      seat,
      memory: life.memory,
      kernel: {
        strategy: strategySpec(script.metadata),
        broker: this.#brokerOf(feed),
        account: this.ledgers.of(script.id).account,
        intervalMs: history.feeds[feed]!.intervalMs,
        state: life.state,
        visible: life.visible,
        guard: (order) => judgeEntry(slot, order, this.ledgers.of(slot.script.id).risk, calendar),
      },
      past: life.past,
      hear: ears,
      logLimits: limits,
    })
    return slot
  }

  line(slots: readonly LiveSlot[]): void {
    const byName = (a: LiveSlot, b: LiveSlot) => (a.script.id < b.script.id ? -1 : 1)
    this.slots = [...slots].sort((a, b) => a.feed - b.feed || byName(a, b))
    this.ledgers.assign(this.slots)
  }

  /** Those of a strategy, by its id. */
  of(id: string): LiveSlot[] {
    return this.slots.filter((slot) => slot.script.id === id)
  }

  /** Puts slots in their places: new ones, or the next lives of old ones. */
  #place(script: Script, places: readonly Place[], now: number): void {
    const { history, record } = this.#options
    const strategy = strategySpec(script.metadata)
    // Sizes are fractions of what there is: as much as the live account has now.
    if (places.some(({ live }) => live !== null)) {
      this.ledgers.begin(script.id, equity(this.ledgers.live.account))
    }
    const slots = places.map(({ symbol, seat, old, live }) => {
      const feed = history.feeds.findIndex((one) => one.symbol === symbol)
      const broker = this.#brokerOf(feed)
      const anew = () => pastState({ strategy, broker, history, feed, now })
      const slot = this.make(script, symbol, seat, {
        state: nextState({ script, old, live, account: this.ledgers.of(script.id).account, anew }),
        visible: history.count(feed),
        memory: seat.memory,
        past:
          old === null
            ? { ...NO_PAST, isBorn: live?.past.isBorn ?? false }
            : { ...old.past, lastError: null },
      })
      const change = old === null ? 'attached' : 'reloaded'
      record({ type: 'slot', change, slot: slot.key, time: now })
      return slot
    })
    const gone = new Set(places.map(({ old }) => old))
    this.line([...this.slots.filter((one) => !gone.has(one)), ...slots])
    for (const [i, slot] of slots.entries()) {
      const { old, live } = places[i]!
      const before = old ?? live
      if (slot.past.isBorn) slot.queueHook('onReload', before!.script.metadata.version)
      else if (history.count(slot.feed) > 0) slot.bear(now)
    }
  }

  /** The config's rules, and what the venue asks of orders in the symbol, and for them. */
  #brokerOf(feed: number): BrokerSpec {
    const { rules } = this.#options.history.feeds[feed]!
    const { makerFee, takerFee, ...broker } = this.#broker
    return {
      ...broker,
      ...rules,
      makerFee: makerFee ?? rules?.makerFee ?? 0,
      takerFee: takerFee ?? rules?.takerFee ?? 0,
    }
  }
}
