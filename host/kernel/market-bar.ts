// One data bar against the slot's orders: steps 1 and 2 of the fill conventions, in their order.
//   1. pending market exits, then market entries, at the open
//   2. resting entries; then the stop; then the target and the limit exit, the nearer first
// Where a bar could hit both stop and target, the stop is taken: the pessimistic reading.
import { fillEntry, fillExit, see } from './fills.ts'
import { type Match, matchLimit, matchStop } from './matching.ts'
import type { Slot } from './slot.ts'
import type { EntryOrder, Position } from './state.ts'

const LIQUIDATION = { fraction: 1, reason: 'liquidated', id: null, isMaker: false }

export function matchBar(slot: Slot): void {
  const { state: s, bar } = slot
  if (slot.account.isRuined && s.position !== null) exitAt(slot, bar.open, LIQUIDATION)
  else if (s.exit?.type === 'market') exitAt(slot, bar.open, { isMaker: false, ...s.exit })
  let wholeBar = s.position !== null
  if (s.entry !== null) {
    const match = matchEntry(s.entry, slot)
    if (match !== null) {
      const isMaker = s.entry.type === 'limit' || s.entry.type === 'stop_limit'
      fillEntry(slot, s.entry, { price: match.price, time: bar.openTime, isMaker })
      wholeBar = match.isAtOpen
    }
  }
  const position = s.position
  if (position === null) return
  if (wholeBar) protectWholeBar(slot, position)
  else protectAfterInsideEntry(slot, position)
  if (s.position === null) return
  if (wholeBar) see(position, bar.high, bar.low)
  else see(position, bar.close, bar.close)
}

function matchEntry(order: EntryOrder, slot: Slot): Match | null {
  const { bar } = slot
  const sign = order.side === 'long' ? 1 : -1
  if (order.type === 'market') return { price: bar.open, isAtOpen: true }
  if (order.type === 'limit') return matchLimit(bar, sign, order.price!)
  if (order.type === 'stop') return matchStop(bar, sign, order.price!)
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
  const { bar, state: s } = slot
  const sell = position.sign > 0 ? -1 : 1
  const stop = position.stop === null ? null : matchStop(bar, sell, position.stop)
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

function stopOut(slot: Slot, position: Position, price: number): void {
  const exit = { fraction: 1, reason: position.stopReason, id: null, isMaker: false }
  exitAt(slot, price, exit)
}

type Where = 'open' | 'inside'

/** Target and limit exit, the nearer price first, as far as they match at `where`. */
function takeProfits(slot: Slot, position: Position, where: Where): void {
  const { target } = position
  const { exit } = slot.state
  const limit = exit?.type === 'limit' ? exit.price : null
  const isLimitNearer = limit !== null && target !== null && position.sign * (limit - target) < 0
  if (isLimitNearer) takeLimitExit(slot, position, where)
  takeTarget(slot, position, where)
  if (!isLimitNearer) takeLimitExit(slot, position, where)
}

function takeTarget(slot: Slot, position: Position, where: Where): void {
  if (position.target === null || slot.state.position === null) return
  const match = matchLimit(slot.bar, position.sign > 0 ? -1 : 1, position.target)
  if (match === null || match.isAtOpen !== (where === 'open')) return
  exitAt(slot, match.price, { fraction: 1, reason: 'target', id: null, isMaker: true })
}

function takeLimitExit(slot: Slot, position: Position, where: Where): void {
  const { exit } = slot.state
  if (exit?.type !== 'limit') return
  const match = matchLimit(slot.bar, position.sign > 0 ? -1 : 1, exit.price!)
  if (match === null || match.isAtOpen !== (where === 'open')) return
  exitAt(slot, match.price, { ...exit, isMaker: true })
}

function exitAt(
  slot: Slot,
  price: number,
  exit: { fraction: number; reason: string; id: number | null; isMaker: boolean },
): void {
  if (exit.id !== null) slot.state.exit = null
  const execution = { price, time: slot.bar.openTime, isMaker: exit.isMaker }
  fillExit(slot, execution, { fraction: exit.fraction, reason: exit.reason, orderId: exit.id })
}
