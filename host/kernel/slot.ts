// One slot as the kernel sees it: its rules, its account, its memory, and the bar at hand.
import type { Account } from './account.ts'
import type { Fact } from './fact.ts'
import type { BrokerSpec, StrategySpec } from './spec.ts'
import { type EntryOrder, initialState, type MachineState } from './state.ts'

export interface Slot {
  readonly strategy: StrategySpec
  broker: BrokerSpec
  readonly account: Account
  /** How long a data bar lasts, in ms. */
  readonly intervalMs: number
  readonly listener: SlotListener
  /** Why an entry may not be placed, or null where it may. */
  readonly guard: Guard
  state: MachineState
  /** The last close of the slot's symbol, at which its position is marked. */
  mark: number
  /** The data bar at hand, and how far it is processed (machine.ts). */
  readonly bar: DataBar
  phase: Phase
  /** What buys and sales are matched with: the bar at hand, or the two sides of a tick (tick.ts). */
  buying: DataBar
  selling: DataBar
  /** What fills may still take of the volume of the bar or tick at hand, in base units. */
  capacity: number
  /** The event at hand is the close of a strategy bar. */
  isBarClose: boolean
  /** The event at hand is a tick. */
  isTick: boolean
  /** It has taken a tick in its life: most slots never do, and are spared what follows from it. */
  hasTicks: boolean
  /** One of them had an order book. */
  hasBook: boolean
  /** Nothing good has come of the symbol for too long: entries are refused. */
  isStale: boolean
  /** How many data bars of the slot's symbol have ended: what a script may look at. */
  visible: number
}

export type Guard = (order: EntryOrder) => string | null

const UNGUARDED: Guard = () => null

export interface SlotListener {
  /** Hears every fact at the moment it happens. */
  fact(fact: Fact): void
  /** Hears each equity point: the close's time, the slot's equity, whether a position is open. */
  equity(time: number, equity: number, isExposed: boolean): void
}

export interface DataBar {
  openTime: number
  open: number
  high: number
  low: number
  close: number
  /** Infinity where it is not known. */
  volume: number
}

export type Phase = 'missing' | 'match' | 'done'

export interface SlotOptions {
  readonly strategy: StrategySpec
  readonly broker: BrokerSpec
  readonly account: Account
  readonly intervalMs: number
  readonly listener: SlotListener
  /** Without it every entry may be placed. */
  readonly guard?: Guard
  /** What an earlier life of the slot had come to; without it the slot starts flat, in Watch. */
  readonly state?: MachineState
  /** Data bars that came before the slot's first; without it there were none. */
  readonly visible?: number
}

/** Makes a slot and enters it into its account. */
export function createSlot(options: SlotOptions): Slot {
  const { strategy, broker, account, intervalMs, listener } = options
  const bar = { openTime: 0, open: 0, high: 0, low: 0, close: 0, volume: Number.POSITIVE_INFINITY }
  const slot: Slot = {
    strategy,
    broker,
    account,
    intervalMs,
    listener,
    guard: options.guard ?? UNGUARDED,
    state: options.state ?? initialState(account.initialCash),
    mark: options.state?.price ?? Number.NaN,
    bar,
    phase: 'done',
    buying: bar,
    selling: bar,
    capacity: Number.POSITIVE_INFINITY,
    isBarClose: false,
    isTick: false,
    hasTicks: options.state !== undefined && options.state.tickTime >= 0,
    hasBook: (options.state?.book ?? null) !== null,
    isStale: false,
    visible: options.visible ?? 0,
  }
  account.slots.push(slot)
  return slot
}
