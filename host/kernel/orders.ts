// The life of an entry order between decision and fill: placed, replaced, cancelled, expired.
import type { EnterAction, Sizing } from '#sdk/domain.ts'
import { cancelEntry, type Execution, fillEntry, fillExit, reject, transition } from './fills.ts'
import { roundDown, roundToward } from './money.ts'
import { sizeAt } from './sizing.ts'
import type { Slot } from './slot.ts'
import type { EntryOrder, ExitOrder } from './state.ts'

/** Places the entry that the script asked for; one that is resting is replaced. */
export function placeEntry(slot: Slot, action: EnterAction): void {
  const s = slot.state
  // On stale data a resting order is not replaced: nothing new is known.
  if (!slot.isStale) cancelEntry(slot, 'replaced')
  s.orders += 1
  const order = { ...roundedPrices(slot, action), id: s.orders, side: action.side }
  const price = order.price ?? s.price
  // checkActions has refused an entry without a size where the config has no default.
  const sizing = (action.sizing ?? slot.broker.defaultSizing) as Sizing
  const wanted = sizeAt(slot, sizing, price, order.stop)
  const quantity = roundDown(wanted, slot.broker.lotStep)
  const entry: EntryOrder = {
    ...order,
    quantity,
    type: action.type,
    reason: action.reason,
    filled: 0,
    activeAt: s.time + slot.broker.latencyMs,
    isActive: slot.broker.latencyMs === 0,
    isTriggered: false,
    ...expiry(slot, action),
  }
  const refusal = whyNot(slot, entry, price)
  if (refusal !== null) {
    reject(slot, {
      id: order.id,
      side: action.side === 'long' ? 'buy' : 'sell',
      type: action.type,
      quantity: wanted,
      price: order.price,
      reason: refusal,
      time: s.time,
    })
    return
  }
  s.entry = entry
  slot.listener.fact({ type: 'entryPlaced', order: s.entry })
}

function whyNot({ account, broker, guard, isStale }: Slot, entry: EntryOrder, price: number) {
  if (isStale) return 'the market data is stale'
  if (account.isRuined) return 'the account has no equity left'
  if (!(entry.quantity > 0)) return 'its quantity is zero'
  const notional = entry.quantity * price
  if (notional >= broker.minNotional) return guard(entry)
  const shown = Number(notional.toPrecision(6))
  return `its notional of ${shown} is below the minimum of ${broker.minNotional}`
}

/** Limits to the passive side, entry stops away from the market, the protective stop towards it. */
function roundedPrices(slot: Slot, action: EnterAction) {
  const { tickSize } = slot.broker
  const sign = action.side === 'long' ? 1 : -1
  const round = (price: number | null, direction: number) =>
    price === null ? null : roundToward(price, direction, tickSize)
  return {
    price: round(action.price, action.type === 'limit' ? -sign : sign),
    limitPrice: round(action.limitPrice, -sign),
    stop: round(action.stop, sign),
    target: round(action.target, sign),
  }
}

function expiry(slot: Slot, action: EnterAction): Pick<EntryOrder, 'closesLeft' | 'expiresAt'> {
  const { state: s, strategy } = slot
  if (action.type === 'market') return { closesLeft: null, expiresAt: null }
  if (action.expires !== null) {
    return 'bars' in action.expires
      ? { closesLeft: action.expires.bars, expiresAt: null }
      : { closesLeft: null, expiresAt: s.time + action.expires.ms }
  }
  const timeout = strategy.closeWatchTimeout
  if ('bars' in timeout) {
    return { closesLeft: Math.max(1, timeout.bars - s.barsInState), expiresAt: null }
  }
  const nextClose = (Math.floor(s.time / strategy.timeframeMs) + 1) * strategy.timeframeMs
  return { closesLeft: null, expiresAt: Math.max(nextClose, s.stateTime + timeout.ms) }
}

/** In CloseWatch, after the event's evaluation: has the resting order, or the watch, run out? */
export function expireOrTimeOut(slot: Slot): void {
  const { state: s, strategy } = slot
  if (s.entry !== null) {
    if (!hasExpired(s.entry, s.time)) return
    cancelEntry(slot, 'expired')
    transition(slot, 'Watch', 'expired', s.time)
    return
  }
  const timeout = strategy.closeWatchTimeout
  const isOver =
    'bars' in timeout ? s.barsInState >= timeout.bars : s.time >= s.stateTime + timeout.ms
  if (isOver) transition(slot, 'Watch', 'timeout', s.time)
}

const hasExpired = ({ closesLeft, expiresAt }: EntryOrder, time: number) =>
  (closesLeft ?? 1) <= 0 || time >= (expiresAt ?? Number.POSITIVE_INFINITY)

/** In InTrade: has what is left of the entry run out? */
export function expireRest(slot: Slot, rest: EntryOrder): void {
  if (hasExpired(rest, slot.state.time)) cancelEntry(slot, 'expired')
}

/** Orders that were under way and are there by `time`. */
export function activateOrders({ state: { entry, exit }, listener }: Slot, time: number): void {
  for (const order of [entry, exit]) {
    if (order === null || order.isActive || order.activeAt > time) continue
    order.isActive = true
    listener.fact({ type: 'orderAccepted', order })
  }
}

/** Closes the position at the next opportunity, whatever its script thinks of it. */
export function flatten(slot: Slot): void {
  const s = slot.state
  if (s.position === null) return
  s.orders += 1
  placeMarketExit(slot, 'flatten', slot.broker.latencyMs)
}

function placeMarketExit(slot: Slot, reason: string, latencyMs: number): void {
  const s = slot.state
  const whole = { type: 'market', price: null, fraction: 1, left: null } as const
  const [activeAt, isActive] = [s.time + latencyMs, latencyMs === 0]
  s.exit = { id: s.orders, ...whole, reason, activeAt, isActive }
  slot.listener.fact({ type: 'exitPlaced', order: s.exit })
}

/** A stop was hit, and the volume did not allow for all of it: what is left is closed at the market. */
export function closeRest(slot: Slot, reason: string): void {
  const s = slot.state
  if (s.exit?.type === 'market') return
  s.orders += 1
  placeMarketExit(slot, reason, 0)
}

/** With `fill_at = "close"`: market orders fill at the close on which they were decided. */
export function closePendingAtMarket(slot: Slot): void {
  const s = slot.state
  const execution = { price: s.price, time: s.time, isMaker: false }
  activateOrders(slot, s.time)
  if (s.exit?.type === 'market' && s.exit.isActive) fillExitOrder(slot, s.exit, execution)
  if (s.entry?.type === 'market' && s.entry.isActive) fillEntry(slot, s.entry, execution)
}

/** Fills the pending exit; what is left of it stays pending. */
export function fillExitOrder(slot: Slot, exit: ExitOrder, execution: Execution): void {
  const s = slot.state
  const { id, fraction, reason, left } = exit
  s.exit = null
  const rest = fillExit(slot, execution, { fraction, reason, left, orderId: id })
  if (rest > 0) s.exit = { ...exit, left: rest }
}
