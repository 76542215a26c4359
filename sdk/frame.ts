// What a script may see of its slot at one call, as numbers in shared memory: the whole boundary
// between the kernel and the guest, the same in every placement.
import { BOOK_LENGTH } from './book.ts'

/** Offsets into the frame, a Float64Array. Absent prices are NaN. */
export const FRAME = {
  state: 0, // index into STATES
  barsInState: 1,
  time: 2, // ms UTC
  price: 3,
  bid: 4,
  ask: 5,
  isBarClose: 6, // 0 or 1
  isStale: 7,
  barIndex: 8,
  visible: 9, // data bars of the slot's own symbol that have come so far
  sequence: 10, // of the event; seeds Math.random
  equity: 11,
  cash: 12,
  side: 13, // of the position: 1 long, −1 short, 0 none
  quantity: 14,
  entryPrice: 15,
  entryTime: 16,
  stop: 17,
  target: 18,
  unrealizedPnl: 19,
  rMultiple: 20,
  barsHeld: 21,
  mae: 22,
  mfe: 23,
  pendingSide: 24, // of the resting entry: 1 long, −1 short, 0 none
  pendingType: 25, // index into ORDER_TYPES
  pendingQuantity: 26,
  pendingPrice: 27,
  pendingLimitPrice: 28,
  pendingStop: 29,
  pendingTarget: 30,
  hasDefaultSize: 31,
  barTime: 32, // until when bars have come, where the event is a tick after that; else NaN
  bidQuantity: 33,
  askQuantity: 34,
  flowImbalance: 35,
} as const

export const FRAME_LENGTH = 36

/** Where the order book lies, in the frames of slots that have one: only these are so long. */
export const BOOK_AT = FRAME_LENGTH
export const LONG_FRAME_LENGTH = FRAME_LENGTH + BOOK_LENGTH

/** Until when bars have come: what has ended by then is closed. */
export function barsUntil(frame: Float64Array): number {
  const barTime = frame[FRAME.barTime]!
  return Number.isNaN(barTime) ? frame[FRAME.time]! : barTime
}

export const STATES = ['Watch', 'CloseWatch', 'InTrade'] as const
export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit'] as const

/**
 * What runs at this moment, for whoever watches from outside: an Int32Array in shared memory.
 * `calls` counts calls into user code and is odd while one runs; `news` is 1 where a call left log
 * lines or something to remember, which saves whoever asked from asking for them.
 */
export const MARK = { calls: 0, callback: 1, bar: 2, news: 3 } as const
export const MARK_LENGTH = 4
