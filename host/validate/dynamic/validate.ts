// The part of a check that runs the script: loads it in a runner, and examines it over the sample.
import type { ScriptSources } from '#host/catalog/sources.ts'
import type { Limits } from '#host/limits.ts'
import { ScriptFault } from '#host/runner/client.ts'
import type { RunResult } from '#host/runner/protocol.ts'
import type { Metadata } from '#sdk/metadata.ts'
import type { Report } from '../diagnostic.ts'
import { type Examination, examine, type Proof } from './examine.ts'
import {
  type Findings,
  reportExamination,
  reportLoaded,
  reportLoadFailure,
  reportScriptError,
} from './findings.ts'
import { findMentions } from './mentions.ts'
import type { Places } from './places.ts'
import { prepareSample, type Sample, takeSample } from './sample.ts'
import { startTrial, type Trial } from './trial.ts'

export interface TrialOptions {
  readonly limits: Limits
  readonly places: Places
  /** Whether to run it over the sample; where not, it is only loaded. */
  readonly dryRun: boolean
  readonly report: Report
  readonly onStep: (done: number, total: number) => void
}

export interface TrialResult {
  /** null where the script does not load. */
  readonly metadata: Metadata | null
  readonly dryRun: DryRun | null
  readonly proof: Proof | null
}

/** What the first run over the sample came to. */
export interface DryRun {
  /** Which bars those were. */
  readonly sample: string
  readonly bars: number
  readonly asked: RunResult['asked']
  readonly trades: number
  readonly warmup: Warmup
}

/** The strategy's `warmup`, and the one that its indicators need, in strategy bars. */
export interface Warmup {
  readonly declared: number
  readonly needed: number
  /** The use of an indicator that needs so many; null where it uses none. */
  readonly by: string | null
}

export async function tryScript(
  sources: ScriptSources,
  options: TrialOptions,
): Promise<TrialResult> {
  const { report, places } = options
  const findings = { language: sources.language, places, report }
  const starting = startTrial(sources, options.limits)
  // While the runner starts, this process has time.
  if (options.dryRun) prepareSample()
  const trial = await starting
  let metadata: Metadata | null = null
  try {
    const loaded = await trial.load()
    if (!loaded.ok) {
      reportLoadFailure(loaded, findings)
      return { metadata, dryRun: null, proof: null }
    }
    metadata = loaded.metadata
    const isRunnable = reportLoaded(loaded, findings)
    if (!options.dryRun || !isRunnable) return { metadata, dryRun: null, proof: null }
    return await dryRun(trial, { sources, metadata }, { findings, onStep: options.onStep })
  } catch (error) {
    if (!(error instanceof ScriptFault)) throw error
    reportScriptError(error.error, findings)
    return { metadata, dryRun: null, proof: null }
  } finally {
    trial.end()
  }
}

async function dryRun(
  trial: Trial,
  { sources, metadata }: { sources: ScriptSources; metadata: Metadata },
  { findings, onStep }: { findings: Findings; onStep: TrialOptions['onStep'] },
): Promise<TrialResult> {
  const { timeframe, symbols, warmup } = metadata
  const sample = await takeSample({ timeframe, symbols, mentions: findMentions(sources) })
  const { sha256 } = sources
  const examination = await examine(trial.run, { sample, warmup, sha256, onStep })
  reportExamination(examination, { sample, metadata }, findings)
  return { metadata, dryRun: figuresOf(examination, sample, warmup), proof: examination.proof }
}

function figuresOf({ run }: Examination, { id }: Sample, declared: number): DryRun {
  const { bars, asked, trades } = run
  const { needed, by } = run.warmup ?? { needed: 0, by: null }
  return { sample: id, bars, asked, trades: trades.length, warmup: { declared, needed, by } }
}
