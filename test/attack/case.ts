// What an attack is: a hostile script, the promise that it tries to break, and what must come of it.

export const PROMISES = ['reach', 'lie', 'flood', 'collateral', 'reproducible'] as const

export interface AttackCase {
  /** A sentence fragment: 'walks from a callback argument to Function'. */
  readonly name: string
  readonly promise: (typeof PROMISES)[number]
  readonly language: 'js' | 'lua'
  /** A whole script; what it gets hold of it logs as `ESCAPED …`, that it got so far as `TRIED`. */
  readonly code: string
  readonly expect:
    | { readonly outcome: 'refused'; readonly code?: string }
    /** Several codes, where V8 decides: 'memory-limit|runner-lost'. */
    | { readonly outcome: 'fault'; readonly code: string; readonly line?: number }
    | { readonly outcome: 'harmless' }
  /** Aims at the host's checks of sources: it meets them first, as saved scripts do. */
  readonly isRead?: true
  /** The same strategy without the attack: it must trade the same, to the last bit. */
  readonly twin?: string
}
