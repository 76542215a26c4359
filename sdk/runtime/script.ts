// What a language adapter makes of a loaded script; the guest knows scripts only in this form.
import type { Callback, Hook, ScriptErrorCode, Tree } from '#sdk/domain.ts'
import type { BuiltAction } from './actions.ts'

export interface Script {
  /** The metadata as written, keys in camelCase. */
  readonly metadata: Readonly<Record<string, unknown>>
  readonly defines: ReadonlySet<Callback | Hook>
  /** The author's spelling of an API name. */
  spell(camelCase: string): string
  /** Calls a callback; whatever the script raises comes out as it is. */
  evaluate(callback: Callback): Returned
  /** Calls a hook; true where it returned a value, which hooks must not. */
  hook(hook: Hook, payload: Tree): boolean
  /** Where the author defined the callback, for errors that have no place of their own. */
  locate(callback: Callback | Hook): Place | null
  /** Reads what a call threw; what it runs of the script's is on the script's time. */
  describe(thrown: unknown): Raised
  readonly data: ScriptData
}

/** What a callback returned, before it is judged. `table` holds a checked copy. */
export type Returned =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'table'; readonly read: () => Tree }
  | { readonly kind: 'actions'; readonly actions: readonly BuiltAction[] }
  | { readonly kind: 'wrong'; readonly what: string }

export const NOTHING: Returned = { kind: 'nothing' }

export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number | null
}

export interface Raised {
  readonly code: ScriptErrorCode
  readonly message: string
  readonly place: Place | null
  readonly trace: readonly string[]
}

/** `context.data`: how it is read after a call, and put back after a failed one. */
export interface ScriptData {
  /** The script looked at its data since the last `read` or `write`. */
  isTouched(): boolean
  /** A checked copy of the data as it is now, or `previous` itself where they are equal. */
  read(previous: Tree): Tree
  /** Puts a copy of `tree` in place. */
  write(tree: Tree): void
}

/** The script does not load; carries what is wrong and where. */
export class LoadError extends Error {
  readonly raised: Raised
  constructor(raised: Raised) {
    super(raised.message)
    this.raised = raised
  }
}
