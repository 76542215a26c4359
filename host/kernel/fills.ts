// What a fill does: to the position, the cash, the state, and the trade that ends with it.
import type { Fill, SlotState, Trade } from '#sdk/domain.ts'
import { roundDown, roundToward } from './money.ts'
import { affordable } from './sizing.ts'
import type { Slot } from './slot.ts'
import type { EntryOrder, Position } from './state.ts'

/** How a fill is priced: makers (limits and targets) have no slippage and their own fee. */
export interface Execution {
  readonly price: number
  readonly time: number
  readonly isMaker: boolean
}

/** Moves the slot to another state and reports why. */
export function transition(slot: Slot, to: SlotState, reason: string, time: number): void {
  const s = slot.state
  const from = s.state
  s.state = to
  s.barsInState = 0
  s.stateTime = time
  const barIndex = slot.isBarClose ? s.barIndex : s.barIndex + 1
  slot.listener.fact({
    type: 'transitioned',
    transition: { time, barIndex, from, to, reason },
  })
}

/** What the trader pays or gets: slippage and rounding go against them. */
function executionPrice(slot: Slot, execution: Execution, sign: 1 | -1): number {
  const slippage = execution.isMaker ? 0 : slot.broker.slippage
  return roundToward(execution.price * (1 + sign * slippage), sign, slot.broker.tickSize)
}

const feeRate = (slot: Slot, isMaker: boolean) =>
  isMaker ? slot.broker.makerFee : slot.broker.takerFee

function moveCash(slot: Slot, amount: number): void {
  slot.state.cash += amount
  slot.account.cash += amount
}

/** Fills the entry order; false where the account cannot bear any of it and the order is rejected. */
export function fillEntry(slot: Slot, order: EntryOrder, execution: Execution): boolean {
  const s = slot.state
  const sign = order.side === 'long' ? 1 : -1
  const price = executionPrice(slot, execution, sign)
  const rate = feeRate(slot, execution.isMaker)
  const quantity = affordable(slot, order.quantity, { sign, price, feeRate: rate })
  s.entry = null
  if (quantity <= 0) {
    reject(slot, {
      ...order,
      side: sign > 0 ? 'buy' : 'sell',
      reason: 'the account cannot bear any of it',
      time: execution.time,
    })
    return false
  }
  const fee = quantity * price * rate
  moveCash(slot, -sign * quantity * price - fee)
  s.position = openPosition(order, { sign, price, quantity, fee, time: execution.time })
  s.price = execution.price
  s.time = execution.time
  slot.mark = execution.price
  transition(slot, 'InTrade', 'fill', execution.time)
  slot.listener.fact({
    type: 'filled',
    orderId: order.id,
    fill: {
      side: sign > 0 ? 'buy' : 'sell',
      quantity,
      price,
      fee,
      time: execution.time,
      reason: order.reason,
      isEntry: true,
    },
  })
  return true
}

function openPosition(
  order: EntryOrder,
  fill: { sign: 1 | -1; price: number; quantity: number; fee: number; time: number },
): Position {
  return {
    side: order.side,
    sign: fill.sign,
    entryTime: fill.time,
    entryPrice: fill.price,
    entryReason: order.reason,
    entered: fill.quantity,
    quantity: fill.quantity,
    stop: order.stop,
    stopReason: 'stop',
    stopTime: fill.time,
    firstStop: order.stop,
    target: order.target,
    trail: null,
    barsHeld: 0,
    best: fill.price,
    worst: fill.price,
    fees: fill.fee,
    exitedNotional: 0,
  }
}

/** Closes `fraction` of what is open; the trade ends where nothing is left. */
export function fillExit(
  slot: Slot,
  execution: Execution,
  exit: { fraction: number; reason: string; orderId: number | null },
): void {
  const s = slot.state
  const position = s.position
  if (position === null) return
  const sign = position.sign > 0 ? -1 : 1
  const price = executionPrice(slot, execution, sign)
  const isWhole = exit.fraction >= 1
  const quantity = isWhole
    ? position.quantity
    : Math.min(position.quantity, roundDown(position.quantity * exit.fraction, slot.broker.lotStep))
  const side = sign > 0 ? 'buy' : 'sell'
  if (quantity <= 0) {
    const reason = 'a part of the position smaller than the lot step'
    const { time } = execution
    reject(slot, { id: exit.orderId ?? 0, side, type: 'exit', quantity, price, reason, time })
    return
  }
  const fee = quantity * price * feeRate(slot, execution.isMaker)
  moveCash(slot, -sign * quantity * price - fee)
  position.fees += fee
  position.exitedNotional += quantity * price
  position.quantity = quantity === position.quantity ? 0 : position.quantity - quantity
  s.price = execution.price
  s.time = execution.time
  const { time } = execution
  const fill: Fill = { side, quantity, price, fee, time, reason: exit.reason, isEntry: false }
  if (position.quantity > 0) {
    slot.listener.fact({ type: 'filled', fill, orderId: exit.orderId })
    return
  }
  see(position, price, price)
  s.position = null
  s.exit = null
  s.cooldown = slot.strategy.cooldown
  transition(slot, 'Watch', exit.reason, time)
  slot.listener.fact({ type: 'filled', fill, orderId: exit.orderId })
  s.trades += 1
  slot.listener.fact({ type: 'tradeClosed', trade: closeTrade(s.trades, position, fill) })
}

function closeTrade(id: number, position: Position, last: Fill): Trade {
  const { sign, entered, entryPrice, fees } = position
  const cost = entered * entryPrice
  const gain = sign > 0 ? position.exitedNotional - cost : cost - position.exitedNotional
  const pnl = gain - fees
  const adverse = (sign * (entryPrice - position.worst)) / entryPrice
  const favourable = (sign * (position.best - entryPrice)) / entryPrice
  return {
    id,
    side: position.side,
    quantity: entered,
    entryTime: position.entryTime,
    entryPrice,
    exitTime: last.time,
    // One exit's price as it was, not divided out of its notional again.
    exitPrice: last.quantity === entered ? last.price : position.exitedNotional / entered,
    fees,
    pnl,
    return: pnl / cost,
    barsHeld: position.barsHeld,
    entryReason: position.entryReason,
    exitReason: last.reason,
    mae: Math.max(0, adverse),
    mfe: Math.max(0, favourable),
  }
}

/** Widens the best and worst prices that the position has seen. */
export function see(position: Position, high: number, low: number): void {
  const best = position.sign > 0 ? high : low
  const worst = position.sign > 0 ? low : high
  if (position.sign * (best - position.best) > 0) position.best = best
  if (position.sign * (worst - position.worst) < 0) position.worst = worst
}

export function reject(
  slot: Slot,
  order: {
    id: number
    side: 'buy' | 'sell'
    type: string
    quantity: number
    price: number | null
    reason: string
    time: number
  },
): void {
  const { id, side, type, quantity, price, reason, time } = order
  slot.listener.fact({
    type: 'orderRejected',
    order: { id, side, type, quantity, price, reason, time },
  })
}
