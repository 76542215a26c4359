// Every code that a check of a script can report: its severity, its meaning, and how to mend it.
// docs/diagnostics.md is written from this table.
import { DYNAMIC_CODES } from './codes/dynamic.ts'
import type { CodeEntry } from './codes/entry.ts'
import { FILES_CODES } from './codes/files.ts'
import { STATIC_CODES } from './codes/static.ts'

export const CODE_GROUPS = [
  { title: 'Found in the files', codes: FILES_CODES },
  { title: 'Found in the source', codes: STATIC_CODES },
  { title: 'Found on trial', codes: DYNAMIC_CODES },
] as const

export type DiagnosticCode =
  | keyof typeof FILES_CODES
  | keyof typeof STATIC_CODES
  | keyof typeof DYNAMIC_CODES

export const CODES: Readonly<Record<DiagnosticCode, CodeEntry>> = {
  ...FILES_CODES,
  ...STATIC_CODES,
  ...DYNAMIC_CODES,
}
