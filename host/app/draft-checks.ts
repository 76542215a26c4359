// Full checks of texts that somebody is writing: loaded, run over the sample, held against other futures.
// On a thread of their own and with runners of their own, one after the other, behind the market.
import { HostError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import { patient } from './behind.ts'
import { createTurns } from './turns.ts'
import { onThread } from './work-thread.ts'

export interface Findings {
  /** No diagnostic is an error. */
  readonly valid: boolean
  readonly diagnostics: readonly Diagnostic[]
}

export interface DraftQuestion {
  /** Absolute; the file need not be there. */
  readonly path: string
  readonly draft: string
  readonly limits: Limits
}

const PROGRAM = new URL('./draft-checks-thread.ts', import.meta.url)
/** Checks that may wait for one another. */
const CHECKS_MAX = 20

export class DraftChecks {
  readonly #limits: Limits
  readonly #turns = createTurns(CHECKS_MAX, 'checks')
  readonly #end = new AbortController()

  constructor(limits: Limits) {
    this.#limits = patient(limits)
  }

  /** Ended where `signal` is: a text that has been changed meanwhile is not worth the time. */
  async check(path: string, draft: string, signal: AbortSignal): Promise<Findings> {
    const question: DraftQuestion = { path, draft, limits: this.#limits }
    const either = AbortSignal.any([this.#end.signal, signal])
    const answer = this.#turns(() => onThread<Findings>(PROGRAM, question, { signal: either }))
    return answer.catch((error: unknown) => {
      if (!either.aborted) throw error
      throw new HostError('unavailable', 'the check was ended: nobody waits for it')
    })
  }

  close(): void {
    this.#end.abort(new Error('the host stops'))
  }
}
