// The trial of a loaded script: run over the sample, run again, and run over other futures. Knows
// no runner: whoever can turn bars into a run's result can be examined.
import { createHash } from 'node:crypto'
import type { FeedData, RunResult } from '#host/runner/protocol.ts'
import { type Cut, type Difference, firstDifference, upTo } from './compare.ts'
import { FUTURES, type Future, withFuture } from './futures.ts'
import type { Sample } from './sample.ts'

/** A run in a fresh isolate, always with the same seed; throws what ends it. */
export type RunOver = (feeds: readonly FeedData[]) => Promise<RunResult>

export interface Examination {
  readonly run: RunResult
  /** Two runs over the same bars. */
  readonly betweenRuns: Difference | null
  /** Runs that share the bars up to a cut. */
  readonly lookAhead: (Difference & { readonly cut: number; readonly future: Future }) | null
  /** null where a run failed or differed, or where nothing was evaluated. */
  readonly proof: Proof | null
}

/** That no decision up to the last cut depends on what came after it. */
export interface Proof {
  /** Ms UTC. */
  readonly cuts: readonly number[]
  /** How many decisions were compared. */
  readonly decisions: number
  readonly sha256: string
}

export interface ExamineOptions {
  readonly sample: Sample
  readonly warmup: number
  /** Of the script's files. */
  readonly sha256: string
  readonly onStep: (done: number, total: number) => void
}

/** Where in the evaluated part of the sample the cuts lie; the last is one bar from its end. */
const CUT_FRACTIONS = [0.25, 0.5, 0.75, 1]

export async function examine(over: RunOver, options: ExamineOptions): Promise<Examination> {
  const { sample, onStep } = options
  const total = 2 + CUT_FRACTIONS.length * FUTURES.length
  let done = 0
  async function runOver(feeds: readonly FeedData[]): Promise<RunResult> {
    const result = await over(feeds)
    done += 1
    onStep(done, total)
    return result
  }

  const run = await runOver(sample.feeds)
  const failed = { run, betweenRuns: null, lookAhead: null, proof: null }
  if (run.errors.length > 0 || run.asked.detectOpportunity === 0) return failed
  const betweenRuns = firstDifference(run, await runOver(sample.feeds))
  if (betweenRuns !== null) return { ...failed, betweenRuns }
  const cuts = chooseCuts(run, sample, options.warmup)
  for (const cut of cuts) {
    const past = upTo(run, cut)
    for (const future of FUTURES) {
      const other = await runOver(withFuture(sample.feeds, cut.time, future))
      const difference = firstDifference(past, upTo(other, cut))
      if (difference === null) continue
      return { ...failed, lookAhead: { ...difference, cut: cut.time, future } }
    }
  }
  return { ...failed, proof: proofOf(run, cuts, options) }
}

/**
 * Cuts spread over the bars that are evaluated, each moved to the next instant at which the script
 * decided something: one who peeks only at the very next bar betrays himself nowhere else.
 */
export function chooseCuts(run: RunResult, sample: Sample, warmup: number): Cut[] {
  const { from, timeframeMs, strategyBars } = sample
  const last = strategyBars - 1
  const start = Math.min(warmup, last)
  const decided = run.decisions.map(([time]) => Math.ceil((time - from) / timeframeMs))
  const wanted = CUT_FRACTIONS.map((part) => Math.max(1, Math.round(start + (last - start) * part)))
  const bars = wanted.map((bar, i) => {
    const end = wanted[i + 1] ?? bar + 1
    return decided.find((one) => one >= bar && one < end) ?? bar
  })
  return [...new Set(bars)].map((bar) => ({ time: from + bar * timeframeMs, bars: bar }))
}

function proofOf(run: RunResult, cuts: readonly Cut[], { sample, sha256 }: ExamineOptions): Proof {
  const times = cuts.map(({ time }) => time)
  const { decisions } = upTo(run, cuts.at(-1)!)
  const statement = JSON.stringify([sha256, sample.id, times, decisions])
  return {
    cuts: times,
    decisions: decisions.length,
    sha256: createHash('sha256').update(statement).digest('hex'),
  }
}
