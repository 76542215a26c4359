// Every example, in every language it is written in, on the bundled bars: the figures and trades of
// its expected.json, and the same to the last bit in each language. Updating: test/README.md.
import { beforeAll, describe, expect, it } from 'vitest'
import type { RunReport } from '#host/app/report.ts'
import { validateStatic } from '#host/validate/static.ts'
import { backtest } from './support/backtest.ts'
import {
  figuresTable,
  isUpdating,
  listExamples,
  type Outcome,
  outcomeOf,
  readExpectation,
  readFigures,
  writeExpectation,
} from './support/expectations.ts'

const BUNDLED = { data: 'bundled', symbols: ['BTCUSDT', 'ETHUSDT'] }
const RUN_MS_MAX = 120_000

describe.each(listExamples())('$name', (example) => {
  const { scripts } = example
  const reports = new Map<string, RunReport[]>()
  const reportsOf = (script: string) => reports.get(script)!

  beforeAll(async () => {
    const all = await backtest(scripts, BUNDLED)
    for (const script of scripts) {
      reports.set(
        script,
        all.filter((report) => report.script.path === script),
      )
    }
    if (isUpdating) writeExpectation(example, outcomesOf(reportsOf(scripts[0]!)))
  }, RUN_MS_MAX)

  it.each(scripts)('%s validates without an error or a warning', async (script) => {
    const { diagnostics } = await validateStatic(script, { types: true })
    expect(diagnostics).toEqual([])
  })

  it.each(scripts)('%s trades as expected.json says', (script) => {
    expect(outcomesOf(reportsOf(script))).toEqual(readExpectation(example).results)
  })

  it.each(scripts.slice(1))(`%s runs as ${scripts[0]} does, to the last bit`, (script) => {
    expect(reportsOf(script).map(resultOf)).toEqual(reportsOf(scripts[0]!).map(resultOf))
  })

  it('makes tens of trades', () => {
    for (const { trades } of reportsOf(scripts[0]!)) expect(trades.length).toBeGreaterThan(10)
  })

  it('shows the figures of expected.json in its README', () => {
    expect(readFigures(example)).toBe(figuresTable(readExpectation(example)))
  })
})

it('finds examples in every language', () => {
  const languages = listExamples().flatMap(({ scripts }) =>
    scripts.map((path) => path.split('.')[1]),
  )
  expect([...new Set(languages)].sort()).toEqual(['js', 'lua', 'ts'])
})

const outcomesOf = (reports: readonly RunReport[]): Record<string, Outcome> =>
  Object.fromEntries(reports.map((report) => [report.symbol, outcomeOf(report)]))

/** What the language a script is written in must not change. */
function resultOf({ symbol, timeframe, bars, summary, trades, equity, transitions }: RunReport) {
  return { symbol, timeframe, bars, summary, trades, equity, transitions }
}
