// Runs scripts over bar files as `watchfire backtest` does, at the costs that all examples state.
import { runBacktest } from '#host/app/backtest.ts'
import { createReport, type RunReport } from '#host/app/report.ts'
import type { TimeRange } from '#host/data/load.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'

export const INITIAL_CASH = 10_000
export const COMMISSION_BPS = 5
export const SLIPPAGE_BPS = 1

export interface Market {
  /** A bar file, a folder of them, or "bundled". */
  readonly data: string
  readonly symbols: readonly string[]
  readonly range?: TimeRange
}

/** One report per symbol and script, in the order: symbols, then scripts. */
export async function backtest(
  scripts: readonly string[],
  market: Market,
  { hasCosts } = { hasCosts: true },
): Promise<RunReport[]> {
  const commission = hasCosts ? COMMISSION_BPS / 10_000 : 0
  const outcome = await runBacktest({
    scripts,
    data: [market.data],
    symbols: market.symbols,
    timeframe: null,
    range: market.range ?? {},
    params: {},
    cash: INITIAL_CASH,
    broker: {
      ...DEFAULT_BROKER,
      makerFee: commission,
      takerFee: commission,
      slippage: hasCosts ? SLIPPAGE_BPS / 10_000 : 0,
    },
    seed: 1,
    periodsPerYear: null,
    keepGoing: false,
    isPortfolio: false,
  })
  const report = createReport(outcome)
  return 'results' in report ? [...report.results] : [report]
}
