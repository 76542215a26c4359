// Runs a script over a bar file as a user would: sources from disk, a real runner, the whole
// backtest. What comes back is the record of the run, nothing rounded.
import { collectSources } from '#host/catalog/sources.ts'
import { loadBars } from '#host/data/load.ts'
import type { BarSeries, TimeRange } from '#host/data/series.ts'
import { DEFAULT_LIMITS, type Limits } from '#host/limits.ts'
import { type Runner, startRunner } from '#host/runner/client.ts'
import type { RunResult } from '#host/runner/protocol.ts'
import { periodsPerYear, type Summary, summarise } from '#kernel/metrics.ts'
import { type BrokerSpec, DEFAULT_BROKER } from '#kernel/spec.ts'

/** What every figure under examples/ was computed with. */
export const COSTS: BrokerSpec = {
  ...DEFAULT_BROKER,
  makerFee: 5e-4,
  takerFee: 5e-4,
  slippage: 1e-4,
}
export const INITIAL_CASH = 10_000

/** Time limits are not what is tested here: the machine may be busy. */
const PATIENT: Limits = {
  ...DEFAULT_LIMITS,
  callbackMs: 30_000,
  loadMs: 30_000,
  silenceMs: 60_000,
}

export interface Backtest extends Pick<RunResult, 'trades' | 'transitions' | 'errors' | 'bars'> {
  readonly timeframe: string
  readonly summary: Summary
}

/** One runner process for as many backtests as a test wants. */
export class Bench {
  readonly #runner: Runner
  readonly #feeds = new Map<string, { index: number; bars: BarSeries }>()
  #slots = 0

  private constructor(runner: Runner) {
    this.#runner = runner
  }

  static async start(): Promise<Bench> {
    return new Bench(await startRunner({ limits: PATIENT, languages: ['lua', 'js'] }))
  }

  end(): void {
    this.#runner.end()
  }

  async run(
    script: string,
    data: { path: string; symbol: string; range?: TimeRange },
  ): Promise<Backtest> {
    const sources = await collectSources(script)
    if (sources.diagnostics.length > 0) throw new Error(JSON.stringify(sources.diagnostics))
    const feed = await this.#feed(data)
    this.#slots += 1
    const slot = this.#slots
    const report = await this.#runner.request({
      type: 'open',
      slot: {
        id: slot,
        name: data.symbol,
        script: { language: sources.language, entry: sources.entry, files: sources.files },
        symbol: data.symbol,
        currency: 'USDT',
        seed: 1,
        params: {},
      },
    })
    if (!report.ok) throw new Error(`${script}:${report.line}: ${report.message}`)
    if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems))
    const { timeframe } = report.metadata
    await this.#runner.request({
      type: 'start',
      slot,
      start: { feeds: [feed.index], timeframe, params: report.params, memory: null },
    })
    const { results } = await this.#runner.request({
      type: 'backtest',
      job: {
        runs: [{ slot, feed: feed.index }],
        broker: COSTS,
        initialCash: INITIAL_CASH,
        keepGoing: false,
        isPortfolio: false,
        placement: 'inside',
        withDecisions: false,
      },
    })
    await this.#runner.request({ type: 'close', slot })
    const { trades, transitions, errors, bars } = results[0]!
    return {
      timeframe,
      trades,
      transitions,
      errors,
      bars,
      summary: summary(feed.bars, results[0]!),
    }
  }

  async #feed({ path, symbol, range }: { path: string; symbol: string; range?: TimeRange }) {
    const key = JSON.stringify([path, symbol, range])
    const known = this.#feeds.get(key)
    if (known !== undefined) return known
    const bars = await loadBars(path, range)
    const columns = new Float64Array(new Float64Array(bars.columns.openTime.buffer)).buffer
    const { intervalMs, count } = bars
    await this.#runner.request({ type: 'feeds', feeds: [{ symbol, intervalMs, count, columns }] })
    const feed = { index: this.#feeds.size, bars }
    this.#feeds.set(key, feed)
    return feed
  }
}

function summary({ columns, count, intervalMs }: BarSeries, result: RunResult): Summary {
  const { rows, points, exposedPoints } = result.equity
  const point = (i: number, k: number) => rows[2 * i + k]!
  return summarise({
    trades: result.trades,
    equityTimes: Float64Array.from({ length: points }, (_, i) => point(i, 0)),
    equityValues: Float64Array.from({ length: points }, (_, i) => point(i, 1)),
    exposedPoints,
    initialCash: INITIAL_CASH,
    from: columns.openTime[0]!,
    to: columns.openTime[count - 1]! + intervalMs,
    periodsPerYear: periodsPerYear(columns.openTime, count),
  })
}
