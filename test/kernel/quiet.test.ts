// A run takes bars on which nothing can fill by a short cut. It must lead where the long way leads.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAccount } from '#kernel/account.ts'
import { createRecord } from '#kernel/record.ts'
import { createRun } from '#kernel/run.ts'
import type { MachineState } from '#kernel/state.ts'
import { initFrame, writeFrame } from '#kernel/write-frame.ts'
import { type BarColumns, type Callback, HOOKS } from '#sdk/domain.ts'
import { FRAME, FRAME_LENGTH } from '#sdk/frame.ts'
import { MINUTE } from '../support/kernel.ts'
import {
  answerTo,
  type Bar,
  PLAIN,
  type RandomRun,
  runBars,
  someBars,
  someBroker,
  someDraws,
  someStrategy,
  volumeOf,
} from '../support/random-run.ts'

/** A frame without what nobody reads: the figures of a position or an order that is not there. */
function shown(frame: Float64Array): number[] {
  const copy = frame.slice()
  if (copy[FRAME.side] === 0) copy.fill(0, FRAME.quantity, FRAME.pendingSide)
  if (copy[FRAME.pendingSide] === 0) copy.fill(0, FRAME.pendingType, FRAME.hasDefaultSize)
  return [...copy]
}

/** The same script and bars through `createRun`; also counts the bars taken in one go with others. */
function shortWay(bars: readonly Bar[], { strategy, broker, draws }: RandomRun) {
  const column = (pick: (bar: Bar) => number) => Float64Array.from(bars, pick)
  const columns: BarColumns = {
    openTime: column((bar) => bar.minute * MINUTE),
    open: column((bar) => bar.open),
    high: column((bar) => bar.high),
    low: column((bar) => bar.low),
    close: column((bar) => bar.close),
    volume: column(volumeOf),
  }
  const record = createRecord(new Float64Array(4 * bars.length + 4))
  const frame = new Float64Array(FRAME_LENGTH)
  const frames: number[][] = []
  let calls = 0
  let quiet = 0
  const run = createRun({
    strategy,
    broker,
    account: createAccount(10_000),
    intervalMs: MINUTE,
    columns,
    frame,
    record,
    oracle: {
      hook: () => null,
      hears: (hook) => HOOKS.includes(hook),
      evaluate(callback: Callback) {
        frames.push(shown(frame))
        const seen = { price: frame[FRAME.price]!, sign: frame[FRAME.side]! }
        return answerTo(callback, draws[calls++ % draws.length]!, seen, 1)
      },
    },
  })
  for (let i = 0; i < bars.length; ) {
    const next = run.stepOn(i, bars.length)
    quiet += next - i - 1
    i = next
  }
  const rows = [...record.equity.rows.subarray(0, 2 * record.equity.points)]
  run.end()
  return { record, rows, frames, state: run.slot.state, quiet }
}

function longWay(bars: readonly Bar[], run: RandomRun) {
  const trades: unknown[] = []
  const transitions: unknown[] = []
  const rows: number[] = []
  const frames: number[][] = []
  const frame = new Float64Array(FRAME_LENGTH)
  const slot = runBars(bars, {
    ...run,
    onFact: (fact) => {
      if (fact.type === 'tradeClosed') trades.push(fact.trade)
      if (fact.type === 'transitioned') transitions.push(fact.transition)
    },
    onDue(slot) {
      if (frames.length === 0) initFrame(slot, frame)
      writeFrame(slot, frame)
      frames.push(shown(frame))
    },
    onEquity: (time, equity) => rows.push(time, equity),
  })
  return { trades, transitions, rows, frames, state: slot.state }
}

/** Without what a strategy bar left behind that is not forming any more. */
const alive = (state: MachineState) => (state.bucket.start < 0 ? { ...state, bucket: null } : state)

/** Half of them evaluated bar by bar, where short cuts are taken. */
const strategies = fc.oneof(someStrategy, fc.constant(PLAIN.strategy))

test('bars on which nothing can fill lead to the same trades, equity and state by the short cut', () => {
  let quiet = 0
  fc.assert(
    fc.property(someBars, someDraws(), strategies, someBroker, (bars, draws, strategy, broker) => {
      const run = { strategy, broker, draws }
      const short = shortWay(bars, run)
      const long = longWay(bars, run)
      quiet += short.quiet
      expect(short.record.trades).toEqual(long.trades)
      expect(short.record.transitions).toEqual(long.transitions)
      expect(short.rows).toEqual(long.rows)
      expect(short.frames).toEqual(long.frames)
      expect(alive(short.state)).toEqual(alive(long.state))
    }),
    { numRuns: 400 },
  )
  expect(quiet).toBeGreaterThan(0)
})
