// Scripts in real isolates over bars of the test's own making: what they log, and how they end.
import { afterAll, expect } from 'vitest'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { type Runner, startRunner } from '#host/runner/client.ts'
import type { BacktestJob, FeedData, RunResult } from '#host/runner/protocol.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'

export const MINUTE = 60_000
export const START = Date.UTC(2024, 0, 1)

export interface MadeBar {
  readonly openTime: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** Bar i of a symbol's data; null where it has none. */
export type MakeBar = (i: number) => Partial<MadeBar> | null

/** One-minute bars; what is not given follows from the close. */
export function feed(symbol: string, count: number, make: MakeBar): FeedData {
  const bars = Array.from({ length: count }, (_, i) => {
    const made = make(i)
    if (made === null) return []
    const { close = 100 } = made
    const usual = { open: close, high: close + 1, low: close - 1, close, volume: 10 }
    return [{ openTime: START + i * MINUTE, ...usual, ...made }]
  }).flat()
  const columns = new Float64Array(BAR_COLUMNS.length * bars.length)
  bars.forEach((bar, row) => {
    BAR_COLUMNS.forEach((name, k) => {
      columns[k * bars.length + row] = bar[name]
    })
  })
  return { symbol, intervalMs: MINUTE, count: bars.length, columns: columns.buffer }
}

export interface ScriptRun {
  readonly language: 'js' | 'lua'
  /** By path; the entry is `s.js` or `s.lua`. */
  readonly files: Readonly<Record<string, string>>
  readonly feeds: readonly FeedData[]
  readonly placement?: BacktestJob['placement']
  readonly keepGoing?: boolean
}

export interface Ran {
  readonly report: LoadReport
  /** null where the script does not load. */
  readonly result: RunResult | null
  readonly logs: readonly string[]
}

/** One runner per language for a whole file of tests; each run has a slot of its own. */
const runners = new Map<string, Promise<Runner>>()
let slots = 0
let feedsSent = new Map<string, number>()

afterAll(async () => {
  for (const runner of runners.values()) (await runner).end()
  runners.clear()
  feedsSent = new Map()
})

/** Runs a script over the first feed, beside the others. */
export async function runScript({ language, files, feeds, ...more }: ScriptRun): Promise<Ran> {
  const known = runners.get(language) ?? startRunner({ limits: LIMITS, languages: [language] })
  runners.set(language, known)
  const runner = await known
  const first = feedsSent.get(language) ?? 0
  feedsSent.set(language, first + feeds.length)
  await runner.request({ type: 'feeds', feeds })
  const id = ++slots
  const script = {
    language,
    entry: `s.${language}`,
    files: Object.entries(files).map(([path, code]) => ({ path, code })),
  }
  const slot = { id, name: 's', script, symbol: feeds[0]!.symbol, currency: 'USDT', seed: 1 }
  const report = await runner.request({ type: 'open', slot: { ...slot, params: {} } })
  if (!report.ok) return { report, result: null, logs: [] }
  const { timeframe } = report.metadata
  const start = { feeds: feeds.map((_, i) => first + i), timeframe, params: {}, memory: null }
  await runner.request({ type: 'start', slot: id, start })
  const job = {
    runs: [{ slot: id, feed: first }],
    broker: DEFAULT_BROKER,
    initialCash: 10_000,
    keepGoing: more.keepGoing ?? false,
    isPortfolio: false,
    placement: more.placement ?? 'inside',
    withDecisions: true,
  } as const
  const { results } = await runner.request({ type: 'backtest', job }).catch((lost: unknown) => {
    runners.delete(language)
    feedsSent.delete(language)
    throw lost
  })
  const [result] = results
  return { report, result: result!, logs: result!.logs.lines.map(({ text }) => text) }
}

const LIMITS = { ...DEFAULT_LIMITS, callbackMs: 300, loadMs: 1000 }

/**
 * The same watch in both languages: `top` runs at load, `each` at every close in Watch; `say` is
 * `log`.
 */
export interface Watch {
  readonly top?: string
  readonly each: string
  readonly timeframe?: string
}

export const jsWatch = ({ top = '', each, timeframe = '1m' }: Watch): string => `\
import { action, defineIndicator, defineStrategy, log as say } from 'watchfire'
${top}
export default defineStrategy({
  name: 'watch',
  timeframe: '${timeframe}',
  detectOpportunity(market, context, indicators) {
    ${each}
  },
  filterCommitment() {},
  managePosition() {},
})`

export const luaWatch = ({ top = '', each, timeframe = '1m' }: Watch): string => `\
strategy = { name = 'watch', timeframe = '${timeframe}' }
local say = log
${top}
function detect_opportunity(market, context, indicators)
  ${each}
end
function filter_commitment() end
function manage_position() end`

/** A Lua or JavaScript number that was logged. */
export const numbers = (logs: readonly string[]): number[] =>
  logs.map((text) => (/nan/i.test(text) ? Number.NaN : Number(text)))

/** Lua prints 14 digits of a number. */
export function expectSame(logs: readonly string[], expected: readonly number[]): void {
  const found = numbers(logs)
  expect(found.map(Number.isNaN)).toEqual(expected.map(Number.isNaN))
  for (const [i, value] of expected.entries()) {
    if (!Number.isNaN(value))
      expect(Math.abs(found[i]! - value)).toBeLessThan(1e-11 * (1 + Math.abs(value)))
  }
}
