// The trailing stop: anchored at the best price since it was asked for, moved at closes only.

import { roundToward } from './money.ts'
import type { Slot } from './slot.ts'
import type { Position, Trail } from './state.ts'

/** At a strategy bar's close: moves the anchor to the bar's extreme, the stop after it. */
export function followTrail(
  slot: Slot,
  position: Position,
  bar: { readonly high: number; readonly low: number; readonly close: number },
): void {
  const trail = position.trail!
  const extreme = trail.isInsideBar ? bar.close : position.sign > 0 ? bar.high : bar.low
  trail.isInsideBar = false
  if (position.sign * (extreme - trail.anchor) > 0) trail.anchor = extreme
  tighten(slot, position, trail)
}

/** Moves the stop to the trail's distance from its anchor where that is tighter, never looser. */
export function tighten(slot: Slot, position: Position, trail: Trail): void {
  const distance = trail.by === 'fraction' ? trail.value * trail.anchor : trail.value
  const raw = trail.anchor - position.sign * distance
  const stop = roundToward(raw, position.sign, slot.broker.tickSize)
  if (position.stop !== null && position.sign * (stop - position.stop) <= 0) return
  position.stop = stop
  position.firstStop ??= stop
  position.stopReason = 'trail'
  position.stopTime = slot.state.time
  slot.listener.fact({ type: 'stopMoved', stop })
}
