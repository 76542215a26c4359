// Who trades: the slots of a session in the order in which they decide, how they come, change their
// script, and go.
import { isDeepStrictEqual } from 'node:util'
import { type Account, createAccount, equity, othersNotional } from '#kernel/account.ts'
import { transition } from '#kernel/fills.ts'
import { cancelEntry } from '#kernel/orders.ts'
import type { Slot } from '#kernel/slot.ts'
import type { BrokerSpec } from '#kernel/spec.ts'
import { strategySpec } from '#kernel/spec.ts'
import type { EntryOrder, MachineState } from '#kernel/state.ts'
import { decodeTree, encodeTree } from '#sdk/runtime/tree.ts'
import { HostError } from '../errors.ts'
import type { LogEntry, Rules } from '../journal/entry.ts'
import type { Limits } from '../limits.ts'
import { RiskGate } from '../risk/gate.ts'
import { ScriptFault } from '../runner/client.ts'
import type { History } from './history.ts'
import { type Ears, LiveSlot, NO_PAST, type SlotPast } from './live-slot.ts'
import { pastState } from './past-state.ts'
import { type Script, seatSpec, slotKey, versionOf } from './script.ts'
import type { Seat, SeatSpec, SeatStart, Seats } from './seat.ts'
import { together } from './together.ts'

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

/** A few for each runner: the next one lies ready where one is through. */
const OPENED_AT_ONCE = 32

/** Where a slot goes; `old` is its life so far. */
interface Place {
  readonly symbol: string
  readonly seat: Seat
  readonly old: LiveSlot | null
}

export class Roster {
  readonly account: Account
  /** Symbols, then scripts. */
  slots: readonly LiveSlot[] = []
  /** Where the scripts sit. */
  seats: Seats
  readonly risk: RiskGate
  #broker: BrokerSpec
  readonly #options: RosterOptions

  constructor(options: RosterOptions) {
    this.#options = options
    this.account = createAccount(options.cash)
    this.seats = options.seats
    this.#broker = options.rules.broker
    this.risk = new RiskGate(options.rules.risk, options.cash)
  }

  get rules(): Rules {
    return { broker: this.#broker, risk: this.risk.rules }
  }

  set rules({ broker, risk }: Rules) {
    this.#broker = broker
    this.risk.rules = risk
    for (const { kernel, feed } of this.slots) kernel.broker = this.#brokerOf(feed)
  }

  /** Lets the script drive its symbols from `now` on; returns why not, or null. */
  async adopt(script: Script, now: number): Promise<string | null> {
    const before = this.of(script.id)
    const held = before.find((slot) => changesTimeframe(slot, script) && !isFlat(slot.kernel))
    if (held !== undefined) {
      const change = `${held.script.metadata.timeframe} to ${script.metadata.timeframe}`
      return `the timeframe cannot change from ${change} while ${held.symbol} holds a position or an order; save again once it is flat`
    }
    const oldOf = (symbol: string) => before.find((slot) => slot.symbol === symbol) ?? null
    // Where nothing but the choice of symbols changes, the others do not notice.
    const kept = before.filter((slot) => staysAsItIs(slot, script))
    const fresh = script.symbols.filter((one) => !kept.some(({ symbol }) => symbol === one))
    const { done: seats, failure } = await together(fresh, OPENED_AT_ONCE, (symbol) =>
      this.#seat(script, symbol, memoryOf(oldOf(symbol), script)),
    )
    if (failure !== null) {
      await this.#closeAll([...seats.values()])
      const { error } = failure
      const isItsOwn = error instanceof HostError && error.code === 'bad-script'
      if (error instanceof ScriptFault || isItsOwn) return (error as Error).message
      throw error
    }
    const { id } = script
    this.#options.record({ type: 'adopted', script: id, version: versionOf(script), time: now })
    const places = [...seats].map(([symbol, seat]) => ({ symbol, seat, old: oldOf(symbol) }))
    this.#place(script, places, now)
    await this.#closeAll(places.flatMap(({ old }) => old?.seat ?? []))
    for (const slot of kept) slot.script = script
    for (const slot of before) {
      if (!seats.has(slot.symbol) && !kept.includes(slot)) await this.detach(slot, now)
    }
    this.dropEmpty(now)
    return null
  }

  async #closeAll(seats: readonly Seat[]): Promise<void> {
    await Promise.all(seats.map((seat) => this.seats.close(seat)))
  }

