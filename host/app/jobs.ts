// Long work that somebody waits for without holding the line: started, looked at, cancelled.
import { randomUUID } from 'node:crypto'
import { HostError } from '../errors.ts'
import { type JobError, jobError } from './job-error.ts'

export interface Job<Result> {
  readonly id: string
  /** What a newer job takes the place of this one by: a script's path, say; null: none does. */
  readonly about: string | null
  readonly status: 'running' | 'done' | 'failed' | 'cancelled'
  /** 0 to 1. */
  readonly progress: number
  readonly error: JobError | null
  readonly result: Result | null
}

/** What the work of a job is given. */
export interface JobPort {
  /** Aborts when the job was cancelled and the grace is over. */
  readonly signal: AbortSignal
  /** False from the moment on at which the job is cancelled. */
  readonly isWanted: () => boolean
  /** 0 to 1. */
  readonly onProgress: (progress: number) => void
}

export interface JobRules<Result> {
  /** "backtest": one of them, in a sentence. */
  readonly what: string
  /** So many may be unfinished at once, and so many are kept for who still asks. */
  readonly max: number
  /** How long work that is not wanted any more may go on by itself. */
  readonly graceMs: number
  readonly onChange?: (job: Job<Result>) => void
}

type Entry<Result> = { -readonly [K in keyof Job<Result>]: Job<Result>[K] } & {
  readonly controller: AbortController
  readonly over: PromiseWithResolvers<void>
}

export class Jobs<Result> {
  readonly #rules: JobRules<Result>
  readonly #jobs = new Map<string, Entry<Result>>()

  constructor(rules: JobRules<Result>) {
    this.#rules = rules
  }

  /** What `work` throws before it gives its promise is thrown here, and there is no job. */
  start(about: string | null, work: (port: JobPort) => Promise<Result>): Job<Result> {
    const { what, max } = this.#rules
    for (const job of this.#jobs.values()) {
      if (about !== null && job.about === about) this.#cancel(job)
    }
    const running = [...this.#jobs.values()].filter(({ status }) => status === 'running')
    if (running.length >= max) {
      throw new HostError('unavailable', `too many ${what}s are waiting`, {
        hint: 'they run one after the other: wait for some, or cancel them',
      })
    }
    const controller = new AbortController()
    const fresh = { status: 'running', progress: 0, error: null, result: null } as const
    const over = Promise.withResolvers<void>()
    const job: Entry<Result> = { id: randomUUID(), about, ...fresh, controller, over }
    const isWanted = () => job.status === 'running'
    const become = (change: Partial<Job<Result>>) => {
      if (!isWanted()) return
      Object.assign(job, change)
      this.#tell(job)
    }
    const onProgress = (progress: number) => become({ progress })
    work({ signal: controller.signal, isWanted, onProgress }).then(
      (result) => become({ result, progress: 1, status: 'done' }),
      (error: unknown) => become({ error: jobError(error), status: 'failed' }),
    )
    this.#jobs.set(job.id, job)
    this.#forgetOldest()
    return job
  }

  find(id: string): Job<Result> {
    return this.#entry(id)
  }

  /** When it is over, or so long has passed; without a wait, at once. */
  async wait(id: string, ms: number): Promise<Job<Result>> {
    const job = this.#entry(id)
    if (job.status !== 'running' || ms === 0) return job
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(late.resolve, ms)
    await Promise.race([job.over.promise, late.promise])
    clearTimeout(timer)
    return job
  }

  cancel(id: string): void {
    this.#cancel(this.#entry(id))
  }

  #cancel(job: Entry<Result>): void {
    if (job.status !== 'running') return
    job.status = 'cancelled'
    const abort = () => job.controller.abort(new Error('cancelled'))
    setTimeout(abort, this.#rules.graceMs).unref()
    this.#tell(job)
  }

  #entry(id: string): Entry<Result> {
    const job = this.#jobs.get(id)
    if (job === undefined) throw new HostError('not-found', `no ${this.#rules.what} ${id}`)
    return job
  }

  #tell(job: Entry<Result>): void {
    if (job.status !== 'running') job.over.resolve()
    this.#rules.onChange?.(job)
  }

  #forgetOldest(): void {
    for (const [id, { status }] of this.#jobs) {
      if (this.#jobs.size <= this.#rules.max) return
      if (status !== 'running') this.#jobs.delete(id)
    }
  }
}
