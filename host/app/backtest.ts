// A backtest from request to outcome: reads scripts and bars, drives one runner process, and never
// leaves it behind.

import { type Runner, ScriptFault, startRunner } from '#host/runner/client.ts'
import type { DigestSpec } from '#host/runner/digest.ts'
import type {
  BacktestJob,
  BacktestReport,
  Equity,
  FeedData,
  Logs,
  RunResult,
} from '#host/runner/protocol.ts'
import { type BrokerSpec, DEFAULT_BROKER } from '#kernel/spec.ts'
import type { ParamValue } from '#sdk/metadata.ts'
import type { TraceSpan } from '#sdk/runtime/trace.ts'
import { CALENDARS, type CalendarId, sessionOpens } from '../calendar/market-calendar.ts'
import type { TimeRange } from '../data/load.ts'
import { readsBook } from '../engine/tick-wishes.ts'
import { DEFAULT_LIMITS, type Limits } from '../limits.ts'
import { checkScriptsExist, type DataSource, pairData } from './backtest-inputs.ts'
import type { LoadedFeed } from './load-inputs.ts'
import { openSlots, type PlannedRun } from './open-slots.ts'
import { faultError, runnerError, scriptError } from './script-errors.ts'

export type { Logs } from '#host/runner/protocol.ts'

export interface BacktestRequest {
  readonly scripts: readonly string[]
  /**
   * Bar files, folders, datasets or recordings: one for each symbol, or one that is no file for all.
   */
  readonly data: readonly string[]
  readonly symbols: readonly string[]
  /** Overrides the scripts' own; null: each script's own. */
  readonly timeframe: string | null
  readonly range: TimeRange
  /** When the symbols' sessions are; without it as the data's venue says, or always. */
  readonly calendar?: CalendarId | undefined
  readonly params: Readonly<Record<string, ParamValue>>
  readonly cash: number
  /** What differs from DEFAULT_BROKER. */
  readonly broker: Partial<BrokerSpec>
  readonly seed: number
  /** Trading days in a year; null: told from the data. */
  readonly periodsPerYear: number | null
  readonly keepGoing: boolean
  /** All runs share one account. */
  readonly isPortfolio: boolean
  /** What of each run to look at closely; of runs on an account of their own. */
  readonly trace?: TraceSpan | undefined
  /** The text of the one script, where that is not what lies on disk. */
  readonly draft?: string | null
  /** What a chart shows of a run, made where it ran. */
  readonly digest?: (run: PlannedRun) => DigestSpec
}

export interface BacktestPorts {
  /** Data bars done, of how many; not called for runs that are over at once. */
  readonly onProgress?: (done: number, total: number) => void
  /** What a run's script logged, also where the run then fails. */
  readonly onLogs?: (logs: Logs, run: { readonly script: string; readonly symbol: string }) => void
  /** What one should know of the data that was taken. */
  readonly onNote?: (note: string) => void
  readonly signal?: AbortSignal
}

/** What came of one script on one symbol. */
export interface RunOutcome {
  readonly run: PlannedRun
  readonly result: RunResult
  /** Ms that the run took; with one account for all, that all took together. */
  readonly runMs: number
  /** Data bars that went through in that time. */
  readonly runBars: number
}

export interface BacktestOutcome {
  readonly request: BacktestRequest
  readonly runs: readonly RunOutcome[]
  /** Of the shared account; null without one. */
  readonly account: Equity | null
  /** Ms before the first bar went through. */
  readonly loadMs: number
}

/** Throws a HostError for whatever is wrong with the inputs or goes wrong in a script. */
export async function runBacktest(
  request: BacktestRequest,
  ports: BacktestPorts = {},
): Promise<BacktestOutcome> {
  const began = performance.now()
  const sources = pairData(request)
  checkScriptsExist(request.scripts)
  ports.signal?.throwIfAborted()
  const session = new Session(DEFAULT_LIMITS, request.scripts)
  const onAbort = () => session.end()
  ports.signal?.addEventListener('abort', onAbort)
  try {
    const plan = await prepare(session, request, { sources, ports })
    const loadMs = performance.now() - began
    const ran = hasTicks(plan)
      ? await runTicked(session, request, plan, ports)
      : request.isPortfolio
        ? await runShared(session, request, plan, ports)
        : await runApart(session, request, plan, ports)
    return { request, ...ran, loadMs }
  } catch (error) {
    ports.signal?.throwIfAborted()
    throw error instanceof ScriptFault ? runnerError(error) : error
  } finally {
    ports.signal?.removeEventListener('abort', onAbort)
    session.end()
  }
}

