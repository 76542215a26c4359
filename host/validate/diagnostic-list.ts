// Collects findings: one per place and code, the first to come stays.
import { CODES } from './codes.ts'
import type { Diagnostic, Report } from './diagnostic.ts'

export class DiagnosticList {
  readonly #entry: string
  readonly #found = new Map<string, Diagnostic>()

  /** `entry` is the path that findings in the script itself carry as their place's file. */
  constructor(entry: string) {
    this.#entry = entry
  }

  readonly report: Report = (code, place, message, hint = null) => {
    this.add({
      severity: CODES[code].severity,
      code,
      message,
      ...(place.file === this.#entry ? {} : { file: place.file }),
      line: place.line,
      column: place.column,
      ...(hint === null ? {} : { hint }),
    })
  }

  add(diagnostic: Diagnostic): void {
    const { code, file, line, column } = diagnostic
    const key = `${file ?? ''}:${line}:${column}:${code}`
    if (!this.#found.has(key)) this.#found.set(key, diagnostic)
  }

  /** Whether an earlier check said what is wrong there: at the place, or for the whole line. */
  covers(place: { file?: string; line: number; column: number }): boolean {
    return [...this.#found.values()].some(
      ({ file, line, column, code }) =>
        file === place.file &&
        line === place.line &&
        (column === place.column || LINE_CODES.has(code)),
    )
  }

  /** By line and column; those of the script itself first. */
  sorted(): Diagnostic[] {
    return [...this.#found.values()].sort(
      (a, b) => compare(a.file ?? '', b.file ?? '') || a.line - b.line || a.column - b.column,
    )
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What a type checker says of such a line follows from what is said already, at another column. */
const LINE_CODES: ReadonlySet<string> = new Set([
  'wrong-value',
  'bad-action',
  'wrong-arguments',
  'missing-callback',
  'misspelt-callback',
  'missing-metadata',
  'async',
  'import-outside',
  'import-not-found',
  'bare-import',
])
