// An attack as a backtest: in the isolate beside the kernel, across the wall, and on a recording
// that ends earlier; and in the isolate while it is looked at. All must tell the same of the bars that
// they share.
import type { BarSeries } from '#host/data/load.ts'
import { type Runner, ScriptFault, startRunner } from '#host/runner/client.ts'
import type { BacktestJob, RunResult } from '#host/runner/protocol.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import type { TraceSpan } from '#sdk/runtime/trace.ts'
import { SYMBOLS, toFeed } from './bars.ts'
import type { AttackCase } from './case.ts'
import { ATTACK_LIMITS } from './limits.ts'

export const BACKTEST_BARS = 400
const EARLY_BARS = 151

/** The thread of a backtest has a larger stack: a script that goes to its end takes longer. */
const LIMITS = { ...ATTACK_LIMITS, callbackMs: 2000 }

export interface Tried {
  /** null where nothing went wrong. */
  readonly code: string | null
  readonly line: number | null
  readonly message: string
  readonly run: RunResult | null
}

type Script = Pick<AttackCase, 'code' | 'language'>
type Feeds = 'whole' | 'early'

export class Proving {
  readonly #series: readonly BarSeries[]
  #runner: Promise<Runner> | null = null
  #slots = 0

  constructor(series: readonly BarSeries[]) {
    this.#series = series
  }

  /** What is wrong with how the attack backtests; empty where nothing is. */
  async examine(attack: AttackCase): Promise<string[]> {
    const inside = await this.#run(attack, 'inside', 'whole')
    const problems = judge(attack, inside)
    if (attack.promise === 'reach') return problems
    const outside = await this.#run(attack, 'outside', 'whole')
    problems.push(...differences('outside the isolate', told(inside), told(outside)))
    const early = await this.#run(attack, 'inside', 'early')
    const end = this.#series[0]!.columns.openTime[EARLY_BARS - 1]!
    const expected = told(inside, end)
    problems.push(...differences('on a recording that ends earlier', expected, told(early, end)))
    // What came to its limit would only take as long once more.
    if (!isLimit(inside.code)) {
      const watched = await this.#run(attack, 'inside', 'whole', this.#everything())
      problems.push(...differences('where it is looked at', told(inside), told(watched)))
    }
    if (attack.twin !== undefined) {
      const twin = await this.#run({ ...attack, code: attack.twin }, 'inside', 'whole')
      if (twin.code !== null) problems.push(`its honest twin fails: ${twin.message}`)
      if (twin.run?.trades.length === 0) problems.push('its honest twin does not trade')
      problems.push(...differences('than its honest twin', numbers(twin), numbers(inside)))
    }
    return problems
  }

  /** Each of its evaluations. */
  #everything(): TraceSpan {
    const { openTime } = this.#series[0]!.columns
    return { from: openTime[0]!, to: openTime[BACKTEST_BARS]!, points: 10 * BACKTEST_BARS }
  }

  async #run(
    script: Script,
    placement: BacktestJob['placement'],
    which: Feeds,
    trace: TraceSpan | null = null,
  ): Promise<Tried> {
    const runner = await this.#running()
    const feeds = which === 'whole' ? [0, 1] : [2, 3]
    try {
      const id = ++this.#slots
      const entry = `s.${script.language}`
      const report = await runner.request({
        type: 'open',
        slot: {
          id,
          name: 'attack',
          script: { language: script.language, entry, files: [{ path: entry, code: script.code }] },
          symbol: SYMBOLS[0],
          currency: 'USDT',
          seed: 1,
          params: {},
        },
      })
      if (!report.ok) return tried({ ...report })
      if (report.problems.length > 0) return tried({ code: 'bad-metadata' })
      const { timeframe } = report.metadata
      const start = { feeds, timeframe, params: report.params, memory: null as string | null }
      await runner.request({ type: 'start', slot: id, start })
      const job = {
        runs: [{ slot: id, feed: feeds[0]! }],
        broker: DEFAULT_BROKER,
        initialCash: 1e6,
        keepGoing: false,
        isPortfolio: false,
        placement,
        withDecisions: true,
        trace,
      } as const
      const { results } = await runner.request({ type: 'backtest', job })
      await runner.request({ type: 'close', slot: id })
      const run = results[0]!
      return tried({ ...run.errors[0], run })
    } catch (thrown) {
      // The next script gets another runner, whatever this one is worth.
      runner.end()
      this.#runner = null
      if (!(thrown instanceof ScriptFault)) throw thrown
      return tried(thrown.error)
    }
  }

  #running(): Promise<Runner> {
    this.#runner ??= this.#start()
    return this.#runner
  }

  async #start(): Promise<Runner> {
    this.#slots = 0
    const runner = await startRunner({ limits: LIMITS, languages: ['js', 'lua'] })
    const feeds = [BACKTEST_BARS, EARLY_BARS].flatMap((count) =>
      this.#series.map((series, i) => toFeed(SYMBOLS[i]!, series, count)),
    )
    await runner.request({ type: 'feeds', feeds })
    return runner
  }

  async close(): Promise<void> {
    if (this.#runner !== null) (await this.#runner).end()
  }
}

