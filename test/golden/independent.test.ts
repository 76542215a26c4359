// The product's strongest evidence: two examples computed a second time from the data files, by code
// that shares nothing with it but the documentation, give the same trades.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMinutes } from './independent/bars.ts'
import { emaCrossover } from './independent/ema-crossover.ts'
import { rsiMeanReversion } from './independent/rsi-mean-reversion.ts'
import { Bench, INITIAL_CASH } from './support/backtest.ts'

const PRECISION = 1e-9

let bench: Bench
beforeAll(async () => {
  bench = await Bench.start()
}, 120_000)
afterAll(() => bench.end())

describe.each([
  ['02-ema-crossover/strategy.js', emaCrossover],
  ['03-rsi-mean-reversion/strategy.js', rsiMeanReversion],
])('%s', (script, compute) => {
  it.each(['BTCUSDT', 'ETHUSDT'])('trades %s as an independent simulation does', async (symbol) => {
    const path = `examples/data/${symbol}-1m.csv.gz`
    const { trades } = await bench.run(`examples/${script}`, { path, symbol })
    const expected = compute(readMinutes(path), INITIAL_CASH)
    expect(trades.map(dealOf)).toEqual(expected.map(dealOf))
    for (const [i, trade] of trades.entries()) {
      for (const [name, value] of Object.entries(expected[i]!)) {
        if (typeof value !== 'number') continue
        const received = trade[name as keyof typeof trade] as number
        const message = `${name} of trade ${i + 1}: expected ${value}, received ${received}`
        const scale = Math.max(1, Math.abs(value))
        expect(Math.abs(received - value), message).toBeLessThanOrEqual(PRECISION * scale)
      }
    }
  })
})

/** What of a trade is exact; without it, comparing numbers would compare different trades. */
function dealOf(trade: { [name: string]: unknown } | object) {
  const { side, entryTime, exitTime, barsHeld, entryReason, exitReason } = trade as never
  return { side, entryTime, exitTime, barsHeld, entryReason, exitReason }
}
