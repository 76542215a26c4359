// Backtests that somebody waits for without holding the line: started, looked at, cancelled. A newer
// one of the same script takes the place of the older.
import { randomUUID } from 'node:crypto'
import { HostError } from '../errors.ts'
import { type ChartedResult, chartResult } from './charted-result.ts'
import type { BacktestDesk, DeskRequest } from './desk.ts'
import { type JobError, jobError } from './job-error.ts'

export interface BacktestJob {
  readonly id: string
  readonly script: string
  readonly status: 'running' | 'done' | 'failed' | 'cancelled'
  /** 0 to 1. */
  readonly progress: number
  readonly error: JobError | null
  readonly result: ChartedResult | null
}

type Entry = { -readonly [K in keyof BacktestJob]: BacktestJob[K] } & {
  readonly controller: AbortController
}

/** Finished ones are kept so that a page can still fetch them; results are large. */
const KEPT_MAX = 20
/** A run that is not wanted any more may end within this: its process then goes on being of use. */
const GRACE_MS = 400
/** They run one after the other. */
const RUNNING_MAX = 20

export class BacktestJobs {
  readonly #desk: BacktestDesk
  readonly #jobs = new Map<string, Entry>()
  readonly #onChange: (job: BacktestJob) => void

  constructor(desk: BacktestDesk, onChange: (job: BacktestJob) => void) {
    this.#desk = desk
    this.#onChange = onChange
  }

  /** `script` names what the older job would be of. */
  start(script: string, request: DeskRequest): BacktestJob {
    for (const job of this.#jobs.values()) {
      if (job.script === script && job.status === 'running') this.cancel(job.id)
    }
    const running = [...this.#jobs.values()].filter(({ status }) => status === 'running')
    if (running.length >= RUNNING_MAX) {
      throw new HostError('unavailable', 'too many backtests are waiting', {
        hint: 'they run one after the other: wait for some, or cancel them',
      })
    }
    const job: Entry = {
      id: randomUUID(),
      script,
      status: 'running',
      progress: 0,
      error: null,
      result: null,
      controller: new AbortController(),
    }
    this.#jobs.set(job.id, job)
    this.#forgetOldest()
    void this.#run(job, request)
    return job
  }

  find(id: string): BacktestJob {
    const job = this.#jobs.get(id)
    if (job === undefined) throw new HostError('not-found', `no backtest ${id}`)
    return job
  }

  cancel(id: string): void {
    const job = this.find(id) as Entry
    if (job.status !== 'running') return
    job.status = 'cancelled'
    setTimeout(() => job.controller.abort(new Error('cancelled')), GRACE_MS).unref()
    this.#onChange(job)
  }

  async #run(job: Entry, request: DeskRequest): Promise<void> {
    const began = performance.now()
    try {
      const outcome = await this.#desk.run(request, {
        signal: job.controller.signal,
        isWanted: () => job.status === 'running',
        onProgress: (done, total) => {
          job.progress = total === 0 ? 0 : done / total
          this.#onChange(job)
        },
      })
      if (job.status !== 'running') return
      job.result = chartResult(outcome, performance.now() - began)
      job.progress = 1
      job.status = 'done'
    } catch (error) {
      if (job.status !== 'running') return
      job.error = jobError(error)
      job.status = 'failed'
    }
    this.#onChange(job)
  }

  #forgetOldest(): void {
    for (const [id, { status }] of this.#jobs) {
      if (this.#jobs.size <= KEPT_MAX) return
      if (status !== 'running') this.#jobs.delete(id)
    }
  }
}
