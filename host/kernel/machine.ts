// The state machine's clock work: takes data bars, closes strategy bars, says which callback is due.
//
//   begin(slot, …bar)                      a data bar arrives
//   while ((due = advance(slot)) !== null) as often as the bar holds evaluations (none, one or two)
//     decide(slot, due, answer)            what the script said; null: it had nothing to say
//   finish(slot)                           after the last bar
//
// Whoever drives it may wait as long as it likes between `advance` and `decide`.
import type { Cadence, Callback } from '#sdk/domain.ts'
import { equity, slotEquity } from './account.ts'
import { fillExit } from './fills.ts'
import { matchBar, matchTickedBar } from './market-bar.ts'
import { closePendingAtMarket, expireOrTimeOut, expireRest } from './orders.ts'
import type { Slot } from './slot.ts'
import { followTrail } from './trail.ts'

/**
 * Takes the next data bar; its predecessor must have been advanced to the end. Without a volume,
 * fills may take what they want.
 */
export function begin(
  slot: Slot,
  openTime: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume = Number.POSITIVE_INFINITY,
): void {
  const { bar } = slot
  bar.openTime = openTime
  bar.open = open
  bar.high = high
  bar.low = low
  bar.close = close
  bar.volume = volume
  if (slot.broker.participation !== null) slot.capacity = capacityOf(slot, volume)
  slot.phase = 'missing'
}

/**
 * Processes the bar at hand up to the next evaluation and returns the callback that is due, or
 * null once the bar is done with.
 */
export function advance(slot: Slot): Callback | null {
  if (slot.phase === 'missing') {
    slot.phase = 'match'
    const { bucket } = slot.state
    if (bucket.start >= 0 && bucketStart(slot, slot.bar.openTime) !== bucket.start) {
      const due = reach(slot, bucket.start + slot.strategy.timeframeMs, true)
      if (due !== null) return due
    }
  }
  if (slot.phase === 'match') {
    slot.phase = 'done'
    slot.isBarClose = false
    slot.isTick = false
    const { position, entry, exit, bucket } = slot.state
    const end = barEnd(slot.bar.openTime, slot.intervalMs)
    if (slot.hasTicks && isTicked(slot)) matchTickedBar(slot, end)
    else if (position !== null || entry !== null || exit !== null) matchBar(slot)
    slot.visible += 1
    addToBucket(slot, end)
    return reach(slot, end, end >= bucket.start + slot.strategy.timeframeMs)
  }
  return null
}

/**
 * Time passes without a data bar of this symbol: by `now` a strategy bar whose last data bars are
 * missing has closed, and may be due for evaluation. For drivers that merge several symbols; with
 * one alone, the next bar brings it about.
 */
export function advanceTo(slot: Slot, now: number): Callback | null {
  const { bucket } = slot.state
  const end = bucket.start + slot.strategy.timeframeMs
  return bucket.start >= 0 && end <= now ? reach(slot, end, true) : null
}

/** What fills may take where so much is traded. */
export const capacityOf = ({ broker: { participation } }: Slot, volume: number) =>
  participation === null ? Number.POSITIVE_INFINITY : participation * volume

const bucketStart = (slot: Slot, time: number) =>
  Math.floor(time / slot.strategy.timeframeMs) * slot.strategy.timeframeMs

/** When the data bar at hand ends, on the grid of its interval. */
export const barEnd = (openTime: number, intervalMs: number) =>
  (Math.floor(openTime / intervalMs) + 1) * intervalMs

/** Whether ticks have come since the bar at hand opened; if not, what they said is forgotten. */
function isTicked({ state: s, bar }: Slot): boolean {
  if (s.tickTime >= bar.openTime) return true
  s.tickTime = -1
  s.bid = Number.NaN
  s.ask = Number.NaN
  s.bidQuantity = Number.NaN
  s.askQuantity = Number.NaN
  s.flowImbalance = Number.NaN
  s.book = null
  return false
}

/** Adds the data bar, which ends at `end`, to the strategy bar that is forming. */
function addToBucket(slot: Slot, end: number): void {
  const { bar, state: s } = slot
  const { bucket } = s
  if (bucket.start < 0) {
    const { timeframeMs } = slot.strategy
    // A division is most of what a quiet bar costs, and `end` has cost one already.
    bucket.start =
      timeframeMs === slot.intervalMs ? end - timeframeMs : bucketStart(slot, bar.openTime)
    bucket.high = bar.high
    bucket.low = bar.low
  } else {
    if (bar.high > bucket.high) bucket.high = bar.high
    if (bar.low < bucket.low) bucket.low = bar.low
  }
  bucket.close = bar.close
  s.price = bar.close
  slot.mark = bar.close
}

