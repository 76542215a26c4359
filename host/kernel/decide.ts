// What a script's answer does to its slot. An answer comes from beside hostile code: it is checked
// here again, whoever checked it before.

import { checkActions, type Situation } from '#sdk/check-actions.ts'
import type { Action, Callback, ScriptError } from '#sdk/domain.ts'
import type { Answer } from './answer.ts'
import { cancelEntry, transition } from './fills.ts'
import { settle } from './machine.ts'
import { roundToward } from './money.ts'
import { placeEntry } from './orders.ts'
import type { Slot } from './slot.ts'
import { tighten } from './trail.ts'

/** Applies the answer to the callback that `advance` said was due, and ends the event. */
export function decide(slot: Slot, callback: Callback, answer: Answer): void {
  if (answer !== null) apply(slot, callback, answer)
  settle(slot)
}

function apply(slot: Slot, callback: Callback, answer: NonNullable<Answer>): void {
  const s = slot.state
  if (answer.kind === 'fault') return fault(slot, answer.error)
  if (answer.kind === 'opportunity') {
    if (callback === 'detectOpportunity') transition(slot, 'CloseWatch', answer.reason, s.time)
    else
      fault(slot, kernelError(slot, callback, 'only detectOpportunity may return an opportunity'))
    return
  }
  const problem = checkActions(answer.actions, situation(slot, callback))
  if (problem !== null) return fault(slot, kernelError(slot, callback, problem.message))
  for (const action of lastOfEachKind(answer.actions)) perform(slot, action)
}

/** What the actions of a callback are judged by. */
export function situation(slot: Slot, callback: Callback): Situation {
  const { state: s, broker } = slot
  return {
    callback,
    // Scripts are told before it comes to this, in their own language's spelling.
    spell: (name) => name,
    price: s.price,
    side: s.position?.side ?? null,
    hasDefaultSize: broker.defaultSizing !== null,
  }
}

/** A list is applied in order, the last of a kind wins. */
function lastOfEachKind(actions: readonly Action[]): readonly Action[] {
  if (actions.length === 1) return actions
  return actions.filter((action, i) => !actions.some((b, j) => j > i && b.kind === action.kind))
}

function perform(slot: Slot, action: Action): void {
  const { state: s, broker } = slot
  const { position } = s
  switch (action.kind) {
    case 'enter':
      placeEntry(slot, action)
      return
    case 'abandon':
      cancelEntry(slot, 'abandoned')
      transition(slot, 'Watch', action.reason, s.time)
      return
    case 'exit': {
      s.orders += 1
      const away = position!.sign
      const price = action.price === null ? null : roundToward(action.price, away, broker.tickSize)
      const [activeAt, isActive] = [s.time + broker.latencyMs, broker.latencyMs === 0]
      s.exit = { ...action, id: s.orders, price, left: null, activeAt, isActive }
      cancelEntry(slot, 'exit')
      slot.listener.fact({ type: 'exitPlaced', order: s.exit })
      return
    }
    case 'updateStop':
      position!.trail = null
      setStop(slot, roundToward(action.price, position!.sign, broker.tickSize))
      return
    case 'removeStop':
      position!.trail = null
      setStop(slot, null)
      return
    case 'updateTarget':
      setTarget(slot, roundToward(action.price, position!.sign, broker.tickSize))
      return
    case 'removeTarget':
      setTarget(slot, null)
      return
    case 'trailStop':
      position!.trail = {
        ...{ by: action.by, value: action.value, anchor: s.price },
        isInsideBar: slot.isTick,
      }
      tighten(slot, position!, position!.trail)
  }
}

function setStop(slot: Slot, stop: number | null): void {
  const position = slot.state.position!
  position.stop = stop
  position.stopReason = 'stop'
  position.stopTime = slot.state.time
  position.firstStop ??= stop
  slot.listener.fact({ type: 'stopMoved', stop })
}

function setTarget(slot: Slot, target: number | null): void {
  slot.state.position!.target = target
  slot.listener.fact({ type: 'targetMoved', target })
}

/** Counts a fault of the script; the state stays, and enough of them quarantine the slot. */
export function fault(slot: Slot, error: ScriptError): void {
  const s = slot.state
  s.faults += 1
  slot.listener.fact({ type: 'faulted', error, faults: s.faults })
  if (s.faults < slot.broker.strikes || s.isQuarantined) return
  s.isQuarantined = true
  slot.listener.fact({ type: 'quarantined', faults: s.faults, error })
}

function kernelError(slot: Slot, callback: Callback, message: string): ScriptError {
  const { time, barIndex } = slot.state
  return {
    code: 'bad-action',
    message,
    callback,
    file: null,
    line: null,
    column: null,
    trace: [],
    time,
    barIndex,
  }
}
