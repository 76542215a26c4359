// Figures of scripts in a real runner process.
import { readFileSync } from 'node:fs'
import type { BarSeries } from '#host/data/load.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { type Runner, startRunner } from '#host/runner/client.ts'
import type { FeedData, RunResult } from '#host/runner/protocol.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'
import { JS, LUA } from './strategies.ts'

export type BenchLanguage = 'js' | 'lua'

const SOURCE: Readonly<Record<BenchLanguage, string>> = { js: JS, lua: LUA }

export const startBenchRunner = () =>
  startRunner({ limits: { ...DEFAULT_LIMITS, runnerMb: 4096 }, languages: ['js', 'lua'] })

/** Sends the bars as the runner's first feed. */
export async function sendBars(runner: Runner, bars: BarSeries): Promise<void> {
  const columns = new Float64Array(bars.count * BAR_COLUMNS.length)
  for (const [k, name] of BAR_COLUMNS.entries()) {
    columns.set(bars.columns[name].subarray(0, bars.count), k * bars.count)
  }
  const feed: FeedData = {
    symbol: 'BTCUSD',
    intervalMs: bars.intervalMs,
    count: bars.count,
    columns: columns.buffer,
  }
  await runner.request({ type: 'feeds', feeds: [feed] })
}

/** Opens a slot; returns the ms until its script had loaded. */
export async function openSlot(
  runner: Runner,
  id: number,
  language: BenchLanguage,
): Promise<number> {
  const entry = `two-emas.${language}`
  const began = performance.now()
  const report = await runner.request({
    type: 'open',
    slot: {
      id,
      name: `bench/${id}`,
      script: { language, entry, files: [{ path: entry, code: SOURCE[language] }] },
      symbol: 'BTCUSD',
      currency: 'USD',
      seed: 1,
      params: {},
    },
  })
  const ms = performance.now() - began
  if (!report.ok) throw new Error(report.message)
  const { params, metadata } = report
  const start = { feeds: [0], timeframe: metadata.timeframe, params, memory: null }
  await runner.request({ type: 'start', slot: id, start })
  return ms
}

/** One backtest over the runner's bars, in a fresh slot. */
export async function runOnce(
  runner: Runner,
  id: number,
  language: BenchLanguage,
  placement: 'inside' | 'outside',
): Promise<{ ms: number; result: RunResult }> {
  await openSlot(runner, id, language)
  const report = await runner.request({
    type: 'backtest',
    job: {
      runs: [{ slot: id, feed: 0 }],
      broker: DEFAULT_BROKER,
      initialCash: 10_000,
      keepGoing: false,
      isPortfolio: false,
      placement,
      withDecisions: false,
    },
  })
  await runner.request({ type: 'close', slot: id })
  const result = report.results[0]!
  if (result.errors.length > 0) throw new Error(result.errors[0]!.message)
  return { ms: report.runMs, result }
}

/** Resident MB of a process; null where the system does not tell (not Linux). */
export function residentMb(pid: number): number | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return (pages * 4096) / 2 ** 20
  } catch {
    return null
  }
}
