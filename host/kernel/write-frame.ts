// Writes what a script may see of its slot into the frame that the guest reads.
import { BOOK_AT, FRAME, ORDER_TYPES } from '#sdk/frame.ts'
import { cash, equity } from './account.ts'
import type { Slot } from './slot.ts'
import type { EntryOrder, MachineState, Position } from './state.ts'

/** Everything that changes from call to call. */
export function writeFrame(slot: Slot, frame: Float64Array): void {
  const s = slot.state
  frame[FRAME.state] = s.state === 'Watch' ? 0 : s.state === 'CloseWatch' ? 1 : 2
  frame[FRAME.barsInState] = s.barsInState
  frame[FRAME.time] = s.time
  frame[FRAME.price] = s.price
  if (slot.hasTicks) writeQuote(slot, frame)
  frame[FRAME.isBarClose] = slot.isBarClose ? 1 : 0
  frame[FRAME.isStale] = slot.isStale ? 1 : 0
  frame[FRAME.barIndex] = s.barIndex
  frame[FRAME.visible] = slot.visible
  frame[FRAME.sequence] = s.sequence
  frame[FRAME.equity] = equity(slot.account)
  frame[FRAME.cash] = cash(slot.account)
  if (s.position !== null) writePosition(s.position, s.price, frame)
  else frame[FRAME.side] = 0
  if (s.entry !== null) writeEntry(s.entry, frame)
  else frame[FRAME.pendingSide] = 0
}

function writeQuote(slot: Slot, frame: Float64Array): void {
  const { state: s } = slot
  const { tickTime, eventTime } = s
  frame[FRAME.bid] = s.bid
  frame[FRAME.ask] = s.ask
  frame[FRAME.bidQuantity] = s.bidQuantity
  frame[FRAME.askQuantity] = s.askQuantity
  frame[FRAME.flowImbalance] = s.flowImbalance
  frame[FRAME.barTime] = tickTime > eventTime ? eventTime : Number.NaN
  if (slot.hasBook) writeBook(s, frame)
}

function writeBook({ book }: MachineState, frame: Float64Array): void {
  if (book === null) frame.fill(Number.NaN, BOOK_AT)
  else frame.set(book, BOOK_AT)
}

/** What never changes during a run, and what a bar feed does not have. */
export function initFrame(slot: Slot, frame: Float64Array): void {
  frame.fill(Number.NaN)
  frame[FRAME.hasDefaultSize] = slot.broker.defaultSizing === null ? 0 : 1
}

function writePosition(position: Position, price: number, frame: Float64Array): void {
  const { sign, quantity, entryPrice } = position
  const move = sign * (price - entryPrice)
  frame[FRAME.side] = sign
  frame[FRAME.quantity] = quantity
  frame[FRAME.entryPrice] = entryPrice
  frame[FRAME.entryTime] = position.entryTime
  frame[FRAME.stop] = position.stop ?? Number.NaN
  frame[FRAME.target] = position.target ?? Number.NaN
  frame[FRAME.unrealizedPnl] = move * quantity
  const risk = position.firstStop === null ? 0 : Math.abs(entryPrice - position.firstStop)
  frame[FRAME.rMultiple] = risk === 0 ? Number.NaN : move / risk
  frame[FRAME.barsHeld] = position.barsHeld
  frame[FRAME.mae] = (sign * (entryPrice - position.worst)) / entryPrice
  frame[FRAME.mfe] = (sign * (position.best - entryPrice)) / entryPrice
}

function writeEntry(order: EntryOrder, frame: Float64Array): void {
  frame[FRAME.pendingSide] = order.side === 'long' ? 1 : -1
  frame[FRAME.pendingType] = ORDER_TYPES.indexOf(order.type)
  frame[FRAME.pendingQuantity] = order.quantity - order.filled
  frame[FRAME.pendingPrice] = order.price ?? Number.NaN
  frame[FRAME.pendingLimitPrice] = order.limitPrice ?? Number.NaN
  frame[FRAME.pendingStop] = order.stop ?? Number.NaN
  frame[FRAME.pendingTarget] = order.target ?? Number.NaN
}
