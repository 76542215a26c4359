// A backtest in a runner, in whichever placement the job allows: the whole run inside the isolate,
// or the kernel here and one call across the wall per evaluation.

import { type Account, createAccount } from '#kernel/account.ts'
import { type Lane, runAlone, runTogether, type SharedCurve } from '#kernel/backtest.ts'
import { createObservation, observe } from '#kernel/observe.ts'
import { type Packed, pack } from '#kernel/pack.ts'
import { createRecord, type EquityCurve } from '#kernel/record.ts'
import { createRun, type Oracle, type Run } from '#kernel/run.ts'
import { type StrategySpec, strategySpec } from '#kernel/spec.ts'
import { CALLBACKS, type Callback, HOOKS, type Hook } from '#sdk/domain.ts'
import { MARK } from '#sdk/frame.ts'
import type { Feed } from '#sdk/runtime/series.ts'
import type { AloneRest } from '#sdk/runtime/session.ts'
import { encodeTree } from '#sdk/runtime/tree.ts'
import { decodeAnswer, decodeError } from './decode.ts'
import { digest } from './digest.ts'
import type { BacktestJob, BacktestReport, Equity, JobRun, Logs, PackedResult } from './protocol.ts'
import { SandboxLost } from './sandbox.ts'
import { fault, type OpenSlot, type Slots } from './slots.ts'

const PROGRESS_MS = 100

export async function runBacktest(
  slots: Slots,
  job: BacktestJob,
  progress: (done: number) => void,
): Promise<BacktestReport<PackedResult>> {
  const isLookedAt = job.trace != null
  const canBeInside =
    job.placement === 'inside' && (!job.keepGoing || isLookedAt) && !job.isPortfolio
  if (!canBeInside) return runOutside(slots, job, progress)
  const results: PackedResult[] = []
  let runMs = 0
  let done = 0
  for (const run of job.runs) {
    const { result, ms } = await runInside(slots, job, run, (bars) => progress(done + bars))
    results.push(result)
    runMs += ms
    done += slots.market.feed(run.feed).count
  }
  return { results, account: null, runMs }
}