/** The one runner of a backtest: on its way while scripts and bars are read. */
class Session {
  onProgress: (done: number) => void = () => {}
  readonly #starting: Promise<Runner>
  #isOver = false

  constructor(limits: Limits, scripts: readonly string[]) {
    const languages = [...new Set(scripts.map((path) => (path.endsWith('.lua') ? 'lua' : 'js')))]
    this.#starting = startRunner({
      limits,
      languages: languages as ('lua' | 'js')[],
      onProgress: (done) => this.onProgress(done),
    })
    // Whoever asks first is told; an error elsewhere may come before.
    this.#starting.catch(() => {})
  }

  request: Runner['request'] = async (request) => {
    if (this.#isOver) throw new Error('the backtest is over')
    const runner = await this.#starting
    const lost = runner.lost.then((fault) => {
      throw fault
    })
    return Promise.race([runner.request(request), lost])
  }

  backtest: Ask = (job) => this.request({ type: 'backtest', job })

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#starting.then((runner) => runner.end()).catch(() => {})
  }
}

async function prepare(
  session: Session,
  request: BacktestRequest,
  { sources, ports }: { sources: readonly DataSource[]; ports: BacktestPorts },
): Promise<PlannedRun[]> {
  // Imported here, so that the runner process is on its way first.
  const { loadScript, loadScripts, loadFeeds } = await import('./load-inputs.ts')
  const { draft = null } = request
  const scripts =
    draft === null
      ? await loadScripts(request.scripts)
      : [await loadScript(request.scripts[0]!, draft)]
  const feeds = await loadFeeds(sources, request.range, {
    calendar: request.calendar === undefined ? null : CALENDARS[request.calendar],
    onNote: ports.onNote,
  })
  for (const feed of feeds) {
    await session.request({ type: 'feeds', feeds: [feedData(feed)] })
  }
  return openSlots(session.request, request, scripts, feeds)
}

/** Bars as they cross to a runner. */
export function feedData({ symbol, series, calendar }: LoadedFeed): FeedData {
  const columns = new Float64Array(series.columns.openTime.buffer).slice().buffer
  const { intervalMs, count } = series
  const { openTime } = series.columns
  const span = { from: openTime[0]!, to: openTime[count - 1]! + intervalMs }
  return { symbol, intervalMs, count, columns, opens: sessionOpens(calendar, span) }
}

const hasTicks = (plan: readonly PlannedRun[]): boolean =>
  plan.some(({ feed }) => feed.recorded?.hasTicks === true || (feed.past ?? 0) > 0)

type Ran = Pick<BacktestOutcome, 'runs' | 'account'>

/** Each run on an account of its own, one after the other. */
async function runApart(
  session: Session,
  request: BacktestRequest,
  plan: readonly PlannedRun[],
  ports: BacktestPorts,
): Promise<Ran> {
  const total = plan.reduce((sum, run) => sum + run.feed.series.count, 0)
  const runs: RunOutcome[] = []
  let before = 0
  for (const run of plan) {
    session.onProgress = (done) => ports.onProgress?.(before + done, total)
    const digest = request.digest?.(run)
    const { results, runMs } = await askBacktest(session.backtest, request, [run], ports, digest)
    runs.push({ run, result: results[0]!, runMs, runBars: run.feed.series.count })
    await session.request({ type: 'close', slot: run.slot })
    before += run.feed.series.count
  }
  return { runs, account: null }
}

/** All runs on one account, merged in time. */
async function runShared(
  session: Session,
  request: BacktestRequest,
  plan: readonly PlannedRun[],
  ports: BacktestPorts,
): Promise<Ran> {
  const feeds = new Set(plan.map((run) => run.feed))
  const total = [...feeds].reduce((sum, feed) => sum + feed.series.count, 0)
  session.onProgress = (done) => ports.onProgress?.(done, total)
  const { results, account, runMs } = await askBacktest(session.backtest, request, plan, ports)
  const runBars = plan.reduce((sum, run) => sum + run.feed.series.count, 0)
  const runs = plan.map((run, i) => ({ run, result: results[i]!, runMs, runBars }))
  return { runs, account }
}

