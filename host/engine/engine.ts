// The engine of a paper session: the single writer of its truth. Market instants and changes of
// scripts go through one queue, so that a script changes between two instants and never within one.
import { type Account, createAccount, equity } from '#kernel/account.ts'
import { transition } from '#kernel/fills.ts'
import { cancelEntry } from '#kernel/orders.ts'
import type { Slot } from '#kernel/slot.ts'
import type { BrokerSpec } from '#kernel/spec.ts'
import { strategySpec } from '#kernel/spec.ts'
import type { MachineState } from '#kernel/state.ts'
import { decodeTree, encodeTree } from '#sdk/runtime/tree.ts'
import { HostError } from '../errors.ts'
import type { Instant, Market } from '../feeds/feed.ts'
import type { LogEntry } from '../journal/event-log.ts'
import type { Limits } from '../limits.ts'
import { ScriptFault } from '../runner/client.ts'
import type { Fleet } from './fleet.ts'
import type { History } from './history.ts'
import { type Ask, askQueued, runInstant } from './instant.ts'
import { type Ears, LiveSlot } from './live-slot.ts'
import { pastState } from './past-state.ts'
import { type Script, seatSpec } from './script.ts'
import type { Seat } from './seat.ts'

export interface EngineOptions {
  readonly market: Market
  readonly history: History
  readonly fleet: Fleet
  readonly cash: number
  /** The market's time at the start: the end of the past that is in `history`; 0: there is none. */
  readonly time: number
  readonly broker: BrokerSpec
  readonly seed: number
  readonly limits: Limits
  readonly audience: Audience
}

/** Whoever follows the session: its log, its faces. */
export interface Audience {
  entry(entry: LogEntry): void
  /** An instant or a change is through; the account's equity where a strategy bar closed with it. */
  settled(time: number, equity: number | null): void
}

