// What an example promises: expected.json beside it, and the table of figures in its README.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunReport } from '#host/app/report.ts'
import type { Summary } from '#kernel/metrics.ts'
import { COMMISSION_BPS, INITIAL_CASH, SLIPPAGE_BPS } from './backtest.ts'

/** Set to 1, it rewrites what is expected from what the first language of each example gives. */
export const isUpdating = process.env.UPDATE_GOLDEN === '1'

export interface Example {
  readonly name: string
  readonly folder: string
  /** strategy.js, strategy.lua, strategy.ts: those that are there, in this order. */
  readonly scripts: readonly string[]
}

export interface Outcome {
  readonly timeframe: string
  readonly bars: number
  readonly trades: number
  readonly trades_sha256: string
  readonly summary: Summary
}

export interface Expectation {
  readonly initial_cash: number
  readonly commission_bps: number
  readonly slippage_bps: number
  readonly results: Readonly<Record<string, Outcome>>
}

export function listExamples(): Example[] {
  const names = readdirSync('examples').filter((name) => /^\d\d-/.test(name))
  return names.sort().map((name) => {
    const folder = join('examples', name)
    const files = readdirSync(folder).filter((file) => /^strategy\.(js|lua|ts)$/.test(file))
    return { name, folder, scripts: files.sort().map((file) => join(folder, file)) }
  })
}

export function outcomeOf({ timeframe, bars, trades, summary }: RunReport): Outcome {
  const trades_sha256 = createHash('sha256').update(tradeText(trades)).digest('hex')
  return { timeframe, bars, trades: trades.length, trades_sha256, summary: rounded(summary) }
}

/** A line of JSON per trade, its numbers to 9 significant digits. */
const tradeText = (trades: RunReport['trades']) =>
  trades.map((trade) => `${JSON.stringify(rounded(trade))}\n`).join('')

function rounded<Figures extends object>(figures: Figures): Figures {
  const entries = Object.entries(figures).map(([name, value]) => [
    name,
    // Times are whole milliseconds, of more digits than 9.
    typeof value === 'number' && !Number.isSafeInteger(value)
      ? Number(value.toPrecision(9))
      : value,
  ])
  return Object.fromEntries(entries) as Figures
}

export function readExpectation({ folder }: Example): Expectation {
  const path = join(folder, 'expected.json')
  if (!existsSync(path)) throw new Error(`${path} is missing: see test/README.md, "Golden tests"`)
  return JSON.parse(readFileSync(path, 'utf8')) as Expectation
}

export function writeExpectation(example: Example, results: Record<string, Outcome>): void {
  const expectation: Expectation = {
    initial_cash: INITIAL_CASH,
    commission_bps: COMMISSION_BPS,
    slippage_bps: SLIPPAGE_BPS,
    results,
  }
  const path = join(example.folder, 'expected.json')
  writeFileSync(path, `${JSON.stringify(expectation, null, 2)}\n`)
  const readme = join(example.folder, 'README.md')
  const text = readFileSync(readme, 'utf8')
  writeFileSync(
    readme,
    text.replace(FIGURES, () => figuresTable(expectation)),
  )
}

const FIGURES = /<!-- figures -->.*<!-- end of figures -->/s

export function readFigures({ folder }: Example): string | null {
  return FIGURES.exec(readFileSync(join(folder, 'README.md'), 'utf8'))?.[0] ?? null
}

/** The part of a README that repeats expected.json for people. */
export function figuresTable({ results }: Expectation): string {
  const columns = Object.values(results)
  const row = (title: string, cell: (outcome: Outcome) => string) =>
    `| ${[title, ...columns.map(cell)].join(' | ')} |`
  return [
    '<!-- figures -->',
    `| | ${Object.keys(results).join(' | ')} |`,
    `| --- | ${columns.map(() => '---:').join(' | ')} |`,
    row('Net profit, of 10,000', ({ summary }) => summary.net_profit.toFixed(2)),
    row('Commissions in it', ({ summary }) => summary.fees.toFixed(2)),
    row('Trades', ({ trades }) => String(trades)),
    row('Winners', ({ summary }) => percent(summary.win_rate)),
    row('Average win', ({ summary }) => fixed(summary.average_win)),
    row('Average loss', ({ summary }) => fixed(summary.average_loss)),
    row('Profit factor', ({ summary }) => fixed(summary.profit_factor)),
    row('Deepest drawdown', ({ summary }) => percent(summary.max_drawdown)),
    row('Time in the market', ({ summary }) => percent(summary.exposure)),
    '<!-- end of figures -->',
  ].join('\n')
}

const fixed = (value: number | null) => (value === null ? '–' : value.toFixed(2))
const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
