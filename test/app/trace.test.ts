// A backtest looked at closely: what its evaluations saw, against bars and trades read by hand.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BarLibrary } from '#host/app/bar-library.ts'
import { BacktestDesk } from '#host/app/desk.ts'
import { resolveData } from '#host/data/dataset.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import type { TraceSpan } from '#sdk/runtime/trace.ts'

const dir = mkdtempSync(join(tmpdir(), 'watchfire-trace-'))
const bars = new BarLibrary()
const desk = new BacktestDesk(DEFAULT_LIMITS, bars)
const path = resolveData('bundled', 'BTCUSDT')
const MINUTE = 60_000
const range = { from: Date.UTC(2025, 4, 5), to: Date.UTC(2025, 4, 6) }
const rules = {
  ...{ timeframe: null, params: {}, cash: 10_000, broker: {}, seed: 1 },
  ...{ periodsPerYear: null, keepGoing: false },
}

const JS = `import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'mean', timeframe: '1m', warmup: 3,
  detectOpportunity(market, context, indicators) {
    context.data.seen = (context.data.seen ?? 0) + 1
    if (market.close > indicators.sma(3)) return { reason: 'above' }
  },
  filterCommitment(market) {
    return action.enter({ side: 'long', quantity: 0.01, stop: market.close - 50, reason: 'in' })
  },
  managePosition(market, context, indicators) {
    indicators.rsi(14)
    if (context.position.barsHeld >= 5) return action.exit({ reason: 'out' })
  },
})
`
const LUA = `strategy = { name = "mean", timeframe = "1m", warmup = 3 }
function detect_opportunity(market, context, indicators)
  if market.close > indicators.sma(3) then return { reason = "above" } end
end
function filter_commitment(market)
  return action.enter { side = "long", quantity = 0.01, stop = market.close - 50, reason = "in" }
end
function manage_position(market, context)
  if context.position.bars_held >= 5 then
    return action.exit { reason = "out" }
  end
end
`

const HOARDER = `import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'hoarder', timeframe: '1m', warmup: 3,
  detectOpportunity(market, context) { context.data.x = market.barIndex + 'x'.repeat(60_000) },
  filterCommitment() {}, managePosition() {},
})
`

async function traced(name: string, trace: TraceSpan | null) {
  const outcome = await desk.run({
    script: join(dir, name),
    draft: null,
    data: { symbol: 'BTCUSDT', path },
    range,
    request: trace === null ? rules : { ...rules, trace },
  })
  return outcome.runs[0]!.result
}

const whole = { from: range.from, to: range.to, points: 3000 }

beforeAll(() => {
  writeFileSync(join(dir, 'mean.js'), JS)
  writeFileSync(join(dir, 'mean.lua'), LUA)
  writeFileSync(join(dir, 'hoarder.js'), HOARDER)
})
afterAll(() => {
  desk.close()
  rmSync(dir, { recursive: true })
})

it('changes nothing of the run', async () => {
  const plain = await traced('mean.js', null)
  const close = await traced('mean.js', whole)
  expect(plain.trace).toBeNull()
  expect(close.trades).toEqual(plain.trades)
  expect(close.transitions).toEqual(plain.transitions)
})

it('has a row for each evaluation, with the indicators as of its bar', async () => {
  const { trace } = await traced('mean.js', whole)
  const { columns } = await bars.load(path, range)
  // Everything is asked from the fourth bar on, at its close.
  expect(trace!.time).toEqual(
    Array.from({ length: 1440 - 3 }, (_, i) => range.from + (i + 4) * MINUTE),
  )
  const sma = trace!.plots.find(({ name }) => name === 'sma(3)')!
  expect(sma.isPrice).toBe(true)
  expect(trace!.plots.find(({ name }) => name === 'rsi(14)')!.isPrice).toBe(false)
  for (const row of [0, 1, 700, 1436]) {
    const at = row + 3
    const mean = (columns.close[at]! + columns.close[at - 1]! + columns.close[at - 2]!) / 3
    expect(trace!.price[row]).toBe(columns.close[at])
    expect(sma.values[row]).toBeCloseTo(mean, 6)
  }
})

it('knows the stop while there is a position, and what was remembered when', async () => {
  const { trace, trades } = await traced('mean.js', whole)
  const first = trades[0]!
  const entered = trace!.time.indexOf(first.entryTime)
  const said = trace!.answers.find(({ row }) => row === entered)!
  expect(said.answer).toMatchObject({ kind: 'actions', actions: [{ kind: 'enter', reason: 'in' }] })
  expect(trace!.quantity[entered]).toBe(0)
  expect(trace!.quantity[entered + 1]).toBeCloseTo(0.01, 10)
  expect(trace!.stop[entered]).toBeNull()
  expect(trace!.stop[entered + 1]).toBe(trace!.price[entered]! - 50)
  for (const [row, size] of trace!.quantity.entries()) {
    if (size === 0) expect(trace!.stop[row]).toBeNull()
  }
  expect(trace!.memories[0]).toMatchObject({ row: 0, data: { seen: 1 } })
})

it('remembers no more of what a script writes than a page can take', async () => {
  const { trace } = await traced('hoarder.js', whole)
  const [first, second] = trace!.memories
  expect([first!.row, second!.row]).toEqual([0, 1])
  expect(trace!.memories.at(-1)).toMatchObject({ data: null, opportunity: null })
  expect(JSON.stringify(trace!.memories).length).toBeLessThan(4_100_000)
  expect(trace!.time).toHaveLength(1440 - 3)
})

it('knows the line of an action in Lua', async () => {
  const { trace } = await traced('mean.lua', whole)
  const exit = trace!.answers.find(
    ({ answer }) => answer.kind === 'actions' && answer.actions[0]!.kind === 'exit',
  )!
  expect(exit.place).toMatchObject({ file: 'mean.lua', line: 10 })
})

it('looks evenly at a long stretch, and at nothing outside of it', async () => {
  const span = { from: range.from + 600 * MINUTE, to: range.from + 1200 * MINUTE, points: 60 }
  const { trace } = await traced('mean.js', span)
  expect(trace!.time).toHaveLength(60 + 1)
  expect(trace!.time[0]).toBe(span.from)
  expect(trace!.time.at(-1)).toBe(span.to)
})
