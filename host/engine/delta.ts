// What a follower of the board is told: first everything, then what changed. Deltas that follow one
// another can be made one: of slots the latest, of what happened all.
import type {
  AccountView,
  FillView,
  NoteView,
  OrderEventView,
  ScriptView,
  SessionView,
  SlotView,
  TradeView,
  TransitionView,
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

/** What is kept of one kind, oldest first, numbered from the start of the session. */
export interface Kept<T> {
  /** The number of the first of `items`. */
  readonly first: number
  /** How many of those before it were of this slot. */
  readonly firstOf: (slot: string) => number
  readonly items: readonly T[]
}

/** A place in the story that the board tells. */
export interface Place {
  /** Names this life of the board: sequences of another one mean nothing. */
  readonly stream: string
  readonly sequence: number
}

export interface Snapshot extends Place, Happenings {
  readonly type: 'snapshot'
  readonly session: SessionView
  readonly account: AccountView
  readonly scripts: readonly ScriptView[]
  readonly slots: readonly SlotView[]
}

/** What is new since `after`; slots and scripts only where they changed. */
export interface Delta extends Place, Happenings {
  readonly type: 'delta'
  /** The sequence of the delta or snapshot that it builds on. */
  readonly after: number
  readonly session: SessionView
  readonly account: AccountView
  readonly scripts: readonly ScriptView[] | null
  readonly slots: readonly SlotView[]
  /** Keys of all slots in their order, where one came or went. */
  readonly order: readonly string[] | null
  /** The latest of them. */
  readonly bars: SymbolBar[]
  /** The latest of each symbol that has had one. */
  readonly ticks: SymbolTick[]
}

export interface SymbolBar {
  readonly symbol: string
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** A price between the closes of bars; null: not known. */
export interface SymbolTick {
  readonly symbol: string
  readonly time: number
  readonly price: number
  readonly bid: number | null
  readonly ask: number | null
  /** What was traded at the price; null where none was. */
  readonly quantity: number | null
}

/** Bars and lines of logs give way where they are too many to be read; nothing else does. */
export const FRESH_MAX = 500

export function nothing(): Happenings {
  return { transitions: [], orders: [], fills: [], trades: [], notes: [], equity: [] }
}

/** At least one, in order, each building on the one before. */
export function merged(deltas: readonly Delta[]): Delta {
  const [first] = deltas
  const last = deltas.at(-1)!
  if (deltas.length === 1) return last
  const slots = new Map(deltas.flatMap((delta) => delta.slots.map((slot) => [slot.key, slot])))
  const order = deltas.findLast((delta) => delta.order !== null)?.order ?? null
  const here = order === null ? null : new Set(order)
  return {
    ...last,
    after: first!.after,
    scripts: deltas.findLast(({ scripts }) => scripts !== null)?.scripts ?? null,
    slots: [...slots.values()].filter(({ key }) => here === null || here.has(key)),
    order,
    transitions: deltas.flatMap(({ transitions }) => transitions),
    orders: deltas.flatMap(({ orders }) => orders),
    fills: deltas.flatMap(({ fills }) => fills),
    trades: deltas.flatMap(({ trades }) => trades),
    notes: deltas.flatMap(({ notes }) => notes).slice(-FRESH_MAX),
    equity: deltas.flatMap(({ equity }) => equity),
    bars: deltas.flatMap(({ bars }) => bars).slice(-FRESH_MAX),
    ticks: [
      ...new Map(deltas.flatMap(({ ticks }) => ticks.map((one) => [one.symbol, one]))).values(),
    ],
  }
}

/** Slots that change together with what happened, beyond which it goes ahead of them. */
const SLOTS_ALONGSIDE = 50

/**
 * A delta as it is told: what happened first, where many slots changed with it. A hundred pages then
 * have a fill before the first of them has read half a megabyte of prices.
 */
export function inParts(delta: Delta): readonly Delta[] {
  const { transitions, orders, fills, trades, slots, sequence } = delta
  const isNews = transitions.length + orders.length + fills.length + trades.length > 0
  if (!isNews || slots.length <= SLOTS_ALONGSIDE) return [delta]
  const ahead = { ...delta, slots: [], bars: [], ticks: [], scripts: null, order: null }
  return [ahead, { ...delta, ...nothing(), after: sequence, sequence: sequence + 1 }]
}

const DELTAS_MAX = 1500
/** A minute of a busy session, some tens of MB at the worst. */
const ITEMS_MAX = 50_000

/** The latest deltas, for those who come back or fell behind. */
export class DeltaRing {
  #deltas: Delta[] = []
  #items = 0

  push(delta: Delta): void {
    this.#deltas.push(delta)
    this.#items += itemsOf(delta)
    while (this.#deltas.length > DELTAS_MAX || this.#items > ITEMS_MAX) {
      this.#items -= itemsOf(this.#deltas.shift()!)
    }
  }

  /** All that came after that sequence as one; null where it is not known any more. */
  since(sequence: number): Delta | null {
    const at = this.#deltas.findLastIndex(({ after }) => after === sequence)
    return at < 0 ? null : merged(this.#deltas.slice(at))
  }

  clear(): void {
    this.#deltas = []
    this.#items = 0
  }
}

function itemsOf(delta: Delta): number {
  const { transitions, orders, fills, trades, notes, equity, slots, bars, ticks } = delta
  const lists = [transitions, orders, fills, trades, notes, equity, slots, bars, ticks]
  return lists.reduce((sum, { length }) => sum + length, 1)
}