async function runInside(
  slots: Slots,
  job: BacktestJob,
  { slot: id, feed, rules }: JobRun,
  progress: (done: number) => void,
): Promise<{ result: PackedResult; ms: number }> {
  const slot = slots.get(id)
  if (!slot.report.ok) throw new Error(`slot ${id} has not loaded`)
  const equity = equityBuffer(slots.market.feed(feed))
  const timer = setInterval(() => progress(slot.progress[0]!), PROGRESS_MS)
  try {
    const began = performance.now()
    const { packed, rest } = await slot.sandbox.runAlone({
      strategy: strategyOf(slot),
      broker: { ...job.broker, ...rules },
      initialCash: job.initialCash,
      equity,
      progress: slot.progress.buffer,
      keepGoing: job.keepGoing,
      withDecisions: job.withDecisions,
      trace: job.trace,
    })
    const ms = performance.now() - began
    const { errors, bars, points, exposedPoints, observation, warmup, trace } = JSON.parse(
      rest,
    ) as AloneRest
    const curve = { rows: new Float64Array(equity), points, exposedPoints }
    const result = {
      slot: id,
      ...keptOf(job, packed, curve),
      errors,
      bars,
      ...(observation ?? createObservation()),
      warmup,
      trace,
      logs: JSON.parse(slot.sandbox.logs()) as Logs,
    }
    return { result, ms }
  } catch (error) {
    if (error instanceof SandboxLost) {
      error.fault = { ...fault(error, 'load', slot.frame), ...whatRan(slot.mark), slot: id }
    }
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** The strategy's rules, on the timeframe that the slot was started with. */
function strategyOf({ report, start }: OpenSlot): StrategySpec {
  if (!report.ok || start === null) throw new Error('a slot must have loaded and started')
  return strategySpec({ ...report.metadata, timeframe: start.timeframe })
}

/** The strategy may record one point per data bar at the most. */
const equityBuffer = (feed: Feed) => new SharedArrayBuffer((feed.count + 1) * 16)

/** Of a run: all of it, or its digest. */
function keptOf(
  { digest: spec, initialCash }: Pick<BacktestJob, 'digest' | 'initialCash'>,
  packed: Packed,
  equity: Equity,
) {
  if (spec === undefined) return { packed, equity: copied(equity), digest: null }
  return { equity: NO_EQUITY, ...digest({ packed, equity, initialCash }, spec) }
}

const NO_EQUITY: Equity = { rows: new Float64Array(0), points: 0, exposedPoints: 0 }

/** Only the points that were recorded cross to the host. */
function copied({ rows, points, exposedPoints }: Equity): Equity {
  return { rows: rows.slice(0, points * 2), points, exposedPoints }
}

function runOutside(
  slots: Slots,
  job: BacktestJob,
  progress: (done: number) => void,
): BacktestReport<PackedResult> {
  const began = performance.now()
  const { open, lanes, shared } = openRuns(slots, job)
  if (shared !== null) runTogether(lanes, shared, job.keepGoing, progress)
  else runApart(open, slots, job.keepGoing, progress)
  return reportOf({ open, shared }, performance.now() - began)
}

/** The runs of a job as lanes: a feed and the runs on it, in the order in which they were listed. */
export interface OpenRuns {
  readonly open: readonly OpenRun[]
  readonly lanes: readonly Lane[]
  /** The account of all; null: each has its own. */
  readonly shared: SharedCurve | null
}

export function openRuns(slots: Slots, job: BacktestJob): OpenRuns {
  const account = job.isPortfolio ? createAccount(job.initialCash) : null
  const open = job.runs.map((run) => openRun(slots, job, run, account))
  const feedIndices = [...new Set(job.runs.map((run) => run.feed))]
  const lanes = feedIndices.map((index): Lane => {
    const feed = slots.market.feed(index)
    const runs = open.filter((one) => one.feed === index).map((one) => one.run)
    return { columns: feed.columns, count: feed.count, intervalMs: feed.intervalMs, runs }
  })
  return { open, lanes, shared: account && { account, curve: accountCurve(lanes) } }
}

export function reportOf(
  { open, shared }: Pick<OpenRuns, 'open' | 'shared'>,
  runMs: number,
): BacktestReport<PackedResult> {
  const results = open.map((one) => one.result())
  return { results, account: shared && copied(shared.curve), runMs }
}

/** Each on an account of its own. */
function runApart(
  open: readonly OpenRun[],
  slots: Slots,
  keepGoing: boolean,
  progress: (done: number) => void,
): void {
  let before = 0
  for (const { feed, run } of open) {
    const { count } = slots.market.feed(feed)
    runAlone(run, count, keepGoing, (done) => progress(before + done))
    if (!keepGoing && run.record.errors.length > 0) return
    before += count
  }
}

function accountCurve(lanes: readonly Lane[]): EquityCurve {
  const instants = lanes.reduce((sum, lane) => sum + lane.count + 1, 0)
  return createRecord(new Float64Array(instants * 2)).equity
}

interface OpenRun {
  readonly feed: number
  readonly run: Run
  result(): PackedResult
}

function openRun(
  slots: Slots,
  job: BacktestJob,
  { slot: id, feed, rules }: JobRun,
  shared: Account | null,
): OpenRun {
  const slot = slots.get(id)
  if (!slot.report.ok) throw new Error(`slot ${id} has not loaded`)
  const data = slots.market.feed(feed)
  const record = createRecord(new Float64Array(equityBuffer(data)))
  const observation = createObservation()
  const { frame } = slot
  const asked = acrossTheWall(slots, id, frame, job.keepGoing)
  const run = createRun({
    strategy: strategyOf(slot),
    broker: { ...job.broker, ...rules },
    account: shared ?? createAccount(job.initialCash),
    intervalMs: data.intervalMs,
    columns: data.columns,
    frame,
    oracle: job.withDecisions ? observe(asked, frame, observation) : asked,
    record,
  })
  return {
    feed,
    run,
    result: () => ({
      slot: id,
      ...keptOf(job, pack(record.trades, record.transitions), record.equity),
      errors: record.errors,
      bars: record.equity.points,
      ...observation,
      warmup: null,
      trace: null,
      logs: JSON.parse(slots.get(id).sandbox.logs()) as Logs,
    }),
  }
}

/** The script behind its wall. With `keepGoing` a lost isolate is replaced, its memory restored. */
function acrossTheWall(slots: Slots, id: number, frame: Float64Array, keepGoing: boolean): Oracle {
  let slot = slots.get(id)
  let memory: string | null = null

  function remember(): void {
    if (keepGoing) memory = slot.sandbox.memory() ?? memory
  }

  function lost(error: unknown, callback: Parameters<typeof fault>[1]) {
    if (!(error instanceof SandboxLost)) throw error
    const scriptError = fault(error, callback, frame)
    if (keepGoing) slot = slots.reopen(id, memory)
    return scriptError
  }

  return {
    evaluate(callback) {
      try {
        const answer = slot.sandbox.evaluate(callback)
        remember()
        return answer === null ? null : decoded(decodeAnswer, answer)
      } catch (error) {
        return { kind: 'fault', error: lost(error, callback) }
      }
    },
    hears: (hook) => slot.report.ok && slot.report.defines.includes(hook),
    hook(hook, payload) {
      try {
        const error = slot.sandbox.hook(hook, encodeTree(payload))
        remember()
        return error === null ? null : decoded(decodeError, error)
      } catch (error) {
        return lost(error, hook)
      }
    },
  }
}

/** What no honest guest says: its isolate is as good as lost. */
function decoded<T>(decode: (text: string) => T, text: string): T {
  try {
    return decode(text)
  } catch {
    throw new SandboxLost('bad-return', 'gave an answer that no script can give')
  }
}

function whatRan(mark: Int32Array): { callback: Callback | Hook; barIndex: number } | null {
  const name = [...CALLBACKS, ...HOOKS][mark[MARK.callback]! - 1]
  return name === undefined ? null : { callback: name, barIndex: mark[MARK.bar]! }
}
