// Checks the script that is being edited, and says when its source is sound enough to run.

import type { Diagnostic } from '#host/faces/http/shapes/common.ts'
import { api, explain } from '../api/client.ts'
import { type Signal, signal } from '../core/signal.ts'

export type Problems = ReadonlyMap<string, readonly Diagnostic[]>

export interface Checker {
  /** By script; those of the host, not of Monaco's compiler. */
  readonly problems: Signal<Problems>
  /** Why the host could not be asked; null where it could. */
  readonly failure: Signal<string | null>
  /** Whether it has no errors; null where a newer check has taken this one's place. */
  check(path: string, source: string, level: 'fast' | 'full'): Promise<boolean | null>
  set(path: string, diagnostics: readonly Diagnostic[]): void
  drop(path: string): void
}

export function createChecker(): Checker {
  const problems = signal<Problems>(new Map())
  const failure = signal<string | null>(null)
  let asked: AbortController | null = null

  const set = (path: string, diagnostics: readonly Diagnostic[]) =>
    problems.set(new Map(problems.get()).set(path, diagnostics))

  return {
    problems,
    failure,
    async check(path, source, level) {
      asked?.abort()
      const mine = new AbortController()
      asked = mine
      try {
        const { diagnostics } = await api.validate(path, source, level, mine.signal)
        if (mine.signal.aborted) return null
        failure.set(null)
        set(path, diagnostics)
        return !diagnostics.some(({ severity }) => severity === 'error')
      } catch (error) {
        if (mine.signal.aborted) return null
        failure.set(explain(error))
        return null
      }
    },
    set,
    drop(path) {
      const next = new Map(problems.get())
      next.delete(path)
      problems.set(next)
    },
  }
}
