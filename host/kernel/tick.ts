// Ticks: prices between the closes of data bars. A tick goes through the same fill code as a bar, as
// one without extent; which ticks a slot takes is said here and nowhere else.
import type { Callback } from '#sdk/domain.ts'
import { cadenceNow, capacityOf, isDue, isTime, lastEvent, settle } from './machine.ts'
import { matchBar } from './market-bar.ts'
import { matchLimit, matchStop } from './matching.ts'
import type { DataBar, Slot } from './slot.ts'
import type { EntryOrder, Position } from './state.ts'

/** What a symbol trades at, and is quoted at, at a moment; NaN is what is not known. */
export interface Tick {
  /** By the venue's clock, ms UTC. */
  readonly time: number
  /** The last trade's. */
  readonly price: number
  readonly bid: number
  readonly ask: number
  /** What was traded since the tick before, in base units. */
  readonly quantity: number
  /** What stands at the best bid and ask, in base units. */
  readonly bidQuantity: number
  readonly askQuantity: number
  /** (bought − sold) / (bought + sold) of the last minute's trades, by who took: −1 to 1. */
  readonly flowImbalance: number
  /** The order book (sdk/book.ts); null where it is not known, or nobody asked for it. */
  readonly book: readonly number[] | null
}

/**
 * Takes a tick; the bar before it must have been advanced to the end. Returns the callback that is
 * due, for `decide`, or null where the event is done with.
 */
export function takeTick(slot: Slot, tick: Tick): Callback | null {
  const { time, price, bid, ask, quantity } = tick
  const { state: s } = slot
  const previous = lastEvent(slot)
  const last = Number.isNaN(price) ? s.price : price
  slot.isTick = true
  slot.hasTicks = true
  slot.isBarClose = false
  s.sequence += 1
  s.tickTime = time
  s.time = time
  s.bid = bid
  s.ask = ask
  s.bidQuantity = tick.bidQuantity
  s.askQuantity = tick.askQuantity
  s.flowImbalance = tick.flowImbalance
  s.book = tick.book
  if (tick.book !== null) slot.hasBook = true
  if (s.position !== null || s.entry !== null || s.exit !== null) {
    slot.capacity = capacityOf(slot, quantity)
    slot.buying = flat(time, Number.isNaN(ask) ? last : ask)
    slot.selling = flat(time, Number.isNaN(bid) ? last : bid)
    matchBar(slot)
    slot.buying = slot.bar
    slot.selling = slot.bar
  }
  s.price = last
  s.time = time
  slot.mark = last
  const due = isDue(slot, previous, s.cooldown > 0)
  if (due === null) settle(slot)
  return due
}

const flat = (openTime: number, price: number): DataBar => {
  return { openTime, open: price, high: price, low: price, close: price, volume: 0 }
}

/**
 * Whether something would come of the tick: an order, a stop or a target that it reaches, a callback
 * by the cadence, a time limit that it passes. No other tick is taken, and so none is journalled.
 */
export function needsTick(slot: Slot, tick: Tick): boolean {
  return isAsked(slot, tick.time) || isReached(slot, tick) || hasRunOut(slot, tick.time)
}

function isAsked(slot: Slot, time: number): boolean {
  const cadence = cadenceNow(slot, slot.state.cooldown > 0)
  return cadence !== null && cadence !== 'bar' && isTime(cadence, lastEvent(slot), time)
}

function isReached(slot: Slot, { time, price, bid, ask, quantity }: Tick): boolean {
  if (capacityOf(slot, quantity) <= 0) return false
  const { position, entry, exit, price: before } = slot.state
  if (position === null && entry === null) return false
  const last = Number.isNaN(price) ? before : price
  const buying = flat(0, Number.isNaN(ask) ? last : ask)
  const selling = flat(0, Number.isNaN(bid) ? last : bid)
  const isEntry = entry !== null && entry.activeAt <= time
  if (isEntry && reachesEntry(entry, entry.side === 'long' ? buying : selling)) return true
  if (position === null) return false
  const isExit = exit !== null && exit.activeAt <= time
  if ((isExit && exit.type === 'market') || slot.account.isRuined) return true
  const limit = isExit ? exit.price : null
  return reachesLevels(position, limit, position.sign > 0 ? selling : buying)
}

function reachesEntry(order: EntryOrder, bar: DataBar): boolean {
  const sign = order.side === 'long' ? 1 : -1
  if (order.type === 'market') return true
  if (order.type === 'limit') return matchLimit(bar, sign, order.price!) !== null
  if (order.isTriggered && order.type === 'stop') return true
  if (order.isTriggered) return matchLimit(bar, sign, order.limitPrice!) !== null
  return matchStop(bar, sign, order.price!) !== null
}

function reachesLevels(
  { sign, stop, target }: Position,
  limit: number | null,
  bar: DataBar,
): boolean {
  const away = sign > 0 ? -1 : 1
  if (stop !== null && matchStop(bar, away, stop) !== null) return true
  return [target, limit].some((one) => one !== null && matchLimit(bar, away, one) !== null)
}

/** A time limit in ms has passed: the resting entry's, or the watch's. */
function hasRunOut({ state: s, strategy }: Slot, time: number): boolean {
  if (s.entry !== null) return time >= (s.entry.expiresAt ?? Number.POSITIVE_INFINITY)
  if (s.state !== 'CloseWatch') return false
  const { closeWatchTimeout: timeout } = strategy
  return 'ms' in timeout && time >= s.stateTime + timeout.ms
}
