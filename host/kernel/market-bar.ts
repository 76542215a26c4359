// One data bar, or one tick, against the slot's orders: steps 1 and 2 of the fill conventions, in
// their order. A tick is a bar without extent, one for buys (the ask) and one for sales (the bid).
//   1. pending market exits, then market entries, at the open
//   2. resting entries; then the stop; then the target and the limit exit, the nearer first
// Where a bar could hit both stop and target, the stop is taken: the pessimistic reading.
import { fillEntry, fillExit, see } from './fills.ts'
import { type Match, matchLimit, matchStop } from './matching.ts'
import { activateOrders, closeRest, fillExitOrder } from './orders.ts'
import type { Slot } from './slot.ts'
import type { EntryOrder, Position } from './state.ts'

const LIQUIDATION = { reason: 'liquidated', isMaker: false }

export function matchBar(slot: Slot): void {
  const { state: s } = slot
  const at = closing(slot, s.position)
  if (slot.broker.latencyMs > 0) activateOrders(slot, at.openTime)
  if (slot.account.isRuined && s.position !== null) exitAt(slot, at.open, LIQUIDATION)
  else if (s.exit?.type === 'market' && s.exit.isActive) {
    fillExitOrder(slot, s.exit, { price: at.open, time: at.openTime, isMaker: false })
  }
  let wholeBar = s.position !== null
  if (s.entry?.isActive) {
    const match = matchEntry(s.entry, slot)
    if (match !== null) {
      const isMaker = s.entry.type === 'limit' || s.entry.type === 'stop_limit'
      fillEntry(slot, s.entry, { price: match.price, time: at.openTime, isMaker })
      // The tick that opened it says nothing of what came after.
      if (slot.isTick && !wholeBar) return
      wholeBar ||= match.isAtOpen
    }
  }
  const position = s.position
  if (position === null) return
  if (wholeBar) protectWholeBar(slot, position)
  else protectAfterInsideEntry(slot, position)
  if (s.position === null) return
  const bar = closing(slot, position)
  if (wholeBar) see(position, bar.high, bar.low)
  else see(position, bar.close, bar.close)
}

/**
 * A data bar of which the slot has taken ticks: what it would do to orders, they have done. A stop
 * that was there when the bar opened and that the bar went through unseen is made up for at its end.
 */
export function matchTickedBar(slot: Slot, end: number): void {
  const { bar } = slot
  const { position } = slot.state
  if (position === null) return
  const { stop, stopTime, entryTime, sign } = position
  const missed =
    stop === null || stopTime > bar.openTime ? null : matchStop(bar, sign > 0 ? -1 : 1, stop)
  if (missed !== null) {
    const exit = { fraction: 1, reason: position.stopReason, left: null, orderId: null }
    const rest = fillExit(slot, { price: missed.price, time: end, isMaker: false }, exit)
    if (rest > 0) closeRest(slot, position.stopReason)
  } else if (entryTime < bar.openTime) see(position, bar.high, bar.low)
  else see(position, bar.close, bar.close)
}

/** What a position is closed with. */
const closing = (slot: Slot, position: Position | null) =>
  position !== null && position.sign < 0 ? slot.buying : slot.selling

function matchEntry(order: EntryOrder, slot: Slot): Match | null {
  const sign = order.side === 'long' ? 1 : -1
  const bar = sign > 0 ? slot.buying : slot.selling
  if (order.type === 'market') return { price: bar.open, isAtOpen: true }
  if (order.type === 'limit') return matchLimit(bar, sign, order.price!)
  if (order.type === 'stop') {
    if (order.isTriggered) return { price: bar.open, isAtOpen: true }
    return matchStop(bar, sign, order.price!)
  }
  if (!order.isTriggered) {
    const trigger = matchStop(bar, sign, order.price!)
    if (trigger === null) return null
    order.isTriggered = true
    // Triggered inside the bar: nobody knows what came after, so the limit waits for the next.
    if (!trigger.isAtOpen) return null
  }
  return matchLimit(bar, sign, order.limitPrice!)
}

/** The position was open when the bar opened, or opened with it. */
function protectWholeBar(slot: Slot, position: Position): void {
  const { state: s } = slot
  const sell = position.sign > 0 ? -1 : 1
  const stop =
    position.stop === null ? null : matchStop(closing(slot, position), sell, position.stop)
  if (stop?.isAtOpen) return stopOut(slot, position, stop.price)
  takeProfits(slot, position, 'open')
  if (s.position === null) return
  if (stop !== null) return stopOut(slot, position, stop.price)
  takeProfits(slot, position, 'inside')
}

/** The entry filled inside the bar: only the stop is checked, and against all of it. */
function protectAfterInsideEntry(slot: Slot, position: Position): void {
  if (position.stop === null) return
  const sell = position.sign > 0 ? -1 : 1
  if (matchStop(slot.bar, sell, position.stop) === null) return
  const isThrough = sell * (position.entryPrice - position.stop) >= 0
  stopOut(slot, position, isThrough ? position.entryPrice : position.stop)
}

function stopOut(slot: Slot, { stopReason: reason }: Position, price: number): void {
  if (exitAt(slot, price, { reason, isMaker: false }) > 0) closeRest(slot, reason)
}

type Where = 'open' | 'inside'

/** Target and limit exit, the nearer price first, as far as they match at `where`. */
function takeProfits(slot: Slot, position: Position, where: Where): void {
  const { target } = position
  const { exit } = slot.state
  const limit = exit?.type === 'limit' && exit.isActive ? exit.price : null
  const isLimitNearer = limit !== null && target !== null && position.sign * (limit - target) < 0
  if (isLimitNearer) takeLimitExit(slot, position, where)
  takeTarget(slot, position, where)
  if (!isLimitNearer) takeLimitExit(slot, position, where)
}

function takeTarget(slot: Slot, position: Position, where: Where): void {
  if (position.target === null || slot.state.position === null) return
  const bar = closing(slot, position)
  const match = matchLimit(bar, position.sign > 0 ? -1 : 1, position.target)
  if (match === null || match.isAtOpen !== (where === 'open')) return
  exitAt(slot, match.price, { reason: 'target', isMaker: true })
}

function takeLimitExit(slot: Slot, position: Position, where: Where): void {
  const { exit } = slot.state
  if (exit?.type !== 'limit' || !exit.isActive) return
  const bar = closing(slot, position)
  const match = matchLimit(bar, position.sign > 0 ? -1 : 1, exit.price!)
  if (match === null || match.isAtOpen !== (where === 'open')) return
  const { openTime: time } = bar
  fillExitOrder(slot, exit, { price: match.price, time, isMaker: true })
}

/** All that is open; returns what is left of it. */
function exitAt(
  slot: Slot,
  price: number,
  { reason, isMaker }: { reason: string; isMaker: boolean },
): number {
  const execution = { price, time: slot.buying.openTime, isMaker }
  return fillExit(slot, execution, { fraction: 1, reason, left: null, orderId: null })
}
