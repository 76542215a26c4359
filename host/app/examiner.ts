// Every check of a script, slow ones included, beside a host that trades: on a thread of its own, with
// a runner of its own, behind everything else that wants the processor.
import type { Examiner } from '../engine/slow-checks.ts'
import type { Limits } from '../limits.ts'
import { Thread } from '../thread.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import { patient } from './behind.ts'

/** Two to four seconds are usual; a machine that is busy trading gives it little time. */
const EXAMINE_MS_MAX = 120_000
const HEAP_MB = 1024

export interface ExamineQuestion {
  readonly path: string
  readonly sha256: string
  readonly limits: Limits
}

export function createExaminer(limits: Limits): Examiner {
  const thread = new Thread<ExamineQuestion, { diagnostics: readonly Diagnostic[] | null }>({
    program: new URL('./examine-thread.ts', import.meta.url),
    msMax: EXAMINE_MS_MAX,
    heapMb: HEAP_MB,
  })
  return {
    async examine(path, sha256) {
      const answer = await thread.ask({ path, sha256, limits: patient(limits) })
      // Its memory is worth more than the moment that a start takes.
      thread.replace()
      return answer?.diagnostics ?? null
    },
    close: () => thread.replace(),
  }
}
