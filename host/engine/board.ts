// The board of a session: what its faces show. Hears everything, keeps the latest of it, and tells
// those who follow it what has changed, a few times a second at the most.
import { randomUUID } from 'node:crypto'
import type { Fact } from '#kernel/fact.ts'
import type { Playback } from '../feeds/playback.ts'
import type { LogEntry } from '../journal/entry.ts'
import type { BoardMemory, Counts } from './board-memory.ts'
import {
  type Delta,
  DeltaRing,
  FRESH_MAX,
  type Happenings,
  inParts,
  type Kept,
  nothing,
  type Place,
  type Snapshot,
} from './delta.ts'
import type { Engine } from './engine.ts'
import { FreshPrices } from './fresh-prices.ts'
import { heard } from './heard.ts'
import type { Waiting } from './keeper.ts'
import { noteOf } from './notes.ts'
import type { Reloader } from './reloader.ts'
import { Sent } from './sent.ts'
import { isShadowKey } from './shadow.ts'
import { ShadowCurves } from './shadow-curves.ts'
import { SlotCounts, slotOf } from './slot-counts.ts'
import {
  accountView,
  type MovingPart,
  type ScriptView,
  type SessionView,
  type SlotView,
  scriptView,
  sessionView,
  slotView,
} from './views.ts'

/** Of each kind of happening: for lists that are asked for, and in a snapshot. */
const KEPT = 1000
const SHOWN = 200
const EQUITY_POINTS_MAX = 2000
/** From one delta to the next, at the least; what comes after a quiet while is told at once. */
const DELTA_MS = 25
/** So long after the last follower left, one who comes back is told only what was missed. */
const LINGER_MS = 30_000

export interface BoardOptions {
  readonly engine: Engine
  readonly reloader: Reloader
  /** What the engine does not know of the session. */
  readonly session: Omit<SessionView, MovingPart>
  readonly playback?: Playback | undefined
}

export class Board {
  status: Exclude<SessionView['status'], 'waiting'> = 'playing'
  /** Names this board's story among those of other starts of the host. */
  readonly stream = randomUUID().slice(0, 8)
  #waiting: Waiting | null = null
  readonly #options: BoardOptions
  readonly shadows: ShadowCurves
  #kept = nothing()
  readonly #gone = { transitions: 0, orders: 0, fills: 0, trades: 0, notes: 0, equity: 0 }
  #goneOfSlots = new SlotCounts()
  readonly #ring = new DeltaRing()
  readonly #counts = { bars: 0, decisions: 0, faults: 0, fills: 0, reloads: 0, lost: 0 }
  #fresh = nothing()
  readonly #prices: FreshPrices
  #totals = { trades: 0, wins: 0, fees: 0 }
  #sequence = 0
  #isDirty = false
  /** Somebody follows, or did until a moment ago. */
  #isFollowed = false
  readonly #sent = new Sent()
  readonly #followers = new Set<(delta: Delta) => void>()
  readonly #folderWatchers = new Set<(paths: readonly string[]) => void>()
  #timer: NodeJS.Timeout | undefined
  #leaving: NodeJS.Timeout | undefined
  #publishedAt = 0

  constructor(options: BoardOptions) {
    this.#options = options
    this.#prices = new FreshPrices((feed) => options.engine.feeds[feed]!.symbol)
    this.shadows = new ShadowCurves(options.engine)
  }

