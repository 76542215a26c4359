// What a screen shows of a run: figures and curves made beside the run, and a run that is stopped.
import { afterAll, expect, it } from 'vitest'
import { type BacktestRequest, runBacktest } from '#host/app/backtest.ts'
import { createReport, type RunReport } from '#host/app/report.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { startRunner } from '#host/runner/client.ts'
import { digest, thinned } from '#host/runner/digest.ts'
import type { BacktestJob } from '#host/runner/protocol.ts'
import { pack } from '#kernel/pack.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import { feed } from '../guest/isolates.ts'

const runner = await startRunner({ limits: DEFAULT_LIMITS, languages: ['js'] })
afterAll(() => runner.end())

const SLOW = `export default {
  name: 'slow', timeframe: '1m', symbols: ['BTCUSDT'],
  detectOpportunity() { let n = 0; for (let i = 0; i < 50_000; i++) n += i; return n < 0 ? {} : null },
  filterCommitment() {},
  managePosition() {},
}`

it('keeps the lowest and the highest of each stretch, and the last', () => {
  const times = Float64Array.from({ length: 9 }, (_, i) => i)
  const values = Float64Array.of(5, 9, 1, 4, 4, 4, 7, 2, 3)
  expect([...thinned(times, values, 6)]).toEqual([1, 9, 2, 1, 3, 4, 6, 7, 7, 2, 8, 3])
  expect([...thinned(times, values, 100)].filter((_, i) => i % 2 === 0)).toEqual([...times])
  expect([...thinned(times.subarray(0, 0), values.subarray(0, 0), 6)]).toEqual([])
})

it('has the figures of the whole run, and of its rows the latest', async () => {
  const request: BacktestRequest = {
    ...{ scripts: ['examples/02-ema-crossover/strategy.js'], data: ['bundled'] },
    ...{ symbols: ['BTCUSDT'], range: {}, timeframe: '5m', params: {}, cash: 10_000, broker: {} },
    ...{ seed: 1, periodsPerYear: null, keepGoing: false, isPortfolio: false },
  }
  const outcome = await runBacktest(request)
  const { summary, from, to } = createReport(outcome) as RunReport
  const { trades, transitions, equity } = outcome.runs[0]!.result
  const kept = { points: 50, trades: 3, transitions: 5 }
  const spec = { ...kept, from, to, periodsPerYear: 365 }
  const made = digest({ packed: pack(trades, transitions), equity, initialCash: 10_000 }, spec)
  expect(trades.length).toBeGreaterThan(10)
  expect(made.digest.summary).toEqual(summary)
  expect(made.packed.trades.length).toBe(15 * 3)
  expect(made.packed.trades[0]).toBe(trades.at(-3)!.id)
  expect(made.packed.transitions[0]).toBe(transitions.at(-5)!.time)
  expect(Math.min(...made.digest.drawdown.filter((_, i) => i % 2 === 1))).toBeCloseTo(
    -summary.max_drawdown,
    12,
  )
})

it('A run that is stopped is answered with less than all its bars, and its process goes on', async () => {
  const feeds = [feed('BTCUSDT', 200_000, () => ({}))]
  await runner.request({ type: 'feeds', feeds })
  const script = { language: 'js', entry: 's.js', files: [{ path: 's.js', code: SLOW }] } as const
  const slot = { name: 's', script, symbol: 'BTCUSDT', currency: 'USDT', seed: 1, params: {} }
  for (const id of [0, 1]) {
    await runner.request({ type: 'open', slot: { ...slot, id } })
    const start = { feeds: [0], timeframe: '1m', params: {}, memory: null }
    await runner.request({ type: 'start', slot: id, start })
    const job: BacktestJob = {
      ...{ runs: [{ slot: id, feed: 0 }], broker: DEFAULT_BROKER, initialCash: 10_000 },
      ...{ keepGoing: false, isPortfolio: false, placement: 'inside', withDecisions: false },
    }
    const running = runner.request({ type: 'backtest', job })
    runner.stop(id)
    const { results } = await running
    expect(results[0]!.errors).toEqual([])
    expect(results[0]!.bars).toBeLessThan(200_000)
  }
})
