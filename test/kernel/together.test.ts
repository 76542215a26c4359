// Several symbols on one account, merged in time.
import { expect, test } from 'vitest'
import { createAccount } from '#kernel/account.ts'
import { type Lane, runTogether } from '#kernel/backtest.ts'
import { createRecord } from '#kernel/record.ts'
import { createRun } from '#kernel/run.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import type { BarColumns, Callback } from '#sdk/domain.ts'
import { FRAME, FRAME_LENGTH } from '#sdk/frame.ts'

const MINUTE = 60_000

function columnsOf(minutes: readonly number[], prices: readonly number[]): BarColumns {
  const column = () => Float64Array.from(prices)
  return {
    openTime: Float64Array.from(minutes, (minute) => minute * MINUTE),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
}

test('a bar whose last minutes are missing is evaluated at its boundary, before later bars of other symbols', () => {
  const account = createAccount(1000)
  const asked: [symbol: string, time: number, equity: number][] = []

  function lane(symbol: string, columns: BarColumns, buys: boolean): Lane {
    const frame = new Float64Array(FRAME_LENGTH)
    const count = columns.openTime.length
    const run = createRun({
      strategy: {
        timeframeMs: 2 * MINUTE,
        warmup: 0,
        cadence: { Watch: 'bar', CloseWatch: 'bar', InTrade: 'bar' },
        closeWatchTimeout: { bars: 5 },
        cooldown: 0,
      },
      broker: DEFAULT_BROKER,
      account,
      intervalMs: MINUTE,
      columns,
      frame,
      record: createRecord(new Float64Array(2 * (count + 1))),
      oracle: {
        hook: () => null,
        hears: () => false,
        evaluate(callback: Callback) {
          asked.push([symbol, frame[FRAME.time]! / MINUTE, frame[FRAME.equity]!])
          if (!buys) return null
          if (callback === 'detectOpportunity') return { kind: 'opportunity', reason: '' }
          if (callback === 'managePosition') return null
          return {
            kind: 'actions',
            actions: [
              {
                kind: 'enter',
                side: 'long',
                sizing: { kind: 'quantity', value: 5 },
                type: 'market',
                price: null,
                limitPrice: null,
                stop: null,
                target: null,
                expires: null,
                reason: '',
              },
            ],
          }
        },
      },
    })
    return { columns, count, intervalMs: MINUTE, runs: [run] }
  }

  // A trades every minute and doubles in the end; B has no bar for minutes 5 to 8.
  const a = lane(
    'A',
    columnsOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 10, 10, 10, 10, 10, 20, 20, 20, 20]),
    true,
  )
  const b = lane('B', columnsOf([0, 1, 2, 3, 4, 9], [1, 1, 1, 1, 1, 1]), false)
  const curve = createRecord(new Float64Array(40)).equity
  runTogether([a, b], { account, curve }, false, () => {})

  // A buys 5 at 10 (decided at minute 4, filled at its open); at minute 8 they are worth 50 more.
  expect(asked.filter(([symbol]) => symbol === 'B')).toEqual([
    ['B', 2, 1000],
    ['B', 4, 1000],
    ['B', 6, 1000],
    ['B', 10, 1050],
  ])
  expect(curve.points).toBe(5)
})
