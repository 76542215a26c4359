// Backtests as loops over runs: one slot alone, or several symbols merged in time on one account.
import type { BarColumns } from '#sdk/domain.ts'
import { type Account, equity } from './account.ts'
import { barEnd } from './machine.ts'
import { amendLastEquity, type EquityCurve, recordEquity } from './record.ts'
import type { Run } from './run.ts'

/** Called now and then with the number of data bars done; false: nobody wants the rest. */
export type Progress = (done: number) => unknown

const PROGRESS_BARS = 4096

/** Runs one slot over its bars; stops at the first error unless told to keep going, and where it is not wanted. */
export function runAlone(run: Run, count: number, keepGoing: boolean, progress: Progress): void {
  run.start()
  const { errors } = run.record
  for (let i = 0; i < count; ) {
    const pause = Math.min(count, i + PROGRESS_BARS)
    while (i < pause) {
      i = run.stepOn(i, pause)
      if (errors.length > 0 && !keepGoing) return
    }
    if (progress(i) === false) return
  }
  run.end()
  progress(count)
}

/** A symbol's data, and the runs on it in the order in which they were listed. */
export interface Lane {
  readonly columns: BarColumns
  readonly count: number
  readonly intervalMs: number
  readonly runs: readonly Run[]
}

/** The account of several runs, and what becomes of it. */
export interface SharedCurve {
  readonly account: Account
  readonly curve: EquityCurve
}

/**
 * Runs all lanes in the order of time; the bars that end at one instant come lane by lane, run by
 * run. `curve` receives the account's equity at each instant at which a strategy bar closed.
 */
export function runTogether(
  lanes: readonly Lane[],
  shared: SharedCurve | null,
  keepGoing: boolean,
  progress: Progress,
): void {
  const runs = lanes.flatMap((lane) => lane.runs)
  const failed = () => !keepGoing && runs.some((run) => run.record.errors.length > 0)
  const next = lanes.map(() => 0)
  let done = 0
  for (const run of runs) run.start()
  for (;;) {
    const instant = earliest(lanes, next)
    if (instant === Number.POSITIVE_INFINITY || failed()) break
    const before = pointsOf(runs)
    for (const [k, lane] of lanes.entries()) {
      const i = next[k]!
      if (i >= lane.count) continue
      if (barEnd(lane.columns.openTime[i]!, lane.intervalMs) !== instant) {
        for (const run of lane.runs) run.pass(instant)
        continue
      }
      for (const run of lane.runs) run.step(i)
      next[k] = i + 1
      if (done++ % PROGRESS_BARS === 0) progress(done)
    }
    if (shared !== null && pointsOf(runs) > before) {
      const isExposed = shared.account.slots.some((slot) => slot.state.position !== null)
      recordEquity(shared.curve, instant, equity(shared.account), isExposed)
    }
  }
  if (failed()) return
  for (const run of runs) run.end()
  if (shared !== null) amendLastEquity(shared.curve, equity(shared.account))
  progress(done)
}

function earliest(lanes: readonly Lane[], next: readonly number[]): number {
  let instant = Number.POSITIVE_INFINITY
  for (const [k, lane] of lanes.entries()) {
    const i = next[k]!
    if (i >= lane.count) continue
    instant = Math.min(instant, barEnd(lane.columns.openTime[i]!, lane.intervalMs))
  }
  return instant
}

function pointsOf(runs: readonly Run[]): number {
  let points = 0
  for (const run of runs) points += run.record.equity.points
  return points
}
