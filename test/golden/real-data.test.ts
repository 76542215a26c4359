// The examples on recorded bars of other markets, with nights, gaps and dead hours: what must hold
// whatever the market does. The recordings are no part of this repository; without them, skipped.
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RunReport } from '#host/app/report.ts'
import { loadBars } from '#host/data/load.ts'
import type { BarColumns } from '#sdk/domain.ts'
import {
  backtest,
  COMMISSION_BPS,
  INITIAL_CASH,
  type Market,
  SLIPPAGE_BPS,
} from './support/backtest.ts'
import { listExamples } from './support/expectations.ts'

const BARS = '../shared/data/bars'
const MARKETS: Market[] = [
  { data: `${BARS}/us-equity-2025/SPY-1m.csv.gz`, symbols: ['SPY'] },
  { data: `${BARS}/us-equity-2025/TSLA-5m.csv.gz`, symbols: ['TSLA'] },
  {
    data: `${BARS}/binance-spot-klines/ETHUSDT-15m.csv.gz`,
    symbols: ['ETHUSDT'],
    range: { to: Date.UTC(2025, 5) },
  },
  {
    data: `${BARS}/bitfinex-2018/XRPUSD-1m.csv.gz`,
    symbols: ['XRPUSD'],
    range: { to: Date.UTC(2018, 3) },
  },
]

describe.runIf(existsSync(BARS))('on recorded bars', () => {
  it.each(MARKETS)(
    '$data the books are kept',
    async (market) => {
      const scripts = listExamples().map((example) => example.scripts[0]!)
      const { columns } = await loadBars(market.data, market.range)
      const reports = await backtest(scripts, market)
      expect(reports.map(({ script }) => script.path)).toEqual(scripts)
      for (const report of reports) {
        expect(report.errors).toEqual([])
        expectBalancedCash(report)
        expectOrderedTrades(report)
        expectConnectedTransitions(report)
        expectPricesOfTheMarket(report, columns)
      }
      expect(reports.reduce((sum, { trades }) => sum + trades.length, 0)).toBeGreaterThan(100)
    },
    300_000,
  )
})

function expectBalancedCash({ trades, summary, equity }: RunReport): void {
  const earned = trades.reduce((sum, trade) => sum + trade.pnl, 0)
  expect(summary.final_equity).toBeCloseTo(INITIAL_CASH + earned, 6)
  expect(summary.final_equity).toBe(equity.at(-1))
  for (const { quantity, entry_price, exit_price, side, fees, pnl } of trades) {
    const moved = quantity * (exit_price - entry_price) * (side === 'long' ? 1 : -1)
    expect(pnl).toBeCloseTo(moved - fees, 6)
    expect(fees).toBeCloseTo((quantity * (entry_price + exit_price) * COMMISSION_BPS) / 1e4, 6)
  }
}

function expectOrderedTrades({ trades }: RunReport): void {
  for (const [i, trade] of trades.entries()) {
    expect(trade.id).toBe(i + 1)
    expect(trade.exit_time).toBeGreaterThanOrEqual(trade.entry_time)
    if (i > 0) expect(trade.entry_time).toBeGreaterThan(trades[i - 1]!.exit_time)
  }
}

function expectConnectedTransitions({ transitions, trades }: RunReport): void {
  let state = 'Watch'
  let [time, fills] = [0, 0]
  for (const transition of transitions) {
    expect(transition.from).toBe(state)
    expect(transition.time).toBeGreaterThanOrEqual(time)
    state = transition.to
    time = transition.time
    if (state === 'InTrade') fills += 1
  }
  expect(fills).toBe(trades.length)
}

/** No entry outside of what its bar traded, slippage aside. */
function expectPricesOfTheMarket({ trades }: RunReport, bars: BarColumns): void {
  const slippage = SLIPPAGE_BPS / 1e4
  for (const { entry_time, entry_price } of trades) {
    const at = bars.openTime.indexOf(entry_time)
    expect(at).toBeGreaterThanOrEqual(0)
    expect(entry_price).toBeLessThanOrEqual(bars.high[at]! * (1 + slippage))
    expect(entry_price).toBeGreaterThanOrEqual(bars.low[at]! * (1 - slippage))
  }
}
