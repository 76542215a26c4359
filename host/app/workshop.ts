// What an editor works with: the scripts, their diagnostics, and backtests of them.
import type { BarSeries } from '../data/series.ts'
import type { Limits } from '../limits.ts'
import { isRecording } from '../recorder/folder.ts'
import { validateStatic } from '../validate/static.ts'
import type { DataSource } from './backtest-inputs.ts'
import { type BacktestJob, BacktestJobs } from './backtest-jobs.ts'
import { BarLibrary } from './bar-library.ts'
import type { DatasetPlaces } from './datasets.ts'
import { BacktestDesk } from './desk.ts'
import { DraftChecks, type Findings } from './draft-checks.ts'
import { Past } from './past.ts'
import { ReadingsDesk } from './readings.ts'
import { Recordings } from './recordings.ts'
import { ScriptStore } from './script-store.ts'
import { Versions } from './versions.ts'

export interface WorkshopOptions {
  readonly scripts: string
  /** Where earlier texts of scripts are kept. */
  readonly versions: string
  readonly places: DatasetPlaces
  readonly limits: Limits
  readonly onJob: (job: BacktestJob) => void
}

export interface Workshop {
  readonly scripts: ScriptStore
  readonly versions: Versions
  readonly recordings: Recordings
  readonly jobs: BacktestJobs
  readonly past: Past
  readonly readings: ReadingsDesk
  readonly places: DatasetPlaces
  /** All bars of a data set. */
  bars(source: DataSource): Promise<BarSeries>
  /** What is wrong with a draft; `full` also loads it and runs it over the sample, until `signal`. */
  validate(
    path: string,
    draft: string,
    level: 'fast' | 'full',
    signal: AbortSignal,
  ): Promise<Findings>
  /** Keeps what these files hold now, or all: whoever saved it. */
  keep(paths?: readonly string[]): void
  close(): void
}

export function openWorkshop({
  scripts,
  versions,
  places,
  limits,
  onJob,
}: WorkshopOptions): Workshop {
  const store = new ScriptStore(scripts)
  const bars = new BarLibrary()
  const desk = new BacktestDesk(limits, bars)
  const checks = new DraftChecks(limits)
  const kept = new Versions(versions)
  const past = new Past()
  const readings = new ReadingsDesk(limits)
  const recordings = new Recordings()
  desk.warm()
  return {
    scripts: store,
    versions: kept,
    places,
    past,
    readings,
    recordings,
    jobs: new BacktestJobs(desk, recordings, onJob),
    bars: (source) => (isRecording(source.path) ? recordings.bars(source) : bars.load(source.path)),
    async validate(path, draft, level, signal) {
      const place = store.locate(path)
      if (level === 'full') return checks.check(place, draft, signal)
      const { diagnostics } = await validateStatic(place, { types: false, draft })
      return { valid: diagnostics.every(({ severity }) => severity !== 'error'), diagnostics }
    },
    keep(paths = store.list().map(({ path }) => path)) {
      for (const path of paths) {
        try {
          kept.keep(path, store.read(path).source, Date.now())
        } catch {
          // Gone already, or nothing that a script can be; and what runs is in the journal, too.
        }
      }
    },
    close() {
      desk.close()
      past.close()
      readings.close()
      recordings.close()
      checks.close()
    },
  }
}
