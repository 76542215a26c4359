// What a fill does: to the position, the cash, the state, and the trade that ends with it.
import type { Fill, SlotState, Trade } from '#sdk/domain.ts'
import type { Fact } from './fact.ts'
import { roundDown, roundToward } from './money.ts'
import { affordable } from './sizing.ts'
import { slippage } from './slippage.ts'
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
function executionPrice(
  slot: Slot,
  execution: Execution,
  order: { sign: 1 | -1; quantity: number },
): number {
  const { sign, quantity } = order
  const worse = execution.isMaker ? 0 : slippage(slot, sign, quantity)
  return roundToward(execution.price * (1 + sign * worse), sign, slot.broker.tickSize)
}

const feeRate = (slot: Slot, isMaker: boolean) =>
  isMaker ? slot.broker.makerFee : slot.broker.takerFee

function moveCash(slot: Slot, amount: number): void {
  slot.state.cash += amount
  slot.account.cash += amount
}

/** As much of it as the volume at hand allows. */
const within = ({ capacity, broker }: Slot, quantity: number) =>
  broker.participation === null || quantity <= capacity
    ? quantity
    : roundDown(capacity, broker.lotStep)

/**
 * Fills the entry order as far as the volume at hand allows; the rest waits. Where the account cannot
 * bear any of it, it is rejected, or its rest cancelled.
 */
export function fillEntry(slot: Slot, order: EntryOrder, execution: Execution): void {
  const s = slot.state
  const sign = order.side === 'long' ? 1 : -1
  const left = order.quantity - order.filled
  const offered = within(slot, left)
  if (offered <= 0) return
  const price = executionPrice(slot, execution, { sign, quantity: offered })
  const rate = feeRate(slot, execution.isMaker)
  const quantity = affordable(slot, offered, { sign, price, feeRate: rate })
  if (quantity <= 0) return refuseFill(slot, order, execution.time)
  const rest = quantity < offered || offered === left ? 0 : left - offered
  order.filled += quantity
  // What is left of a stop that was triggered is a market order.
  if (order.type === 'stop') order.isTriggered = true
  if (rest === 0) s.entry = null
  slot.capacity -= quantity
  const fee = quantity * price * rate
  moveCash(slot, -sign * quantity * price - fee)
  const part = { sign, price, quantity, fee, time: execution.time } as const
  const isFirst = s.position === null
  if (s.position === null) s.position = openPosition(order, part)
  else addTo(s.position, part)
  s.price = execution.price
  s.time = execution.time
  slot.mark = execution.price
  if (isFirst) transition(slot, 'InTrade', 'fill', execution.time)
  const side = sign > 0 ? 'buy' : 'sell'
  const { time } = execution
  const fill: Fill = { side, quantity, price, fee, time, reason: order.reason, isEntry: true }
  slot.listener.fact(filled(fill, order.id, rest))
}

const filled = (fill: Fill, orderId: number | null, left: number): Fact =>
  left > 0 ? { type: 'filled', fill, orderId, left } : { type: 'filled', fill, orderId }

function refuseFill(slot: Slot, order: EntryOrder, time: number): void {
  const reason = 'the account cannot bear any of it'
  if (order.filled > 0) return cancelEntry(slot, reason)
  slot.state.entry = null
  reject(slot, { ...order, side: order.side === 'long' ? 'buy' : 'sell', reason, time })
}

export function cancelEntry(slot: Slot, reason: string): void {
  const order = slot.state.entry
  if (order === null) return
  slot.state.entry = null
  slot.listener.fact({ type: 'entryCancelled', order, reason })
}

interface Part {
  readonly sign: 1 | -1
  readonly price: number
  readonly quantity: number
  readonly fee: number
  readonly time: number
}

/** Another part of the entry: the position's price is the mean of all. */
function addTo(position: Position, { price, quantity, fee }: Part): void {
  const entered = position.entered + quantity
  position.entryPrice = (position.entered * position.entryPrice + quantity * price) / entered
  position.entered = entered
  position.quantity += quantity
  position.fees += fee
  see(position, price, price)
}

function openPosition(order: EntryOrder, fill: Part): Position {
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

export interface Exit {
  readonly fraction: number
  readonly reason: string
  /** What is left of an exit of which a part has filled; else null. */
  readonly left: number | null
  readonly orderId: number | null
}

/**
 * Closes `fraction` of what is open, as far as the volume at hand allows; the trade ends where nothing
 * is left of the position. Returns what is left to close, 0 where that is done.
 */
export function fillExit(slot: Slot, execution: Execution, exit: Exit): number {
  const s = slot.state
  const position = s.position
  if (position === null) return 0
  const { time } = execution
  const sign = position.sign > 0 ? -1 : 1
  const side = sign > 0 ? 'buy' : 'sell'
  const wanted = Math.min(position.quantity, exit.left ?? shareOf(slot, position, exit.fraction))
  const quantity = within(slot, wanted)
  if (wanted > 0 && quantity <= 0) return wanted
  const price = executionPrice(slot, execution, { sign, quantity })
  if (wanted <= 0) {
    const reason = 'a part of the position smaller than the lot step'
    reject(slot, {
      id: exit.orderId ?? 0,
      side,
      type: 'exit',
      quantity: wanted,
      price,
      reason,
      time,
    })
    return 0
  }
  // Any exit ends an entry of which a part has filled.
  cancelEntry(slot, 'exit')
  slot.capacity -= quantity
  const rest = quantity === wanted ? 0 : wanted - quantity
  const fee = quantity * price * feeRate(slot, execution.isMaker)
  moveCash(slot, -sign * quantity * price - fee)
  position.fees += fee
  position.exitedNotional += quantity * price
  position.quantity = quantity === position.quantity ? 0 : position.quantity - quantity
  s.price = execution.price
  s.time = time
  const fill: Fill = { side, quantity, price, fee, time, reason: exit.reason, isEntry: false }
  const fact = filled(fill, exit.orderId, rest)
  if (position.quantity > 0) {
    slot.listener.fact(fact)
    return rest
  }
  see(position, price, price)
  s.position = null
  s.exit = null
  s.cooldown = slot.strategy.cooldown
  transition(slot, 'Watch', exit.reason, time)
  slot.listener.fact(fact)
  s.trades += 1
  slot.listener.fact({ type: 'tradeClosed', trade: closeTrade(s.trades, position, fill) })
  return 0
}

const shareOf = ({ broker }: Slot, { quantity }: Position, fraction: number) =>
  fraction >= 1 ? quantity : roundDown(quantity * fraction, broker.lotStep)

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
