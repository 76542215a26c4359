// Two examples computed a second time from the data files, by code that shares nothing with the
// product but its documentation: own indicators, own fills, own book-keeping. The trades must agree.
import { expect, it } from 'vitest'
import { readMinutes } from './independent/bars.ts'
import { emaCrossover } from './independent/ema-crossover.ts'
import type { Trade } from './independent/market.ts'
import { rsiMeanReversion } from './independent/rsi-mean-reversion.ts'
import { backtest, INITIAL_CASH } from './support/backtest.ts'

const PRECISION = 1e-9

it.each([
  ['examples/02-ema-crossover/strategy.lua', 'BTCUSDT', emaCrossover],
  ['examples/02-ema-crossover/strategy.lua', 'ETHUSDT', emaCrossover],
  ['examples/03-rsi-mean-reversion/strategy.js', 'BTCUSDT', rsiMeanReversion],
  ['examples/03-rsi-mean-reversion/strategy.js', 'ETHUSDT', rsiMeanReversion],
])('%s trades %s as an independent simulation does', async (script, symbol, simulate) => {
  const path = `examples/data/${symbol}-1m.csv.gz`
  const [report] = await backtest([script], { data: path, symbols: [symbol] })
  const expected = simulate(readMinutes(path), INITIAL_CASH)

  expect(report!.trades.map(exactPart)).toEqual(expected.map(exactPart))
  for (const [i, trade] of expected.entries()) {
    for (const [name, value] of Object.entries(trade)) {
      if (typeof value !== 'number') continue
      const received = report!.trades[i]![name as keyof typeof trade] as number
      const message = `${name} of trade ${i + 1}: expected ${value}, received ${received}`
      const tolerance = PRECISION * Math.max(1e-3, Math.abs(value))
      expect(Math.abs(received - value), message).toBeLessThanOrEqual(tolerance)
    }
  }
  const earned = expected.reduce((sum, trade) => sum + trade.pnl, 0)
  expect(report!.summary.final_equity).toBeCloseTo(INITIAL_CASH + earned, 6)
})

/** What must agree before numbers are worth comparing. */
function exactPart(trade: Trade) {
  const { side, entry_time, exit_time, bars_held, entry_reason, exit_reason } = trade
  return { side, entry_time, exit_time, bars_held, entry_reason, exit_reason }
}
