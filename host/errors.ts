// Errors that a user or an operator can act on: a code, the place, and a way out. A broken
// invariant of our own is an assertion, never a HostError.

/** Every code with its meaning. Exit codes follow from them: `usage` is 2, all others are 1. */
export const HOST_ERRORS = {
  usage: 'the command line asks for something that does not exist',
  'not-found': 'a named file, folder, dataset, symbol or script is not there',
  unreadable: 'a file cannot be opened, read or unpacked',
  unwritable: 'a file cannot be written',
  'bad-format': 'a file is not in a form that is understood',
  'bad-data': 'a file is in the right form but holds values that cannot be true',
  'no-data': 'there is no bar, or too few, to work with',
  'bad-config': 'the configuration is wrong',
  'bad-script': 'a script is invalid or failed',
  unavailable: 'something outside (port, venue, process) does not answer or is taken',
} as const

export type HostErrorCode = keyof typeof HOST_ERRORS

export interface HostErrorDetails {
  readonly file?: string | undefined
  /** 1-based. */
  readonly line?: number | undefined
  /** 1-based; only with `line`. */
  readonly column?: number | undefined
  /** The way out, one sentence. */
  readonly hint?: string | undefined
  readonly cause?: unknown
}

export class HostError extends Error {
  override readonly name = 'HostError'
  readonly code: HostErrorCode
  readonly file: string | undefined
  readonly line: number | undefined
  readonly column: number | undefined
  readonly hint: string | undefined
  readonly exitCode: 1 | 2

  constructor(code: HostErrorCode, message: string, details: HostErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.file = details.file
    this.line = details.line
    this.column = details.column
    this.hint = details.hint
    this.exitCode = code === 'usage' ? 2 : 1
  }
}

/** "file:line:column: message", the hint on a line of its own; other values as their message. */
export function formatError(error: unknown): string {
  if (!(error instanceof HostError)) return error instanceof Error ? error.message : String(error)
  const place = [error.file, error.line, error.column].filter((part) => part !== undefined)
  const head = place.length === 0 ? error.message : `${place.join(':')}: ${error.message}`
  return error.hint === undefined ? head : `${head}\n  hint: ${error.hint}`
}
