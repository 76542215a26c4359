// Everything that one slot's machine remembers between events: plain data, JSON both ways.
import type { EnterAction, ExitAction, Side, SlotState, TrailAction } from '#sdk/domain.ts'

/** An entry order at the simulated broker. Prices are rounded to the tick already. */
export interface EntryOrder {
  readonly id: number
  readonly side: Side
  readonly quantity: number
  readonly type: EnterAction['type']
  readonly price: number | null
  readonly limitPrice: number | null
  readonly stop: number | null
  readonly target: number | null
  readonly reason: string
  /** What of it has filled. */
  filled: number
  /** From when on it can fill (ms UTC), and whether that has come. */
  readonly activeAt: number
  isActive: boolean
  /**
   * Its trigger was reached: from now on a stop_limit's limit counts, and what is left of a stop fills
   * as a market order.
   */
  isTriggered: boolean
  /** Strategy closes until it expires; null where `expiresAt` says it. */
  closesLeft: number | null
  /** Expires at the first event at or after this time (ms UTC). */
  readonly expiresAt: number | null
}

export interface ExitOrder {
  readonly id: number
  readonly type: ExitAction['type']
  readonly price: number | null
  readonly fraction: number
  readonly reason: string
  /** What is left of it once a part has filled; null before that. */
  left: number | null
  /** As an entry's. */
  readonly activeAt: number
  isActive: boolean
}

export interface Trail {
  readonly by: TrailAction['by']
  readonly value: number
  anchor: number
  /** Asked for on a tick inside the strategy bar that is forming: of that bar, its close alone counts. */
  isInsideBar: boolean
}

export interface Position {
  readonly side: Side
  /** +1 for a long position, −1 for a short one. */
  readonly sign: 1 | -1
  readonly entryTime: number
  /** The mean of the entry's fills. */
  entryPrice: number
  readonly entryReason: string
  /** The total entered. */
  entered: number
  /** What is still open. */
  quantity: number
  stop: number | null
  /** Who set the stop in force; it is the exit's reason when the stop is hit. */
  stopReason: 'stop' | 'trail'
  /** When the stop in force was set (ms UTC). */
  stopTime: number
  /** The first stop that was in force: the risk that r-multiples are counted in. */
  firstStop: number | null
  target: number | null
  trail: Trail | null
  barsHeld: number
  /** The best and the worst price seen while it was open. */
  best: number
  worst: number
  fees: number
  exitedNotional: number
}

export interface MachineState {
  state: SlotState
  /** Strategy closes since the state was entered. */
  barsInState: number
  /** When the state was entered (ms UTC). */
  stateTime: number
  /** The latest closed strategy bar, 0-based; −1 before the first. */
  barIndex: number
  /** Events processed so far; seeds the script's random numbers. */
  sequence: number
  /** When the latest evaluation could have been (ms UTC): the end of the last data or strategy bar. */
  eventTime: number
  /** Now (ms UTC): the event's time, or a fill's while its hooks run. */
  time: number
  /** The last trade's price. */
  price: number
  /** When the latest tick was taken (ms UTC); −1 where the latest data bar came without one. */
  tickTime: number
  /** The best bid and ask as of that tick; NaN where they are not known. */
  bid: number
  ask: number
  /** What stands there, and who took of late (tick.ts); NaN where it is not known. */
  bidQuantity: number
  askQuantity: number
  flowImbalance: number
  /** The order book as of that tick (sdk/book.ts); null where it is not known. */
  book: readonly number[] | null
  /** Closes on which detectOpportunity is still skipped. */
  cooldown: number
  entry: EntryOrder | null
  exit: ExitOrder | null
  position: Position | null
  /** Orders placed and trades closed so far: the next ids. */
  orders: number
  trades: number
  faults: number
  isQuarantined: boolean
  /** Asked at the closes of bars where its cadence is every tick: its ticks took too long. */
  isBarsOnly: boolean
  /** The slot's own cash: the account's initial cash plus every cash flow of this slot. */
  cash: number
  /** The strategy bar that is forming; `start` is −1 while there is none. */
  bucket: { start: number; high: number; low: number; close: number }
}

export function initialState(cash: number): MachineState {
  return {
    state: 'Watch',
    barsInState: 0,
    stateTime: 0,
    barIndex: -1,
    sequence: 0,
    eventTime: 0,
    time: 0,
    price: Number.NaN,
    tickTime: -1,
    bid: Number.NaN,
    ask: Number.NaN,
    bidQuantity: Number.NaN,
    askQuantity: Number.NaN,
    flowImbalance: Number.NaN,
    book: null,
    cooldown: 0,
    entry: null,
    exit: null,
    position: null,
    orders: 0,
    trades: 0,
    faults: 0,
    isQuarantined: false,
    isBarsOnly: false,
    cash,
    bucket: { start: -1, high: 0, low: 0, close: 0 },
  }
}
