// One slot's run over bars: the machine asks, the script answers, the record grows. The script is a
// port, so that it may sit beside this code or behind a wall.
import type { BarColumns, Callback, Fill, Hook, ScriptError, Trade, Tree } from '#sdk/domain.ts'
import { type Account, slotEquity } from './account.ts'
import type { Answer } from './answer.ts'
import { decide, fault } from './decide.ts'
import type { Fact, RejectedOrder } from './fact.ts'
import { advance, advanceTo, begin, closeQuietBar, finish, isQuiet } from './machine.ts'
import { amendLastEquity, type Record, recordEquity, recordFact } from './record.ts'
import { createSlot, type Slot } from './slot.ts'
import type { BrokerSpec, StrategySpec } from './spec.ts'
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
  /** Tells the script that its life begins; before the first bar. */
  start(): void
  /** Takes data bar i of the columns through the machine. */
  step(i: number): void
  /** Lets time come to `now` without a data bar. */
  pass(now: number): void
  /** Closes what is open at the data's end. */
  end(): void
}

export function createRun(options: RunOptions): Run {
  const { frame, oracle, record, columns } = options
  const { openTime, open, high, low, close } = columns
  let visible = 0

  function onFact(fact: Fact): void {
    recordFact(record, fact)
    const call = hookCall(fact)
    if (call === null || !oracle.hears(call.hook)) return
    writeFrame(slot, frame, visible)
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

  function stepQuietly(i: number): void {
    visible = i + 1
    const bar = { openTime: openTime[i]!, high: high[i]!, low: low[i]!, close: close[i]! }
    const due = closeQuietBar(slot, bar)
    if (due === null) return
    writeFrame(slot, frame, visible)
    decide(slot, due, oracle.evaluate(due))
  }

  return {
    slot,
    record,
    start() {
      slot.state.time = openTime[0]!
      slot.state.eventTime = openTime[0]!
      writeFrame(slot, frame, 0)
      const error = oracle.hook('onInit', null)
      if (error !== null) fault(slot, error)
    },
    step(i) {
      if (isQuiet(slot, high[i]!, low[i]!)) {
        stepQuietly(i)
        return
      }
      begin(slot, openTime[i]!, open[i]!, high[i]!, low[i]!, close[i]!)
      visible = i
      let due = advance(slot)
      while (due !== null) {
        // Until its own strategy bar is due, the bar at hand has not happened.
        visible = slot.phase === 'done' ? i + 1 : i
        writeFrame(slot, frame, visible)
        decide(slot, due, oracle.evaluate(due))
        due = slot.phase === 'done' ? null : advance(slot)
      }
      visible = i + 1
    },
    pass(now) {
      const due = advanceTo(slot, now)
      if (due === null) return
      writeFrame(slot, frame, visible)
      decide(slot, due, oracle.evaluate(due))
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
