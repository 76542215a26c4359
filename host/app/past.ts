// A session's past, asked about while it goes on: why a slot did what it did, and what another script
// would have made of it. Each question has a thread of its own; one at a time.
import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { HOST_ERRORS, HostError, type HostErrorCode } from '../errors.ts'
import type { Limits } from '../limits.ts'
import { type JobError, jobError } from './job-error.ts'
import type { ListQuestion, PastPage } from './past-list.ts'
import type { ReplayOptions, ReplayOutcome } from './replay.ts'
import { createTurns } from './turns.ts'
import type { Moment, WhyOptions } from './why.ts'

/** What a slot did, and the text of each version of its script that did it. */
export interface SlotPast {
  readonly moments: readonly Moment[]
  readonly sources: readonly {
    readonly sha256: string
    readonly script: string
    readonly source: string
  }[]
}

interface Asked {
  /** Of the session. */
  readonly folder: string
  readonly limits: Limits
}

export type PastQuestion = Asked &
  (
    | ({ readonly kind: 'why' } & Pick<WhyOptions, 'slot' | 'at' | 'count'>)
    | ({ readonly kind: 'list' } & ListQuestion)
    | ({ readonly kind: 'replay' } & Pick<ReplayOptions, 'runners' | 'script' | 'draft'>)
  )

export type PastAnswer =
  | { readonly past: SlotPast }
  | { readonly page: PastPage }
  | { readonly replay: ReplayOutcome }

/** What the thread says: how far it is, again and again, and then one of the others. */
export type PastReport =
  | { readonly progress: number }
  | { readonly result: PastAnswer }
  | { readonly error: JobError }

export interface ReplayJob {
  readonly id: string
  readonly status: 'running' | 'done' | 'failed' | 'cancelled'
  /** 0 to 1. */
  readonly progress: number
  readonly error: JobError | null
  readonly result: ReplayOutcome | null
}

type Entry = { -readonly [K in keyof ReplayJob]: ReplayJob[K] } & {
  readonly controller: AbortController
}

const WAITING_MAX = 8
const KEPT_MAX = 8
/** A heap that holds a long session's entries; the host's own is untouched by it. */
const HEAP_MB = 2048

export class Past {
  readonly #turns = createTurns(WAITING_MAX, 'questions about the past')
  readonly #jobs = new Map<string, Entry>()
  readonly #end = new AbortController()

  async why(asked: Asked & Pick<WhyOptions, 'slot' | 'at' | 'count'>): Promise<SlotPast> {
    const question = { kind: 'why', ...asked } as const
    const answer = await this.#turns(() => ask(question, this.#end.signal))
    return (answer as { past: SlotPast }).past
  }

  async list(asked: Asked & ListQuestion): Promise<PastPage> {
    const question = { kind: 'list', ...asked } as const
    const answer = await this.#turns(() => ask(question, this.#end.signal))
    return (answer as { page: PastPage }).page
  }

  /** Starts a replay; `script` stands in for the session's own of that name. */
  start(asked: Asked & Pick<ReplayOptions, 'runners' | 'script' | 'draft'>): ReplayJob {
    const controller = new AbortController()
    const start = { status: 'running', progress: 0, error: null, result: null } as const
    const job: Entry = { id: randomUUID(), ...start, controller }
    const signal = AbortSignal.any([controller.signal, this.#end.signal])
    const turn = this.#turns(() =>
      ask({ kind: 'replay', ...asked }, signal, (progress) => {
        job.progress = progress
      }),
    )
    this.#jobs.set(job.id, job)
    this.#forgetOldest()
    turn.then(
      (answer) => {
        job.result = (answer as { replay: ReplayOutcome }).replay
        job.progress = 1
        job.status = 'done'
      },
      (error: unknown) => {
        if (job.status !== 'running') return
        job.error = jobError(error)
        job.status = 'failed'
      },
    )
    return job
  }

  find(id: string): ReplayJob {
    const job = this.#jobs.get(id)
    if (job === undefined) throw new HostError('not-found', `no replay ${id}`)
    return job
  }

  cancel(id: string): void {
    const job = this.find(id) as Entry
    if (job.status !== 'running') return
    job.status = 'cancelled'
    job.controller.abort(new Error('cancelled'))
  }

  close(): void {
    this.#end.abort(new Error('the host stops'))
  }

  #forgetOldest(): void {
    for (const [id, { status }] of this.#jobs) {
      if (this.#jobs.size <= KEPT_MAX) return
      if (status !== 'running') this.#jobs.delete(id)
    }
  }
}

const PROGRAM = new URL('./past-thread.ts', import.meta.url)

/** Its runners, if it has any, end with the thread: their only line is to it. */
async function ask(
  question: PastQuestion,
  signal: AbortSignal,
  onProgress: (progress: number) => void = () => {},
): Promise<PastAnswer> {
  signal.throwIfAborted()
  const worker = new Worker(PROGRAM, {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  const { promise, resolve, reject } = Promise.withResolvers<PastAnswer>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  worker.on('message', (report: PastReport) => {
    if ('progress' in report) onProgress(report.progress)
    else if ('result' in report) resolve(report.result)
    else reject(asHostError(report.error))
  })
  worker.on('error', reject)
  worker.on('exit', () => reject(new Error('the thread ended before it had an answer')))
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', onAbort)
    await worker.terminate()
  }
}

function asHostError({ code, message, ...details }: JobError): Error {
  if (!Object.hasOwn(HOST_ERRORS, code)) return new Error(message)
  return new HostError(code as HostErrorCode, message, details)
}
