// Backtests while an author types: the same results as the command's, from a process that stays.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runBacktest } from '#host/app/backtest.ts'
import { BarLibrary } from '#host/app/bar-library.ts'
import { BacktestDesk, type DeskRequest } from '#host/app/desk.ts'
import { resolveData } from '#host/data/dataset.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'

const dir = mkdtempSync(join(tmpdir(), 'watchfire-desk-'))
const script = join(dir, 'cross.js')
const desk = new BacktestDesk({ ...DEFAULT_LIMITS, callbackMs: 200 }, new BarLibrary())
const range = { from: Date.UTC(2025, 4, 5), to: Date.UTC(2025, 4, 8) }
const rules = {
  timeframe: null,
  params: {},
  cash: 10_000,
  broker: {},
  seed: 1,
  periodsPerYear: null,
  keepGoing: false,
}

const source = (fast: number, body = '') => `import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'cross', timeframe: '5m',
  detectOpportunity(market, context, indicators) {
    ${body}
    if (indicators.ema(${fast}) > indicators.ema(21)) return {}
  },
  filterCommitment() { return action.enter({ side: 'long', equityFraction: 0.5 }) },
  managePosition(market, context, indicators) {
    if (indicators.ema(${fast}) < indicators.ema(21)) return action.exit()
  },
})
`

const asked = (draft: string | null): DeskRequest => ({
  script,
  draft,
  data: { symbol: 'BTCUSDT', path: resolveData('bundled', 'BTCUSDT') },
  range,
  request: rules,
})

const trades = async (draft: string | null) => (await desk.run(asked(draft))).runs[0]!.result.trades

beforeAll(() => writeFileSync(script, source(9)))
afterAll(() => {
  desk.close()
  rmSync(dir, { recursive: true })
})

it('gives what the backtest command gives', async () => {
  const whole = { ...rules, scripts: [script], data: ['bundled'], symbols: ['BTCUSDT'] }
  const command = await runBacktest({ ...whole, range, isPortfolio: false })
  const expected = command.runs[0]!.result.trades
  expect(expected.length).toBeGreaterThan(10)
  expect(await trades(null)).toEqual(expected)
})

it('runs the draft and leaves the file alone', async () => {
  const saved = await trades(null)
  const drafted = await trades(source(5))
  expect(drafted).not.toEqual(saved)
  expect(await trades(null)).toEqual(saved)
})

it('says where a draft fails, and goes on', async () => {
  const broken = desk.run(asked(source(9, 'if (market.barIndex > 40) null.x')))
  await expect(broken).rejects.toMatchObject({ code: 'bad-script', line: 5 })
  expect((await trades(null)).length).toBeGreaterThan(10)
})

it('ends a draft that never returns, and goes on', async () => {
  const endless = desk.run(asked(source(9, 'for (;;);')))
  await expect(endless).rejects.toMatchObject({ code: 'bad-script' })
  expect((await trades(null)).length).toBeGreaterThan(10)
})

it('drops what is aborted, also while it waits, and goes on', async () => {
  const controller = new AbortController()
  const first = desk.run(asked(source(7)), { signal: controller.signal })
  const second = desk.run(asked(source(8)), { signal: controller.signal })
  const third = trades(null)
  controller.abort(new Error('newer'))
  await expect(first).rejects.toThrow('newer')
  await expect(second).rejects.toThrow('newer')
  expect((await third).length).toBeGreaterThan(10)
})
