// Scripts that sit in the host, beside the kernel and beside all the bars: the only place from which
// the future can be seen. What the examination is tested with.

import type { FeedData, RunResult } from '#host/runner/protocol.ts'
import { columnsOf, type Sample } from '#host/validate/dynamic/sample.ts'
import { createAccount } from '#kernel/account.ts'
import type { Answer } from '#kernel/answer.ts'
import { runAlone } from '#kernel/backtest.ts'
import { createObservation, observe } from '#kernel/observe.ts'
import { createRecord } from '#kernel/record.ts'
import { createRun } from '#kernel/run.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import type { BarColumns, Callback } from '#sdk/domain.ts'
import { FRAME, FRAME_LENGTH } from '#sdk/frame.ts'

const MINUTE = 60_000

/** What a script is told: which callback, and where it is in all the bars of the run. */
export type HostScript = (callback: Callback, i: number, bars: BarColumns) => Answer

export const OPPORTUNITY: Answer = { kind: 'opportunity', reason: '' }
export const EXIT: Answer = {
  kind: 'actions',
  actions: [{ kind: 'exit', fraction: 1, type: 'market', price: null, reason: 'exit' }],
}

export function enterWith(quantity: number): Answer {
  const sizing = { kind: 'quantity', value: quantity } as const
  const none = { price: null, limitPrice: null, stop: null, target: null, expires: null }
  const enter = {
    kind: 'enter',
    side: 'long',
    sizing,
    type: 'market',
    ...none,
    reason: '',
  } as const
  return { kind: 'actions', actions: [enter] }
}

/** One-minute bars that swing, with a strategy of the same timeframe. */
export function swings(count: number): Sample {
  const columns = new ArrayBuffer(6 * count * 8)
  const bars = columnsOf(columns, count)
  for (let i = 0; i < count; i++) {
    const price = 100 + 10 * Math.sin(i / 7) + 3 * Math.sin(i / 1.3)
    bars.openTime[i] = i * MINUTE
    bars.open[i] = price
    bars.high[i] = price + 1
    bars.low[i] = price - 1
    bars.close[i] = price + 0.5 * Math.sin(i)
    bars.volume[i] = 10
  }
  return {
    id: `${count} swings`,
    feeds: [{ symbol: 'BTCUSDT', intervalMs: MINUTE, count, columns }],
    from: 0,
    to: count * MINUTE,
    timeframeMs: MINUTE,
    strategyBars: count,
  }
}

/** `create` makes a script for each run, as a fresh isolate would. */
export function hostRuns(create: () => HostScript) {
  return async ([feed]: readonly FeedData[]): Promise<RunResult> => {
    const { count, intervalMs, columns: buffer } = feed!
    const columns = columnsOf(buffer, count)
    const frame = new Float64Array(FRAME_LENGTH)
    const record = createRecord(new Float64Array((count + 1) * 2))
    const observation = createObservation()
    const script = create()
    const oracle = {
      evaluate: (callback: Callback) => script(callback, frame[FRAME.visible]! - 1, columns),
      hook: () => null,
      hears: () => false,
    }
    const run = createRun({
      strategy: {
        timeframeMs: MINUTE,
        warmup: 0,
        cadence: { Watch: 'bar', CloseWatch: 'bar', InTrade: 'bar' },
        closeWatchTimeout: { bars: 20 },
        cooldown: 0,
      },
      broker: DEFAULT_BROKER,
      account: createAccount(10_000),
      intervalMs,
      columns,
      frame,
      oracle: observe(oracle, frame, observation),
      record,
    })
    runAlone(run, count, false, () => {})
    const { trades, transitions, errors, equity } = record
    const logs = { lines: [], dropped: 0 }
    const bars = run.slot.state.barIndex + 1
    return {
      slot: 1,
      trades,
      transitions,
      errors,
      bars,
      equity,
      logs,
      ...observation,
      warmup: null,
      digest: null,
      trace: null,
    }
  }
}