  /** Its script goes; what it holds stays under its stops. */
  async detach(slot: LiveSlot, now: number): Promise<void> {
    const { kernel, seat } = slot
    if (seat === null) return
    cancelEntry(kernel, 'removed')
    const { state } = kernel
    if (state.state === 'CloseWatch') transition(kernel, 'Watch', 'removed', state.time)
    // Nobody is asked from now on; stops and targets work without a script.
    state.isQuarantined = true
    slot.leave()
    await this.seats.close(seat)
    this.#options.record({ type: 'slot', change: 'detached', slot: slot.key, time: now })
  }

  /** A slot without a script stays for its position alone. */
  dropEmpty(now: number): void {
    const empty = this.slots.filter((slot) => slot.seat === null && isFlat(slot.kernel))
    if (empty.length === 0) return
    for (const { key } of empty) {
      this.#options.record({ type: 'slot', change: 'removed', slot: key, time: now })
    }
    this.line(this.slots.filter((slot) => !empty.includes(slot)))
  }

  /** For a slot whose isolate could not be had any more. */
  async seatAgain({ script, symbol, memory }: LiveSlot): Promise<Seat> {
    try {
      return await this.#seat(script, symbol, memory)
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
        account: this.account,
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

  #judge({ key, symbol, feed, kernel }: LiveSlot, order: EntryOrder): string | null {
    const { calendar = 'always' } = this.#options.history.feeds[feed]!
    const { state, account } = kernel
    const { side, type, quantity, stop, target } = order
    const { price: lastPrice, time } = state
    const price = order.price ?? lastPrice
    const refusal = this.risk.judge(
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
    this.account.slots.splice(0, Number.POSITIVE_INFINITY, ...this.slots.map((one) => one.kernel))
  }

  /** Those of a strategy, by its id. */
  of(id: string): LiveSlot[] {
    return this.slots.filter((slot) => slot.script.id === id)
  }

  /** What a runner has to know to open the script on a symbol. */
  specOf(script: Script, symbol: string): SeatSpec {
    return seatSpec(script, symbol, this.#options.seed)
  }

  /** What a runner has to be told when the script begins on a symbol. */
  startOf(script: Script, symbol: string): SeatStart {
    const { feeds } = this.#options.history
    const own = feeds.findIndex((feed) => feed.symbol === symbol)
    const others = [...feeds.keys()].filter((feed) => feed !== own)
    return {
      feeds: [own, ...others],
      timeframe: script.metadata.timeframe,
      params: script.params,
    }
  }

  /** Opens the script on a symbol, in an isolate that nobody asks yet. */
  async #seat(script: Script, symbol: string, memory: string | null): Promise<Seat> {
    const { seat, report } = await this.seats.open(this.specOf(script, symbol))
    // It loaded on trial a moment ago, on another symbol.
    if (!report.ok) {
      await this.seats.close(seat)
      throw new HostError('bad-script', `it does not load on ${symbol}: ${report.message}`)
    }
    await this.seats.start(seat, this.startOf(script, symbol), memory)
    return seat
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

  /** The config's rules, and what the venue asks of orders in the symbol. */
  #brokerOf(feed: number): BrokerSpec {
    return { ...this.#broker, ...this.#options.history.feeds[feed]!.rules }
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
    if (old === null) return { ...anew(), cash: this.account.initialCash }
    const { state } = old.kernel
    // A new version is a new chance.
    if (!changesTimeframe(old, script)) return { ...state, faults: 0, isQuarantined: false }
    if (state.state === 'CloseWatch') transition(old.kernel, 'Watch', 'reload', state.time)
    const { cash, orders, trades } = state
    return { ...anew(), cash, orders, trades }
  }
}

const changesTimeframe = (slot: LiveSlot, script: Script) =>
  slot.script.metadata.timeframe !== script.metadata.timeframe

const staysAsItIs = ({ script: own, symbol, seat }: LiveSlot, script: Script) =>
  seat !== null &&
  script.symbols.includes(symbol) &&
  own.sources.sha256 === script.sources.sha256 &&
  isDeepStrictEqual(own.params, script.params)

const isFlat = ({ state }: Slot) => state.position === null && state.entry === null

/** What a new version remembers of the old one; on another timeframe, no opportunity. */
function memoryOf(old: LiveSlot | null, script: Script): string | null {
  const memory = old?.memory ?? null
  if (memory === null || !changesTimeframe(old!, script)) return memory
  const { data } = decodeTree(memory) as { data: never }
  return encodeTree({ data, opportunity: null })
}
