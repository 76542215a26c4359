// Quiet bars: those on which nothing but the evaluation can happen. Most bars are so, and a backtest
// is as fast as they are; so they are taken in one loop without calls or objects, which leads to
// the same numbers as `begin` and `advance` (test/kernel/quiet.test.ts holds it).
import type { BarColumns, Callback } from '#sdk/domain.ts'
import { FRAME } from '#sdk/frame.ts'
import type { Answer } from './answer.ts'
import { decide } from './decide.ts'
import { barEnd, begin } from './machine.ts'
import type { EquityCurve } from './record.ts'
import type { Slot } from './slot.ts'
import type { Position } from './state.ts'
import { writeFrame } from './write-frame.ts'

/** What quiet bars are read from, shown in and recorded in. */
export interface QuietWay {
  readonly columns: BarColumns
  readonly frame: Float64Array
  readonly curve: EquityCurve
  readonly evaluate: (callback: Callback) => Answer
}

/** Nothing of the slot rests, it is alone on its account, and each data bar is a strategy bar. */
function canBeQuiet(slot: Slot): boolean {
  const { state: s, strategy, account } = slot
  if (s.bucket.start >= 0 || strategy.timeframeMs !== slot.intervalMs) return false
  if (account.slots.length !== 1) return false
  if (s.state === 'Watch') return s.cooldown === 0 && strategy.cadence.Watch === 'bar'
  if (s.position === null || s.exit !== null || s.entry !== null || account.isRuined) return false
  return s.position.trail === null && strategy.cadence.InTrade === 'bar'
}

/**
 * Takes data bars from `from` on, up to `to`, as long as they are quiet and the script has nothing
 * to say. Returns the index of the first bar that was not taken.
 */
export function takeQuietBars(slot: Slot, from: number, to: number, way: QuietWay): number {
  if (!canBeQuiet(slot)) return from
  const { state: s, strategy, intervalMs } = slot
  const { frame, curve, evaluate } = way
  const { rows } = curve
  const { openTime, high, low, close } = way.columns
  const { position, cash } = s
  const callback = position === null ? 'detectOpportunity' : 'managePosition'
  const sign = position === null ? 1 : position.sign
  const quantity = position === null ? 0 : position.quantity
  const reach = reachOf(position)
  const firstAsked = s.isQuarantined ? Number.POSITIVE_INFINITY : strategy.warmup
  // What is counted is counted here, and written down at the end: a local costs nothing.
  let end = s.eventTime
  let { best, worst } = reach
  let worth = Number.POSITIVE_INFINITY
  let answer: Answer = null
  let taken = 0
  slot.isBarClose = true
  slot.phase = 'done'
  writeFrame(slot, frame)
  // Ruin has to be noticed at the close that brings it.
  while (answer === null && from + taken < to && worth > 0) {
    const i = from + taken
    const barHigh = high[i]!
    const barLow = low[i]!
    if (barHigh >= reach.high || barLow <= reach.low) break
    const price = close[i]!
    end = nextEnd(end, openTime[i]!, intervalMs)
    worth = cash + sign * quantity * price
    const row = (curve.points + taken) * 2
    rows[row] = end
    rows[row + 1] = worth
    taken += 1
    const better = sign > 0 ? barHigh : barLow
    const worse = sign > 0 ? barLow : barHigh
    if (sign * (better - best) > 0) best = better
    if (sign * (worse - worst) < 0) worst = worse
    if (s.barIndex + taken < firstAsked) continue
    frame[FRAME.time] = end
    frame[FRAME.price] = price
    frame[FRAME.barIndex] = s.barIndex + taken
    frame[FRAME.sequence] = s.sequence + taken
    frame[FRAME.barsInState] = s.barsInState + taken
    frame[FRAME.visible] = slot.visible + taken
    if (position !== null) {
      const { entryPrice } = position
      const move = sign * (price - entryPrice)
      frame[FRAME.equity] = worth
      frame[FRAME.unrealizedPnl] = move * quantity
      frame[FRAME.rMultiple] = move / reach.risk
      frame[FRAME.barsHeld] = position.barsHeld + taken
      frame[FRAME.mae] = (sign * (entryPrice - worst)) / entryPrice
      frame[FRAME.mfe] = (sign * (best - entryPrice)) / entryPrice
    }
    answer = evaluate(callback)
  }
  if (taken === 0) return from
  if (position !== null) {
    position.best = best
    position.worst = worst
    position.barsHeld += taken
    curve.exposedPoints += taken
  }
  curve.points += taken
  const price = close[from + taken - 1]!
  s.sequence += taken
  s.barIndex += taken
  s.barsInState += taken
  s.eventTime = end
  s.time = end
  s.price = price
  slot.mark = price
  slot.visible += taken
  setBar(slot, way.columns, from + taken - 1)
  decide(slot, callback, answer)
  return from + taken
}

/** The bar at hand: what fills at its close are priced by. */
function setBar(slot: Slot, columns: BarColumns, i: number): void {
  const { openTime, open, high, low, close, volume } = columns
  begin(slot, openTime[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!)
  slot.phase = 'done'
}

/** Where a bar stops being quiet, and what the position has seen so far. */
function reachOf(position: Position | null) {
  if (position === null) {
    return {
      high: Number.POSITIVE_INFINITY,
      low: Number.NEGATIVE_INFINITY,
      best: 0,
      worst: 0,
      risk: Number.NaN,
    }
  }
  const { sign, stop, target, best, worst, firstStop, entryPrice } = position
  const risk = firstStop === null ? 0 : Math.abs(entryPrice - firstStop)
  return {
    high: (sign > 0 ? target : stop) ?? Number.POSITIVE_INFINITY,
    low: (sign > 0 ? stop : target) ?? Number.NEGATIVE_INFINITY,
    best,
    worst,
    risk: risk === 0 ? Number.NaN : risk,
  }
}

/** `barEnd`, without its division where the bar follows the one before it. */
const nextEnd = (previousEnd: number, openTime: number, intervalMs: number) =>
  openTime === previousEnd ? openTime + intervalMs : barEnd(openTime, intervalMs)
