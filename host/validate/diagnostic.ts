// What every check of a script reports: one finding at one place, with a way out.
import type { DiagnosticCode } from './codes.ts'

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly code: DiagnosticCode
  readonly message: string
  /** Path relative to the script's root folder; absent when it is the script itself. */
  readonly file?: string
  /** 1-based; columns count UTF-16 units, as editors do. */
  readonly line: number
  readonly column: number
  readonly hint?: string
}

/** Where a finding lies; `file` is the path relative to the root folder, also for the script itself. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** How a check hands over what it found. */
export type Report = (
  code: DiagnosticCode,
  place: Place,
  message: string,
  hint?: string | null,
) => void