  entry(entry: LogEntry): void {
    this.touch()
    if (entry.type === 'bars') this.#counts.bars += entry.bars.length
    else if (entry.type === 'turn') this.#hearTurn(entry.results)
    else if (entry.type === 'fact') this.#hearFact(entry.slot, entry.time, entry.fact)
    else if (entry.type === 'script') this.#counts.reloads += 1
    else if (entry.type === 'runner-lost') this.#counts.lost += 1
    if (this.#isFollowed && entry.type === 'bars') this.#prices.hearBars(entry.bars)
    if (this.#isFollowed && entry.type === 'ticks') this.#prices.hearTicks(entry.ticks)
    const note = noteOf(entry, this.#options.engine.time)
    if (note !== null) this.#add('notes', note)
  }

  settled(time: number, equity: number | null): void {
    this.touch()
    this.shadows.begin()
    if (equity === null) return
    this.shadows.settled(time)
    const { equity: curve } = this.#kept
    if (curve.at(-1)?.[0] === time) curve.pop()
    curve.push([time, equity])
    if (this.#isFollowed) this.#fresh.equity.push([time, equity])
    // Every other point: the line keeps its shape.
    if (curve.length > EQUITY_POINTS_MAX)
      this.#kept.equity.splice(0, curve.length, ...thinned(curve))
  }

  snapshot(): Snapshot {
    const { engine } = this.#options
    const { transitions, orders, fills, trades, notes, equity } = this.#kept
    return {
      type: 'snapshot',
      stream: this.stream,
      sequence: this.#sequence,
      session: this.session(),
      account: accountView(engine, this.#totals),
      scripts: this.#scripts(),
      slots: this.slots(),
      transitions: transitions.slice(-SHOWN),
      orders: orders.slice(-SHOWN),
      fills: fills.slice(-SHOWN),
      trades: trades.slice(-SHOWN),
      notes: notes.slice(-SHOWN),
      equity: equity.slice(),
    }
  }

  get memory(): BoardMemory {
    const [kept, gone, shadows] = [this.#kept, this.#gone, this.shadows.memory]
    const goneOfSlots = this.#goneOfSlots.memory
    return { kept, gone, goneOfSlots, shadows, totals: this.#totals, counts: this.#counts }
  }

  recall({ kept, gone, goneOfSlots, totals, counts, shadows = {} }: BoardMemory): void {
    this.shadows.recall(shadows)
    this.#goneOfSlots = new SlotCounts(goneOfSlots)
    this.#kept = { ...nothing(), ...kept }
    Object.assign(this.#gone, gone)
    Object.assign(this.#counts, counts)
    this.#totals = { ...totals }
  }

  slots(): SlotView[] {
    const { slots, risk } = this.#options.engine
    return slots.map((slot) => slotView(slot, risk))
  }

  /** How often each slot's script was asked, and what that took: no view has it, as it is never the same. */
  turns(): { slot: string; turns: number; busyMs: number }[] {
    return this.#options.engine.slots.flatMap(({ key, seat }) =>
      seat === null ? [] : [{ slot: key, turns: seat.turns, busyMs: seat.busyMs }],
    )
  }

  kept<K extends keyof Happenings>(kind: K): Kept<Happenings[K][number]> {
    const firstOf = (slot: string) => this.#goneOfSlots.of(kind, slot)
    return { first: this.#gone[kind], firstOf, items: this.#kept[kind] }
  }

  get counts(): Counts {
    return this.#counts
  }

  /** Calls back with every delta from now on; returns how to end it. */
  follow(onDelta: (delta: Delta) => void): () => void {
    clearTimeout(this.#leaving)
    if (this.#isFollowed) this.publish()
    else {
      this.#isFollowed = true
      // Nobody counted meanwhile: earlier places are not known any more.
      this.#sequence += 1
      this.#isDirty = false
      this.#sent.remember(this.slots(), this.#scripts())
    }
    this.#followers.add(onDelta)
    return () => {
      this.#followers.delete(onDelta)
      if (this.#followers.size > 0) return
      this.#leaving = setTimeout(() => this.#rest(), LINGER_MS).unref()
    }
  }

  /**
   * What leads from `place` to the last delta: null where that is here, everything where it is not
   * known. Who follows publishes first, or is told twice of what no delta has said yet.
   */
  since(place: Place | null): Snapshot | Delta | null {
    if (place?.stream !== this.stream) return this.snapshot()
    if (place.sequence === this.#sequence) return null
    return this.#ring.since(place.sequence) ?? this.snapshot()
  }

  /** Calls back whenever files of the scripts folder have changed; returns how to end it. */
  watchFolder(onChange: (paths: readonly string[]) => void): () => void {
    this.#folderWatchers.add(onChange)
    return () => this.#folderWatchers.delete(onChange)
  }

  folderChanged(paths: readonly string[]): void {
    for (const tell of this.#folderWatchers) tell(paths)
  }

  /** Tells the followers now what has changed. */
  publish(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (!this.#isDirty || !this.#isFollowed) return
    this.#isDirty = false
    this.#publishedAt = performance.now()
    const parts = inParts(this.#delta())
    this.#fresh = nothing()
    // All of it is known before any of it is told: who is behind catches up at once.
    for (const part of parts) this.#ring.push(part)
    this.#sequence = parts.at(-1)!.sequence
    for (const part of parts) for (const tell of this.#followers) tell(part)
  }

  /** The session's status changed. */
  turn(status: Board['status']): void {
    this.status = status
    this.#isDirty = true
    this.publish()
  }

  /** The session stands still until its journal can be written, or goes on (null). */
  wait(waiting: Waiting | null): void {
    this.#waiting = waiting
    this.touch()
  }

  /** Something has changed: those who follow are told soon. */
  touch(): void {
    this.#isDirty = true
    if (!this.#isFollowed || this.#timer !== undefined) return
    const wait = this.#publishedAt + DELTA_MS - performance.now()
    this.#timer = setTimeout(() => this.publish(), Math.max(0, wait)).unref()
  }

  #rest(): void {
    this.#isFollowed = false
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#fresh = nothing()
    this.#prices.clear()
    this.#ring.clear()
  }

  #delta(): Delta {
    const after = this.#sequence++
    return {
      type: 'delta',
      stream: this.stream,
      sequence: this.#sequence,
      after,
      session: this.session(),
      account: accountView(this.#options.engine, this.#totals),
      ...this.#sent.differences(this.slots(), this.#scripts()),
      ...this.#fresh,
      ...this.#prices.take(),
    }
  }

  #scripts(): ScriptView[] {
    return this.#options.reloader.scripts.map(scriptView)
  }

  session(): SessionView {
    const { status } = this
    return sessionView(this.#options, {
      ...{ status: status === 'playing' && this.#waiting !== null ? 'waiting' : status },
      ...{ waiting: this.#waiting, bars: this.#counts.bars },
    })
  }

  #hearTurn(results: readonly unknown[]): void {
    this.#counts.decisions += results.filter((one) => one !== null).length
  }

  #hearFact(slot: string, time: number, fact: Fact): void {
    if (fact.type === 'faulted') this.#counts.faults += 1
    if (fact.type === 'filled') {
      if (!isShadowKey(slot)) this.#totals.fees += fact.fill.fee
      this.#counts.fills += 1
    }
    if (fact.type === 'tradeClosed' && !isShadowKey(slot)) {
      this.#totals.trades += 1
      if (fact.trade.pnl > 0) this.#totals.wins += 1
    }
    for (const { kind, item } of heard(slot, time, fact)) this.#add(kind, item)
  }

  #add<K extends keyof Happenings>(kind: K, item: Happenings[K][number]): void {
    const kept = this.#kept[kind] as (typeof item)[]
    kept.push(item)
    if (kept.length > KEPT) {
      this.#goneOfSlots.add(kind, slotOf(kept.shift()!))
      this.#gone[kind] += 1
    }
    if (!this.#isFollowed) return
    const fresh = this.#fresh[kind] as (typeof item)[]
    fresh.push(item)
    if (kind === 'notes' && fresh.length > FRESH_MAX) fresh.shift()
  }
}

function thinned<T>(points: readonly T[]): T[] {
  return points.filter((_point, i) => i % 2 === 0 || i === points.length - 1)
}
