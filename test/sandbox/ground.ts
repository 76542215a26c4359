// Where hostile scripts are let loose: a runner with small limits, and what each script came to. A
// runner that is lost is replaced; at the end none may be left.
import { DEFAULT_LIMITS, type Limits } from '#host/limits.ts'
import { type Runner, ScriptFault, startRunner } from '#host/runner/client.ts'
import type { BacktestJob, Logs, RunResult } from '#host/runner/protocol.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import { BAR_COLUMNS, type Language } from '#sdk/domain.ts'

/** Small, so that running into them is quick; large enough for a busy machine. */
export const LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  callbackMs: 300,
  loadMs: 500,
  isolateMb: 32,
  runnerMb: 700,
}

/** How a script ended: "fine", or an error's code with where it arose. */
export interface Outcome {
  readonly code: string
  readonly message: string
  readonly callback: string | null
  readonly line: number | null
  /** Whether the runner lives on. */
  readonly isRunnerAlive: boolean
  readonly logs: Logs['lines']
  readonly dropped: number
  readonly run: RunResult | null
}

export type Placement = BacktestJob['placement']

export const BARS = 200
const MINUTE = 60_000

export class Ground {
  readonly #language: Language
  readonly #limits: Limits
  readonly #ended: Runner[] = []
  #runner: Runner | null = null
  #slots = 0

  constructor(language: Language, limits: Limits = LIMITS) {
    this.#language = language
    this.#limits = limits
  }

  async runner(): Promise<Runner> {
    if (this.#runner === null) {
      this.#slots = 0
      this.#runner = await startRunner({ limits: this.#limits, languages: [this.#language] })
      await this.#runner.request({ type: 'feeds', feeds: [waves()] })
    }
    return this.#runner
  }

  /** Loads a script and runs it over 200 bars; says how that ended. */
  async attempt(code: string, placement: Placement = 'inside'): Promise<Outcome> {
    const runner = await this.runner()
    try {
      const slot = await this.#open(runner, code)
      if (typeof slot !== 'number') return slot
      const job = {
        runs: [{ slot, feed: 0 }],
        broker: DEFAULT_BROKER,
        initialCash: 10_000,
        keepGoing: false,
        isPortfolio: false,
        placement,
        withDecisions: true,
      } as const
      const { results } = await runner.request({ type: 'backtest', job })
      await runner.request({ type: 'close', slot })
      const run = results[0]!
      const [error] = run.errors
      const logs = { logs: run.logs.lines, dropped: run.logs.dropped }
      if (error === undefined) return outcome({ ...logs, run })
      const { code: errorCode, message, callback, line } = error
      return outcome({ ...logs, run, code: errorCode, message, callback, line })
    } catch (thrown) {
      if (!(thrown instanceof ScriptFault)) throw thrown
      const { code: errorCode, message, callback, line } = thrown.error
      const isRunnerAlive = await isAlive(runner)
      if (!isRunnerAlive) {
        this.#ended.push(runner)
        this.#runner = null
      }
      return outcome({ code: errorCode, message, callback, line, isRunnerAlive })
    }
  }

  async #open(runner: Runner, code: string): Promise<number | Outcome> {
    const id = ++this.#slots
    const entry = `s.${this.#language}`
    const report = await runner.request({
      type: 'open',
      slot: {
        id,
        name: 'hostile',
        script: { language: this.#language, entry, files: [{ path: entry, code }] },
        symbol: 'BTCUSDT',
        currency: 'USDT',
        seed: 1,
        params: {},
      },
    })
    if (!report.ok) {
      const { code: errorCode, message, line } = report
      return outcome({ code: errorCode, message, callback: 'load', line })
    }
    if (report.problems.length > 0) {
      return outcome({ code: 'bad-metadata', message: report.problems[0]!.message })
    }
    const { timeframe } = report.metadata
    const start = { feeds: [0], timeframe, params: report.params, memory: null as string | null }
    await runner.request({ type: 'start', slot: id, start })
    return id
  }

  /** Ends the runner; the pids of all that there were. */
  async end(): Promise<number[]> {
    if (this.#runner !== null) {
      this.#runner.end()
      await this.#runner.lost
      this.#ended.push(this.#runner)
      this.#runner = null
    }
    return this.#ended.map(({ pid }) => pid)
  }
}

const outcome = (known: Partial<Outcome>): Outcome => ({
  code: 'fine',
  message: '',
  callback: null,
  line: null,
  isRunnerAlive: true,
  logs: [],
  dropped: 0,
  run: null,
  ...known,
})

/** A fault comes with the runner's end or without; one that ends has settled `lost` already. */
async function isAlive(runner: Runner): Promise<boolean> {
  const lost = runner.lost.then(() => false)
  return Promise.race([lost, new Promise<true>((resolve) => setImmediate(() => resolve(true)))])
}

export function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Prices that swing between 90 and 110. */
export function waves() {
  const columns = new Float64Array(BAR_COLUMNS.length * BARS)
  for (let i = 0; i < BARS; i++) {
    const price = 100 + 10 * Math.sin(i / 5)
    const values = [i * MINUTE, price, price + 1, price - 1, price + 0.5, 10]
    for (const [k, value] of values.entries()) columns[k * BARS + i] = value
  }
  const { buffer } = columns
  return { symbol: 'BTCUSDT', intervalMs: MINUTE, count: BARS, columns: buffer as ArrayBuffer }
}
