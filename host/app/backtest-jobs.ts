// Backtests as jobs: a newer one of the same script takes the place of the older.
import { isRecording } from '../recorder/folder.ts'
import { type ChartedResult, chartResult } from './charted-result.ts'
import type { BacktestDesk, DeskRequest } from './desk.ts'
import { type Job, Jobs } from './jobs.ts'
import type { Recordings } from './recordings.ts'

/** About the script. */
export type BacktestJob = Job<ChartedResult>

/** Results are large. */
const MAX = 20

export class BacktestJobs extends Jobs<ChartedResult> {
  readonly #desk: BacktestDesk
  readonly #recordings: Recordings

  constructor(desk: BacktestDesk, recordings: Recordings, onChange: (job: BacktestJob) => void) {
    // The desk itself gives what is not wanted any more its time to end.
    super({ what: 'backtest', max: MAX, graceMs: 0, onChange })
    this.#desk = desk
    this.#recordings = recordings
  }

  /** `script` is its path. */
  run(script: string, request: DeskRequest): BacktestJob {
    return this.start(script, async ({ signal, isWanted, onProgress }) => {
      if (isRecording(request.data.path)) {
        return this.#recordings.run(request, { signal, onProgress })
      }
      const began = performance.now()
      const outcome = await this.#desk.run(request, {
        ...{ signal, isWanted },
        onProgress: (done, total) => onProgress(total === 0 ? 0 : done / total),
      })
      return chartResult(outcome, performance.now() - began)
    })
  }
}