/**
 * All runs over a recording with ticks, merged in time. A change of the order book is a tick of its own:
 * on accounts of their own, those that do not read the book are asked apart, and see what they would alone.
 */
async function runTicked(
  session: Session,
  request: BacktestRequest,
  plan: readonly PlannedRun[],
  ports: BacktestPorts,
): Promise<Ran> {
  const { askTicked } = await import('./ticked-backtest.ts')
  const feeds = [...new Set(plan.map((run) => run.feed))]
  const runBars = feeds.reduce((sum, feed) => sum + feed.series.count, 0)
  const isReader = ({ script }: PlannedRun) => readsBook(script.sources)
  const parts = request.isPortfolio ? [plan] : [...Map.groupBy(plan, isReader).values()]
  const outcomes = new Map<PlannedRun, RunOutcome>()
  let ofAll: Equity | null = null
  for (const [i, part] of parts.entries()) {
    session.onProgress = (done) => ports.onProgress?.(i * runBars + done, parts.length * runBars)
    const { range } = request
    const ticked: Ask = (job) =>
      askTicked(session.request, job, feeds, { range, readsBook: part.some(isReader) })
    const digest = request.digest?.(part[0]!)
    const { results, account, runMs } = await askBacktest(ticked, request, part, ports, digest)
    for (const [k, run] of part.entries()) {
      outcomes.set(run, { run, result: results[k]!, runMs, runBars })
    }
    ofAll = account
  }
  return { runs: plan.map((run) => outcomes.get(run)!), account: ofAll }
}

/** What is asked for goes before what the venue asked of orders when the recording was made. */
function jobRun({ slot, feedIndex, feed }: PlannedRun, { broker }: BacktestRequest) {
  return { slot, feed: feedIndex, rules: { ...stepsOf(feed.rules ?? {}), ...stepsOf(broker) } }
}

const STEPS = ['lotStep', 'tickSize', 'minNotional'] as const

const stepsOf = (given: Partial<Record<(typeof STEPS)[number], number | null>>) =>
  Object.fromEntries(
    STEPS.flatMap((name) => (given[name] == null ? [] : [[name, given[name]]])),
  ) as Partial<BrokerSpec>

/** Takes a job to a runner. */
type Ask = (job: BacktestJob) => Promise<BacktestReport>

/** Runs what is planned and started; throws for the first error of a script. */
export async function askBacktest(
  ask: Ask,
  request: BacktestRequest,
  plan: readonly PlannedRun[],
  { onLogs }: BacktestPorts,
  digest?: DigestSpec,
) {
  try {
    const report = await ask({
      runs: plan.map((run) => jobRun(run, request)),
      broker: { ...DEFAULT_BROKER, ...request.broker },
      initialCash: request.cash,
      keepGoing: request.keepGoing,
      isPortfolio: request.isPortfolio,
      placement: 'inside',
      withDecisions: false,
      trace: request.trace,
      digest,
    })
    for (const [i, { logs }] of report.results.entries()) {
      const run = plan[i]!
      if (logs.lines.length > 0)
        onLogs?.(logs, { script: run.script.path, symbol: run.feed.symbol })
    }
    if (!request.keepGoing) throwFirstError(plan, report.results)
    return report
  } catch (error) {
    const run =
      error instanceof ScriptFault ? plan.find((one) => one.slot === error.slot) : undefined
    throw run === undefined ? error : faultError((error as ScriptFault).error, run)
  }
}

function throwFirstError(plan: readonly PlannedRun[], results: readonly RunResult[]): void {
  const errors = results
    .flatMap(({ errors: [error] }, i) => (error === undefined ? [] : [{ error, run: plan[i]! }]))
    .sort((a, b) => (a.error.time ?? 0) - (b.error.time ?? 0))
  if (errors.length > 0) throw scriptError(errors[0]!.error, errors[0]!.run)
}
