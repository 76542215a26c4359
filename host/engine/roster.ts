// Who trades: the slots of a session in the order in which they decide, how they come, change their
// script, and go.
import { isDeepStrictEqual } from 'node:util'
import { equity, othersNotional } from '#kernel/account.ts'
import { cancelEntry, transition } from '#kernel/fills.ts'
import { flatten } from '#kernel/orders.ts'
import type { Slot } from '#kernel/slot.ts'
import type { BrokerSpec } from '#kernel/spec.ts'
import { strategySpec } from '#kernel/spec.ts'
import type { EntryOrder, MachineState } from '#kernel/state.ts'
import { HostError } from '../errors.ts'
import type { BrokerRules, LogEntry, Rules } from '../journal/entry.ts'
import type { Limits } from '../limits.ts'
import { ScriptFault } from '../runner/client.ts'
import type { History } from './history.ts'
import { Ledgers } from './ledgers.ts'
import { type Ears, LiveSlot, NO_PAST, type SlotPast } from './live-slot.ts'
import { pastState } from './past-state.ts'
import { type Script, slotKey, versionOf } from './script.ts'
import type { Seat, Seats } from './seat.ts'
import { changesTimeframe, Seating, type Staged } from './seating.ts'
import { isShadowId } from './shadow.ts'

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

/** Where a slot goes; `old` is its life so far. */
interface Place {
  readonly symbol: string
  readonly seat: Seat
  readonly old: LiveSlot | null
}

/** Where a version takes over: some symbols, or null for all of them and no others. */
interface Boundary {
  readonly symbols: readonly string[] | null
  readonly now: number
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
    for (const { kernel, feed } of this.slots) kernel.broker = this.#brokerOf(feed)
  }

  /**
   * Opens the script on symbols of it (null: all) while the market goes on; nobody asks it yet. Else:
   * why not.
   */
  async stage(script: Script, symbols: readonly string[] | null): Promise<Staged | string> {
    const refusal = this.#whyNot(script)
    if (refusal !== null) return refusal
    // Where nothing but the choice of symbols changes, the others do not notice.
    const before = this.#bySymbol(script.id)
    const wanted = symbols ?? script.symbols
    const fresh = wanted.filter((one) => !staysAsItIs(before.get(one), script))
    const staged = await this.seating.open(script, fresh, before)
    if (typeof staged === 'string') return staged
    // So that little is left to be told once the market waits.
    const failure = await this.seating.remind(script, staged, this.#bySymbol(script.id))
    if (failure !== null) this.seating.close(staged.values())
    return failure ?? staged
  }

  /** Lets the staged script drive those symbols from `now` on; returns why not, or null. */
  async adopt(script: Script, seats: Staged, { symbols, now }: Boundary): Promise<string | null> {
    const { id } = script
    const before = this.#bySymbol(id)
    const refusal = this.#whyNot(script) ?? (await this.seating.remind(script, seats, before))
    if (refusal !== null) {
      this.seating.close(seats.values())
      return refusal
    }
    const some = symbols === null ? {} : { symbols: [...seats.keys()] }
    const version = versionOf(script)
    this.#options.record({ type: 'adopted', script: id, version, time: now, ...some })
    const places = [...seats].map(([symbol, seat]) => {
      return { symbol, seat, old: before.get(symbol) ?? null }
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
        guard: (order) => this.#judge(slot, order),
      },
      past: life.past,
      hear: ears,
      logLimits: limits,
    })
    return slot
  }

  #judge({ key, symbol, feed, kernel, script }: LiveSlot, order: EntryOrder): string | null {
    const { calendar = 'always' } = this.#options.history.feeds[feed]!
    const { state, account } = kernel
    const { side, type, quantity, stop, target } = order
    const { price: lastPrice, time } = state
    const price = order.price ?? lastPrice
    const refusal = this.ledgers.of(script.id).risk.judge(
      {
        ...{ slot: key, symbol, calendar, side, type, time },
        ...{ quantity, price, lastPrice, stop, target },
      },
      {
        equity: equity(account),
        openPositions: account.slots.filter((one) => one.state.position !== null).length,
        openNotional: othersNotional(account, kernel),
      },
    )
    return refusal === null ? null : `${refusal.rule}: ${refusal.text}`
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
    const slots = places.map(({ symbol, seat, old }) => {
      const feed = history.feeds.findIndex((one) => one.symbol === symbol)
      const slot = this.make(script, symbol, seat, {
        state: this.#stateOf(script, old, { feed, now }),
        visible: history.count(feed),
        memory: seat.memory,
        past: old === null ? NO_PAST : { ...old.past, lastError: null },
      })
      const change = old === null ? 'attached' : 'reloaded'
      record({ type: 'slot', change, slot: slot.key, time: now })
      return slot
    })
    const gone = new Set(places.map(({ old }) => old))
    this.line([...this.slots.filter((one) => !gone.has(one)), ...slots])
    for (const [i, slot] of slots.entries()) {
      const { old } = places[i]!
      if (slot.past.isBorn) slot.queueHook('onReload', old!.script.metadata.version)
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

  /** What the machine goes on from. */
  #stateOf(
    script: Script,
    old: LiveSlot | null,
    { feed, now }: { feed: number; now: number },
  ): MachineState {
    const { history } = this.#options
    const strategy = strategySpec(script.metadata)
    const anew = () => pastState({ strategy, broker: this.#brokerOf(feed), history, feed, now })
    if (old === null) return { ...anew(), cash: this.#options.cash }
    const { state } = old.kernel
    // A new version is a new chance.
    if (!changesTimeframe(old, script))
      return { ...state, faults: 0, isQuarantined: false, isBarsOnly: false }
    if (state.state === 'CloseWatch') transition(old.kernel, 'Watch', 'reload', state.time)
    const { cash, orders, trades } = state
    return { ...anew(), cash, orders, trades }
  }
}

/** Its script changes in nothing that the slot would notice. */
export const staysAsItIs = (slot: LiveSlot | undefined, script: Script) =>
  slot !== undefined &&
  slot.seat !== null &&
  script.symbols.includes(slot.symbol) &&
  slot.script.sources.sha256 === script.sources.sha256 &&
  isDeepStrictEqual(slot.script.params, script.params)

const isFlat = ({ state }: Slot) => state.position === null && state.entry === null
