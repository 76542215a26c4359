// What can go wrong at the emulated exchange. A test sets these while it runs. Expiry of a listen key is
// not among them: no private stream is opened, so there is no key that could expire.

export interface Faults {
  /** Data frames that are not sent although the connection lives. */
  isMute: boolean
  /** Every data frame comes twice. */
  isDoubling: boolean
  /** Every other closed bar comes after the next one. */
  isReordering: boolean
  /** What is made of the text of data frames. */
  mangle: ((frame: string) => string) | null
  /** Ms between the pieces of a frame that drips in; 0: frames come whole. */
  dripMs: number
  /** New connections are turned away with this status. */
  upgradeStatus: number | null
  /** Answers to the next requests, one each, instead of the right ones. */
  readonly answers: Answer[]
  /** No request is answered at all. */
  isRestDown: boolean
}

export type Answer =
  | { readonly status: number; readonly retryAfter?: number; readonly body?: string }
  | 'hang' // never
  | 'reset' // the connection breaks off
  | 'truncated' // half of a body

export const noFaults = (): Faults => ({
  isMute: false,
  isDoubling: false,
  isReordering: false,
  mangle: null,
  dripMs: 0,
  upgradeStatus: null,
  answers: [],
  isRestDown: false,
})
