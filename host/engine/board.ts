// The board of a session: what its faces show. Hears everything that happens, keeps the latest of
// it, and tells those who follow it what has changed, a few times a second at the most.
import type { Fact } from '#kernel/fact.ts'
import type { LogEntry } from '../journal/entry.ts'
import type { Engine } from './engine.ts'
import type { Reloader } from './reloader.ts'
import {
  type AccountView,
  accountView,
  describeError,
  type FillView,
  type NoteView,
  type OrderEventView,
  type ScriptView,
  type SessionView,
  type SlotView,
  scriptView,
  slotView,
  type TradeTotals,
  type TradeView,
  type TransitionView,
} from './views.ts'

/** What happened lately, oldest first. */
export interface Happenings {
  readonly transitions: TransitionView[]
  readonly orders: OrderEventView[]
  readonly fills: FillView[]
  readonly trades: TradeView[]
  readonly notes: NoteView[]
  /** [market time, account equity]. */
  readonly equity: [time: number, equity: number][]
}

export interface Snapshot extends Happenings {
  readonly type: 'snapshot'
  /** Counts the deltas: the next one to come has this number plus one. */
  readonly sequence: number
  readonly session: SessionView
  readonly account: AccountView
  readonly scripts: readonly ScriptView[]
  readonly slots: readonly SlotView[]
}

/** What is new since the delta before; slots and scripts only where they changed. */
export interface Delta extends Happenings {
  readonly type: 'delta'
  readonly sequence: number
  readonly session: SessionView
  readonly account: AccountView
  readonly scripts: readonly ScriptView[] | null
  readonly slots: readonly SlotView[]
  /** Keys of all slots in their order, where one came or went. */
  readonly order: readonly string[] | null
}

/** What a board has to remember to be gone on with. */
export interface BoardMemory {
  readonly kept: Happenings
  readonly totals: TradeTotals
  readonly bars: number
}

const KEPT = 200
const EQUITY_POINTS_MAX = 2000
const DELTA_MS = 100

export interface BoardOptions {
  readonly engine: Engine
  readonly reloader: Reloader
  /** What the engine does not know of the session. */
  readonly session: Omit<SessionView, 'time' | 'bars' | 'status'>
}

