// One slot's run over bars: the machine asks, the script answers, the record grows. The script is a
// port, so that it may sit beside this code or behind a wall.
import type { BarColumns, Callback, Fill, Hook, ScriptError, Trade, Tree } from '#sdk/domain.ts'
import { type Account, slotEquity } from './account.ts'
import type { Answer } from './answer.ts'
import { decide, fault } from './decide.ts'
import type { Fact, RejectedOrder } from './fact.ts'
import { advance, advanceTo, begin, finish } from './machine.ts'
import { type QuietWay, takeQuietBars } from './quiet.ts'
import { amendLastEquity, type Record, recordEquity, recordFact } from './record.ts'
import { createSlot, type Slot } from './slot.ts'
import type { BrokerSpec, StrategySpec } from './spec.ts'
import { type Tick, takeTick } from './tick.ts'
import { initFrame, writeFrame } from './write-frame.ts'

/** The script, wherever it is; it reads the frame. */
export interface Oracle {
  evaluate(callback: Callback): Answer
  hook(hook: Hook, payload: Tree): ScriptError | null
  /** Whether the script has the hook at all. */
  hears(hook: Hook): boolean
}

export interface RunOptions {
  readonly strategy: StrategySpec
  readonly broker: BrokerSpec
  readonly account: Account
  readonly intervalMs: number
  readonly columns: BarColumns
  readonly frame: Float64Array
  readonly oracle: Oracle
  readonly record: Record
}

export interface Run {
  readonly slot: Slot
  readonly record: Record
  /** Counts bars [0, count) of the columns as past: nobody is asked about them. Before `start`. */
  passOver(count: number): void
  /** Tells the script that its life begins; before the first bar, which is bar i. */
  start(i?: number): void
  /** Takes data bar i of the columns through the machine. `isStale`: no entries on it. */
  step(i: number, isStale?: boolean): void
  /** Takes data bar i and the quiet ones that follow, up to `to`; returns the next one's index. */
  stepOn(i: number, to: number): number
  /** Takes a price between the closes of bars. */
  tick(tick: Tick, isStale: boolean): void
  /** Lets time come to `now` without a data bar. */
  pass(now: number, isStale?: boolean): void
  /** Closes what is open at the data's end. */
  end(): void
}

export function createRun(options: RunOptions): Run {
  const { frame, oracle, record, columns } = options
  const { openTime, open, high, low, close, volume } = columns

  function onFact(fact: Fact): void {
    recordFact(record, fact)
    const call = hookCall(fact)
    if (call === null || !oracle.hears(call.hook)) return
    writeFrame(slot, frame)
    const error = oracle.hook(call.hook, { ...call.payload })
    if (error !== null) fault(slot, error)
  }

  const slot = createSlot({
    ...options,
    listener: {
      fact: onFact,
      equity: (time, equity, isExposed) => recordEquity(record.equity, time, equity, isExposed),
    },
  })
  initFrame(slot, frame)

  const way: QuietWay = {
    columns,
    frame,
    curve: record.equity,
    evaluate: (callback) => oracle.evaluate(callback),
  }

  function step(i: number, isStale = false): void {
    slot.isStale = isStale
    begin(slot, openTime[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!)
    for (let due = advance(slot); due !== null; due = advance(slot)) ask(due)
  }

  function ask(due: Callback): void {
    writeFrame(slot, frame)
    decide(slot, due, oracle.evaluate(due))
  }

  return {
    slot,
    record,
    passOver(count) {
      // Nobody is asked in quarantine, and what has passed is no part of the curve.
      slot.state.isQuarantined = true
      for (let i = 0; i < count; i++) step(i)
      slot.state.isQuarantined = false
      slot.state.barsInState = 0
      slot.state.stateTime = slot.state.time
      record.equity.points = 0
      record.equity.exposedPoints = 0
    },
    start(i = 0) {
      slot.state.time = openTime[i]!
      slot.state.eventTime = openTime[i]!
      writeFrame(slot, frame)
      const error = oracle.hook('onInit', null)
      if (error !== null) fault(slot, error)
    },
    step,
    stepOn(i, to) {
      const next = takeQuietBars(slot, i, to, way)
      if (next > i) return next
      step(i)
      return i + 1
    },
    tick(tick, isStale) {
      slot.isStale = isStale
      const due = takeTick(slot, tick)
      if (due !== null) ask(due)
    },
    pass(now, isStale = false) {
      slot.isStale = isStale
      const due = advanceTo(slot, now)
      if (due !== null) ask(due)
    },
    end() {
      finish(slot)
      amendLastEquity(record.equity, slotEquity(slot))
    },
  }
}

/** Which hook hears of a fact, and what it is told. */
export function hookCall(fact: Fact): { hook: Hook; payload: Fill | Trade | RejectedOrder } | null {
  if (fact.type === 'filled') return { hook: 'onFill', payload: fact.fill }
  if (fact.type === 'tradeClosed') return { hook: 'onTradeClosed', payload: fact.trade }
  if (fact.type === 'orderRejected') return { hook: 'onOrderRejected', payload: fact.order }
  return null
}