const tried = (known: {
  code?: string
  line?: number | null
  message?: string
  run?: RunResult
}): Tried => ({
  code: known.code ?? null,
  line: known.line ?? null,
  message: known.message ?? '',
  run: known.run ?? null,
})

function judge({ expect }: AttackCase, { code, message, run }: Tried): string[] {
  const problems = (run?.logs.lines ?? [])
    .filter(({ text }) => text.startsWith('ESCAPED'))
    .map(({ text }) => `in a backtest: ${text}`)
  if (expect.outcome === 'harmless') {
    if (code !== null) problems.push(`in a backtest: ${code}: ${message}`)
    const { lines = [] } = run?.logs ?? {}
    if (code === null && !lines.some(({ text }) => text.startsWith('TRIED')))
      problems.push('in a backtest it was not tried')
  } else if (expect.code !== undefined && !expect.code.split('|').includes(code ?? '')) {
    problems.push(`in a backtest: expected ${expect.code}, received ${code}: ${message}`)
  }
  return problems
}

/** All that a run told of what happened before `end`. */
function told({ code, line, message, run }: Tried, end = Number.POSITIVE_INFINITY) {
  // A run whose isolate was ended tells nothing else.
  if (run === null || isLimit(code)) return { failure: [code] }
  const rows = Array.from({ length: run.equity.points }, (_, i) => [
    run.equity.rows[2 * i]!,
    run.equity.rows[2 * i + 1]!,
  ])
  const error = run.errors[0]
  const failure = error !== undefined && error.time! < end ? [code, line, message] : []
  return {
    failure,
    decisions: run.decisions.filter(([time]) => time < end),
    logs: run.logs.lines.filter(({ time }) => time < end).map(({ time, text }) => [time, text]),
    trades: run.trades.filter(({ exitTime }) => exitTime < end),
    transitions: run.transitions.filter(({ time }) => time < end),
    equity: rows.filter(([time]) => time! < end),
  }
}

const isLimit = (code: string | null) =>
  code === 'cpu-limit' || code === 'memory-limit' || code === 'runner-lost'

const numbers = ({ run }: Tried) => ({
  trades: run?.trades,
  transitions: run?.transitions,
  equity: run?.equity,
})

function differences(where: string, expected: object, received: object): string[] {
  return Object.entries(expected).flatMap(([what, value]) => {
    const [a, b] = [show(value), show((received as Record<string, unknown>)[what])]
    if (a === b) return []
    let at = 0
    while (a[at] === b[at]) at++
    const from = Math.max(0, at - 60)
    return `${what} differ ${where}: …${a.slice(from, at + 80)}… is …${b.slice(from, at + 80)}…`
  })
}

const show = (value: unknown) => JSON.stringify(value) ?? 'nothing'
