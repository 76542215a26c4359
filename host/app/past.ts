// A session's past, asked about while it goes on: why a slot did what it did, and what another script
// would have made of it. Each question has a thread of its own; one at a time.
import { Worker } from 'node:worker_threads'
import { HOST_ERRORS, HostError, type HostErrorCode } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { JobError } from './job-error.ts'
import { type Job, Jobs } from './jobs.ts'
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

export type ReplayJob = Job<ReplayOutcome>

const WAITING_MAX = 8
const REPLAYS_MAX = 8
/** A heap that holds a long session's entries; the host's own is untouched by it. */
const HEAP_MB = 2048

export class Past {
  readonly #turns = createTurns(WAITING_MAX, 'questions about the past')
  readonly #replays = new Jobs<ReplayOutcome>({ what: 'replay', max: REPLAYS_MAX, graceMs: 0 })
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
    return this.#replays.start(null, async ({ signal, onProgress }) => {
      const either = AbortSignal.any([signal, this.#end.signal])
      const question = { kind: 'replay', ...asked } as const
      const answer = await this.#turns(() => ask(question, either, onProgress))
      return (answer as { replay: ReplayOutcome }).replay
    })
  }

  find(id: string): ReplayJob {
    return this.#replays.find(id)
  }

  cancel(id: string): void {
    this.#replays.cancel(id)
  }

  close(): void {
    this.#end.abort(new Error('the host stops'))
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
