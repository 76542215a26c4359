// A session's past, asked about while it goes on: why a slot did what it did, and what another script
// would have made of it. Each question has a thread of its own; one at a time.
import type { Limits } from '../limits.ts'
import type { HeldQuestion, HeldRow } from './held.ts'
import { type Job, Jobs } from './jobs.ts'
import type { ListQuestion, PastPage } from './past-list.ts'
import type { ReplayOptions, ReplayOutcome } from './replay.ts'
import { createTurns } from './turns.ts'
import type { Moment, WhyOptions } from './why.ts'
import { onThread, type ThreadPorts } from './work-thread.ts'

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
    | ({ readonly kind: 'held' } & HeldQuestion)
    | ({ readonly kind: 'replay' } & Pick<ReplayOptions, 'runners' | 'script' | 'draft'>)
  )

export type PastAnswer =
  | { readonly past: SlotPast }
  | { readonly page: PastPage }
  | { readonly held: readonly HeldRow[] }
  | { readonly replay: ReplayOutcome }

export type ReplayJob = Job<ReplayOutcome>

const WAITING_MAX = 8
const REPLAYS_MAX = 8

export class Past {
  readonly #turns = createTurns(WAITING_MAX, 'questions about the past')
  readonly #replays = new Jobs<ReplayOutcome>({ what: 'replay', max: REPLAYS_MAX, graceMs: 0 })
  readonly #end = new AbortController()

  async why(asked: Asked & Pick<WhyOptions, 'slot' | 'at' | 'count'>): Promise<SlotPast> {
    const question = { kind: 'why', ...asked } as const
    const answer = await this.#turns(() => ask(question, { signal: this.#end.signal }))
    return (answer as { past: SlotPast }).past
  }

  async list(asked: Asked & ListQuestion): Promise<PastPage> {
    const question = { kind: 'list', ...asked } as const
    const answer = await this.#turns(() => ask(question, { signal: this.#end.signal }))
    return (answer as { page: PastPage }).page
  }

  async held(asked: Asked & HeldQuestion): Promise<readonly HeldRow[]> {
    const question = { kind: 'held', ...asked } as const
    const answer = await this.#turns(() => ask(question, { signal: this.#end.signal }))
    return (answer as { held: readonly HeldRow[] }).held
  }

  /** Starts a replay; `script` stands in for the session's own of that name. */
  start(asked: Asked & Pick<ReplayOptions, 'runners' | 'script' | 'draft'>): ReplayJob {
    return this.#replays.start(null, async ({ signal, onProgress }) => {
      const either = AbortSignal.any([signal, this.#end.signal])
      const question = { kind: 'replay', ...asked } as const
      const answer = await this.#turns(() => ask(question, { signal: either, onProgress }))
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

const ask = (question: PastQuestion, ports: ThreadPorts) =>
  onThread<PastAnswer>(PROGRAM, question, ports)