/** The event at `time` has come: closes the strategy bar if it ends here, and asks whom to call. */
function reach(slot: Slot, time: number, isBarClose: boolean): Callback | null {
  const s = slot.state
  const previous = slot.hasTicks ? lastEvent(slot) : s.eventTime
  s.sequence += 1
  s.eventTime = time
  s.time = time
  slot.isBarClose = isBarClose
  slot.isTick = false
  const isCooling = s.cooldown > 0
  if (isBarClose) closeStrategyBar(slot, time)
  const due = isDue(slot, previous, isCooling)
  if (due !== null) return due
  settle(slot)
  return null
}

/** When the slot could have been asked last: on a bar or on a tick. */
export const lastEvent = ({ state: { eventTime, tickTime } }: Slot) =>
  tickTime > eventTime ? tickTime : eventTime

function closeStrategyBar(slot: Slot, time: number): void {
  const s = slot.state
  s.barIndex += 1
  s.barsInState += 1
  if (s.cooldown > 0) s.cooldown -= 1
  if (s.entry?.closesLeft != null) s.entry.closesLeft -= 1
  if (s.position !== null) {
    s.position.barsHeld += 1
    if (s.position.trail !== null) followTrail(slot, s.position, s.bucket)
  }
  s.bucket.start = -1
  slot.listener.equity(time, slotEquity(slot), s.position !== null)
}

/** Whom the event at hand asks; `previous`: the time of the one before it. */
export function isDue(slot: Slot, previous: number, isCooling: boolean): Callback | null {
  const { state } = slot.state
  const cadence = cadenceNow(slot, isCooling)
  if (cadence === null) return null
  const isAsked = cadence === 'bar' ? slot.isBarClose : isTime(cadence, previous, slot.state.time)
  if (!isAsked) return null
  if (state === 'Watch') return 'detectOpportunity'
  return state === 'CloseWatch' ? 'filterCommitment' : 'managePosition'
}

/** How often the slot is asked in the state that it is in; null: not at all. */
export function cadenceNow(slot: Slot, isCooling: boolean): Cadence | null {
  const { state: s, strategy } = slot
  if (s.isQuarantined || s.barIndex < strategy.warmup || s.barIndex < 0) return null
  if (s.state === 'Watch' && isCooling) return null
  const cadence = strategy.cadence[s.state]
  return cadence === 'tick' && s.isBarsOnly ? 'bar' : cadence
}

/** Whether a cadence below the bar asks at `time`, when it could have asked at `previous` last. */
export const isTime = (cadence: Exclude<Cadence, 'bar'>, previous: number, time: number) =>
  cadence === 'tick' || Math.floor(time / cadence.ms) > Math.floor(previous / cadence.ms)

/** What follows an evaluation, and an event without one: fills at the close, timeouts, ruin. */
export function settle(slot: Slot): void {
  const s = slot.state
  if (slot.broker.fillAt === 'close' && !slot.isTick) closePendingAtMarket(slot)
  if (s.state === 'CloseWatch') expireOrTimeOut(slot)
  else if (s.entry !== null) expireRest(slot, s.entry)
  if (slot.isBarClose && !slot.account.isRuined && equity(slot.account) <= 0) {
    slot.account.isRuined = true
  }
}

/** The data's end: an open position is closed at the last close, a resting entry cancelled. */
export function finish(slot: Slot): void {
  const s = slot.state
  slot.isBarClose = s.bucket.start < 0
  const time = s.eventTime
  if (s.entry !== null) {
    const order = s.entry
    s.entry = null
    slot.listener.fact({ type: 'entryCancelled', order, reason: 'end_of_data' })
  }
  if (s.position === null) return
  const exit = { fraction: 1, reason: 'end_of_data', left: null, orderId: null }
  // No slippage and no rounding: the close is a mark, not an order's price.
  const frictionless = {
    ...{ ...slot, capacity: Number.POSITIVE_INFINITY },
    broker: { ...slot.broker, slippage: 0, spread: 0, impact: 0, tickSize: null },
  }
  fillExit(frictionless, { price: slot.mark, time, isMaker: false }, exit)
}