export class Board {
  status: SessionView['status'] = 'playing'
  readonly #options: BoardOptions
  #kept = nothing()
  #fresh = nothing()
  #totals = { trades: 0, wins: 0, fees: 0 }
  #bars = 0
  #sequence = 0
  #isDirty = false
  #sentSlots = new Map<string, string>()
  #sentOrder = ''
  #sentScripts = ''
  readonly #followers = new Set<(delta: Delta) => void>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: BoardOptions) {
    this.#options = options
  }

  entry(entry: LogEntry): void {
    this.#isDirty = true
    if (entry.type === 'bars') this.#bars += entry.bars.length
    else if (entry.type === 'fact') this.#hearFact(entry.slot, entry.time, entry.fact)
    else if (entry.type === 'log') this.#note('log', entry.slot, entry.text, entry.time)
    else if (entry.type === 'released') {
      this.#note('script', entry.slot, 'released from quarantine', entry.time)
    } else if (entry.type === 'script') {
      const text = [entry.change, ...entry.notes].join(': ')
      this.#note('script', entry.script, text, this.#options.engine.time)
    } else if (entry.type === 'config') {
      const text = [entry.change, ...entry.notes].join(': ')
      this.#note('config', 'watchfire.toml', text, this.#options.engine.time)
    } else if (entry.type === 'killed') {
      this.#note('risk', 'kill switch', entry.why, entry.time)
    } else if (entry.type === 'unblocked') {
      this.#note('risk', 'kill switch', 'entries are let in again', entry.time)
    } else if (entry.type === 'paused') {
      const text = entry.isPaused ? 'entries are paused' : 'entries are let in again'
      this.#note('risk', entry.slot, text, entry.time)
    } else if (entry.type === 'runner-lost') {
      this.#note('runner', entry.slot ?? 'runner', entry.message, this.#options.engine.time)
    }
  }

  settled(time: number, equity: number | null): void {
    this.#isDirty = true
    if (equity === null) return
    const { equity: curve } = this.#kept
    if (curve.at(-1)?.[0] === time) curve.pop()
    curve.push([time, equity])
    if (this.#followers.size > 0) this.#fresh.equity.push([time, equity])
    // Every other point: the line keeps its shape.
    if (curve.length > EQUITY_POINTS_MAX)
      this.#kept.equity.splice(0, curve.length, ...thinned(curve))
  }

  snapshot(): Snapshot {
    const { engine, reloader } = this.#options
    return {
      type: 'snapshot',
      sequence: this.#sequence,
      session: this.#session(),
      account: accountView(engine, this.#totals),
      scripts: reloader.scripts.map(scriptView),
      slots: engine.slots.map(slotView),
      ...this.#kept,
    }
  }

  get memory(): BoardMemory {
    return { kept: this.#kept, totals: this.#totals, bars: this.#bars }
  }

  recall({ kept, totals, bars }: BoardMemory): void {
    this.#kept = { ...nothing(), ...kept }
    this.#totals = { ...totals }
    this.#bars = bars
  }

  /** Calls back with a snapshot at once, and then with what changes; returns how to end it. */
  follow(onSnapshot: (snapshot: Snapshot) => void, onDelta: (delta: Delta) => void): () => void {
    // Those who follow already get what the newcomer's snapshot holds.
    this.publish()
    onSnapshot(this.snapshot())
    this.#followers.add(onDelta)
    this.#timer ??= setInterval(() => this.publish(), DELTA_MS).unref()
    return () => {
      this.#followers.delete(onDelta)
      if (this.#followers.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /** Tells the followers now what has changed. */
  publish(): void {
    if (!this.#isDirty) return
    this.#isDirty = false
    const delta = this.#delta()
    this.#fresh = nothing()
    for (const tell of this.#followers) tell(delta)
  }

  /** The session's status changed. */
  turn(status: SessionView['status']): void {
    this.status = status
    this.#isDirty = true
    this.publish()
  }

  #delta(): Delta {
    const { engine, reloader } = this.#options
    const slots = engine.slots.map(slotView)
    const texts = new Map(slots.map((slot) => [slot.key, JSON.stringify(slot)]))
    const changed = slots.filter(({ key }) => this.#sentSlots.get(key) !== texts.get(key))
    this.#sentSlots = texts
    const order = JSON.stringify([...texts.keys()])
    const scripts = reloader.scripts.map(scriptView)
    const scriptsText = JSON.stringify(scripts)
    const delta: Delta = {
      type: 'delta',
      sequence: ++this.#sequence,
      session: this.#session(),
      account: accountView(engine, this.#totals),
      scripts: scriptsText === this.#sentScripts ? null : scripts,
      slots: changed,
      order: order === this.#sentOrder ? null : [...texts.keys()],
      ...this.#fresh,
    }
    this.#sentOrder = order
    this.#sentScripts = scriptsText
    return delta
  }

  #session(): SessionView {
    const { time } = this.#options.engine
    return { ...this.#options.session, status: this.status, time, bars: this.#bars }
  }

  #hearFact(slot: string, time: number, fact: Fact): void {
    switch (fact.type) {
      case 'transitioned':
        return this.#add('transitions', { slot, ...fact.transition })
      case 'filled':
        this.#totals.fees += fact.fill.fee
        return this.#add('fills', { slot, ...fact.fill })
      case 'tradeClosed':
        this.#totals.trades += 1
        if (fact.trade.pnl > 0) this.#totals.wins += 1
        return this.#add('trades', { slot, ...fact.trade })
      case 'entryPlaced': {
        const { side, type, quantity, price, reason } = fact.order
        const order = { side, type, quantity, price, reason }
        return this.#add('orders', { slot, time, event: 'placed', ...order })
      }
      case 'entryCancelled': {
        const { side, type, quantity, price } = fact.order
        const order = { side, type, quantity, price, reason: fact.reason }
        return this.#add('orders', { slot, time, event: 'cancelled', ...order })
      }
      case 'exitPlaced': {
        const { type, price, reason } = fact.order
        const order = { side: 'exit', type, quantity: null, price, reason }
        return this.#add('orders', { slot, time, event: 'placed', ...order })
      }
      case 'orderRejected': {
        const { side, type, quantity, price, reason } = fact.order
        const order = { side, type, quantity, price, reason }
        return this.#add('orders', { slot, time, event: 'rejected', ...order })
      }
      case 'faulted': {
        return this.#note('fault', slot, describeError(fact.error), time)
      }
      case 'quarantined':
        return this.#note(
          'fault',
          slot,
          `quarantined after ${fact.faults} faults, the last: ${describeError(fact.error)}`,
          time,
        )
      case 'stopMoved':
      case 'targetMoved':
        return
    }
  }

  #note(kind: NoteView['kind'], source: string, text: string, time: number): void {
    this.#add('notes', { time, kind, source, text })
  }

  #add<K extends keyof Happenings>(list: K, item: Happenings[K][number]): void {
    for (const lists of [this.#kept, this.#fresh]) {
      const items = lists[list] as (typeof item)[]
      items.push(item)
      if (items.length > KEPT) items.shift()
    }
  }
}

function nothing(): Happenings {
  return { transitions: [], orders: [], fills: [], trades: [], notes: [], equity: [] }
}

function thinned<T>(points: readonly T[]): T[] {
  return points.filter((_point, i) => i % 2 === 0 || i === points.length - 1)
}
