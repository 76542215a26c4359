// What a language adapter makes of a loaded script; the guest knows scripts only in this form.
import type { Callback, Hook, ScriptErrorCode, Tree } from '#sdk/domain.ts'
import type { BuiltAction } from './actions.ts'
import { cut } from './cut.ts'

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

const MESSAGE_CHARS_MAX = 2000
const TRACE_LINES_MAX = 20
const TRACE_CHARS_MAX = 300

/** What an error says is the script's own words: cut before they leave the isolate. */
export function bounded({ code, message, place, trace }: Raised): Raised {
  const lines = trace.slice(0, TRACE_LINES_MAX).map((line) => cut(line, TRACE_CHARS_MAX))
  return { code, message: cut(message, MESSAGE_CHARS_MAX), place, trace: lines }
}

/** `context.data`: how it is read after a call, and put back after a failed one. */
export interface ScriptData {
  /** The script may have changed its data: it got hold of it since the last `write`. */
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