export class Engine {
  readonly account: Account
  /** In the order in which they decide: symbols, then scripts. */
  slots: readonly LiveSlot[] = []
  /** The market's time: the last instant's. */
  time: number
  readonly #options: EngineOptions
  readonly #ask: Ask
  #queue: Promise<unknown> = Promise.resolve()
  #hasClosedBar = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.account = createAccount(options.cash)
    this.time = options.time
    this.#ask = (turns) => options.fleet.ask(turns)
  }

  /** Plays the market to its end, or until `signal` is aborted. */
  async play(signal: AbortSignal): Promise<'finished' | 'stopped'> {
    for await (const instant of this.#options.market.instants(signal, this.time)) {
      await this.#serially(() => this.#take(instant))
      if (signal.aborted) break
    }
    return signal.aborted ? 'stopped' : 'finished'
  }

  /** Lets the script drive its symbols from the next instant on; returns why not, or null. */
  adopt(script: Script): Promise<string | null> {
    return this.#serially(() => this.#adopt(script))
  }

  /** The script's file is gone: no entries any more; what it holds stays under its stops. */
  remove(file: string): Promise<void> {
    return this.#serially(async () => {
      for (const slot of this.#slotsOf(file)) await this.#detach(slot)
      this.#dropEmpty()
    })
  }

  /** A quarantined slot is asked again from the next instant on, where its script can be borne. */
  release(key: string): Promise<void> {
    return this.#serially(async () => {
      const slot = this.slots.find((one) => one.key === key)
      if (slot === undefined) throw new HostError('not-found', `there is no slot "${key}"`)
      const { seat: old, script, symbol } = slot
      if (old === null || !slot.kernel.state.isQuarantined) {
        throw new HostError('unavailable', `the slot ${key} is not quarantined`)
      }
      const isBroken = old.broken !== null
      slot.release(isBroken ? await this.#seatAgain(script, symbol, slot.memory) : old)
      if (isBroken) await this.#options.fleet.close(old)
      this.#options.audience.entry({ type: 'slot', change: 'released', slot: key, time: this.time })
    })
  }

  #serially<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      const value = await task()
      this.#options.audience.settled(this.time, this.#hasClosedBar ? equity(this.account) : null)
      this.#hasClosedBar = false
      return value
    })
    this.#queue = result.catch(() => {})
    return result
  }

  async #take(instant: Instant): Promise<void> {
    const { audience, history } = this.#options
    const { time, bars, stale } = instant
    this.time = time
    const rows = bars.map((bar) => [
      bar.feed,
      bar.openTime,
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.volume,
    ])
    audience.entry({ type: 'bars', time, bars: rows, ...(stale.length > 0 ? { stale } : {}) })
    for (const bar of bars) history.append(bar)
    await runInstant(instant, this.slots, this.#ask)
    this.#dropEmpty()
  }

  async #adopt(script: Script): Promise<string | null> {
    const before = this.#slotsOf(script.file)
    const held = before.find((slot) => changesTimeframe(slot, script) && !isFlat(slot.kernel))
    if (held !== undefined) {
      const change = `${held.script.metadata.timeframe} to ${script.metadata.timeframe}`
      return `the timeframe cannot change from ${change} while ${held.symbol} holds a position or an order; save again once it is flat`
    }
    const seats = new Map<string, Seat>()
    try {
      for (const symbol of script.symbols) {
        const old = before.find((slot) => slot.symbol === symbol)
        seats.set(symbol, await this.#seat(script, symbol, memoryOf(old, script)))
      }
    } catch (error) {
      for (const seat of seats.values()) await this.#options.fleet.close(seat)
      const isItsOwn = error instanceof HostError && error.code === 'bad-script'
      if (error instanceof ScriptFault || isItsOwn) return error.message
      throw error
    }
    for (const [symbol, seat] of seats) {
      const old = before.find((slot) => slot.symbol === symbol)
      await this.#place(script, symbol, seat, old ?? null)
    }
    for (const slot of before) if (!seats.has(slot.symbol)) await this.#detach(slot)
    this.#dropEmpty()
    await askQueued(this.slots, this.#ask)
    return null
  }

  /** Opens the script on a symbol, in an isolate that nobody asks yet. */
  async #seat(script: Script, symbol: string, memory: string | null): Promise<Seat> {
    const { fleet, seed, history } = this.#options
    const { seat, report } = await fleet.open(seatSpec(script.sources, symbol, seed))
    // It loaded on trial a moment ago, on another symbol.
    if (!report.ok) {
      await fleet.close(seat)
      throw new HostError('bad-script', `it does not load on ${symbol}: ${report.message}`)
    }
    const own = history.feeds.findIndex((feed) => feed.symbol === symbol)
    const others = [...history.feeds.keys()].filter((feed) => feed !== own)
    const { timeframe } = script.metadata
    await fleet.start(seat, { feeds: [own, ...others], timeframe, params: script.params }, memory)
    return seat
  }

  /** For a slot whose isolate could not be had any more. */
  async #seatAgain(script: Script, symbol: string, memory: string | null): Promise<Seat> {
    try {
      return await this.#seat(script, symbol, memory)
    } catch (error) {
      if (!(error instanceof ScriptFault)) throw error
      throw new HostError('bad-script', `it does not load on ${symbol}: ${error.message}`)
    }
  }

  /** Puts a slot in its place: a new one, or the next life of `old`. */
  async #place(script: Script, symbol: string, seat: Seat, old: LiveSlot | null): Promise<void> {
    const { history, fleet, limits } = this.#options
    const feed = history.feeds.findIndex((one) => one.symbol === symbol)
    const strategy = strategySpec(script.metadata)
    const { intervalMs } = history.feeds[feed]!
    const slot = new LiveSlot({
      key: `${script.file}/${symbol}`,
      symbol,
      feed,
      script,
      seat,
      kernel: {
        strategy,
        broker: this.#brokerOf(feed),
        account: this.account,
        intervalMs,
        state: this.#stateOf(script, old, feed),
        visible: history.count(feed),
      },
      isBorn: old?.isBorn ?? false,
      hear: this.#ears,
      logLimits: limits,
    })
    const others = this.slots.filter((one) => one !== old)
    this.#line([...others, slot])
    const change = old === null ? 'attached' : 'reloaded'
    this.#options.audience.entry({ type: 'slot', change, slot: slot.key, time: this.time })
    if (slot.isBorn) slot.queueHook('onReload', old!.script.metadata.version)
    else if (history.count(feed) > 0) slot.bear(this.time)
    if (old?.seat) await fleet.close(old.seat)
  }

  /** The config's rules, and what the venue asks of orders in the symbol. */
  #brokerOf(feed: number): BrokerSpec {
    const { broker, history } = this.#options
    return { ...broker, ...history.feeds[feed]!.rules }
  }

  /** What the machine goes on from. */
  #stateOf(script: Script, old: LiveSlot | null, feed: number): MachineState {
    const { history } = this.#options
    const broker = this.#brokerOf(feed)
    const strategy = strategySpec(script.metadata)
    const anew = () => pastState({ strategy, broker, history, feed, now: this.time })
    if (old === null) return { ...anew(), cash: this.account.initialCash }
    const { state } = old.kernel
    // A new version is a new chance.
    if (!changesTimeframe(old, script)) return { ...state, faults: 0, isQuarantined: false }
    if (state.state === 'CloseWatch') transition(old.kernel, 'Watch', 'reload', state.time)
    const { cash, orders, trades } = state
    return { ...anew(), cash, orders, trades }
  }

  async #detach(slot: LiveSlot): Promise<void> {
    const { kernel, seat } = slot
    if (seat === null) return
    cancelEntry(kernel, 'removed')
    const { state } = kernel
    if (state.state === 'CloseWatch') transition(kernel, 'Watch', 'removed', state.time)
    // Nobody is asked from now on; stops and targets work without a script.
    state.isQuarantined = true
    slot.leave()
    await this.#options.fleet.close(seat)
    const { key } = slot
    this.#options.audience.entry({ type: 'slot', change: 'detached', slot: key, time: this.time })
  }

  /** A slot without a script stays for its position alone. */
  #dropEmpty(): void {
    const empty = this.slots.filter((slot) => slot.seat === null && isFlat(slot.kernel))
    if (empty.length === 0) return
    for (const { key } of empty) {
      this.#options.audience.entry({ type: 'slot', change: 'removed', slot: key, time: this.time })
    }
    this.#line(this.slots.filter((slot) => !empty.includes(slot)))
  }

  #line(slots: readonly LiveSlot[]): void {
    const byName = (a: LiveSlot, b: LiveSlot) => (a.script.file < b.script.file ? -1 : 1)
    this.slots = [...slots].sort((a, b) => a.feed - b.feed || byName(a, b))
    this.account.slots.splice(0, Number.POSITIVE_INFINITY, ...this.slots.map((one) => one.kernel))
  }

  #slotsOf(file: string): LiveSlot[] {
    return this.slots.filter((slot) => slot.script.file === file)
  }

  readonly #ears: Ears = {
    fact: ({ key, kernel }, fact) => {
      const { time } = kernel.state
      this.#options.audience.entry({ type: 'fact', slot: key, time, fact })
    },
    decision: ({ key, kernel }, callback, answer) => {
      const { time } = kernel.state
      this.#options.audience.entry({ type: 'decision', slot: key, time, callback, answer })
    },
    log: ({ key }, { time, text }) =>
      this.#options.audience.entry({ type: 'log', slot: key, time, text }),
    strategyBar: () => {
      this.#hasClosedBar = true
    },
  }
}

const changesTimeframe = (slot: LiveSlot, script: Script) =>
  slot.script.metadata.timeframe !== script.metadata.timeframe

const isFlat = ({ state }: Slot) => state.position === null && state.entry === null

/** What a new version remembers of the old one; on another timeframe, no opportunity. */
function memoryOf(old: LiveSlot | undefined, script: Script): string | null {
  const memory = old?.memory ?? null
  if (memory === null || !changesTimeframe(old!, script)) return memory
  const { data } = decodeTree(memory) as { data: never }
  return encodeTree({ data, opportunity: null })
}
