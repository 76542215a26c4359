// Collects findings: one per place and code, the first to come stays; no more than are allowed.
import { DEFAULT_LIMITS } from '../limits.ts'
import { CODES } from './codes.ts'
import type { Diagnostic, Report } from './diagnostic.ts'

const TOO_MANY = 'too-many-findings'

/** A name in it may be as long as the source. */
const CHARS_MAX = 1000
const brief = (text: string): string => `${text.slice(0, CHARS_MAX)}…`

export class DiagnosticList {
  readonly #entry: string
  readonly #most: number
  readonly #found = new Map<string, Diagnostic>()
  #overflow: Diagnostic | null = null

  /** `entry` is the path that findings in the script itself carry as their place's file. */
  constructor(entry: string, most = DEFAULT_LIMITS.diagnostics) {
    this.#entry = entry
    this.#most = most
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

  add(found: Diagnostic): void {
    const { code, file, line, column, message } = found
    const diagnostic = message.length > CHARS_MAX ? { ...found, message: brief(message) } : found
    const key = `${file ?? ''}:${line}:${column}:${code}`
    if (this.#found.has(key)) return
    if (code === TOO_MANY) this.#overflow ??= diagnostic
    else if (this.#found.size < this.#most) this.#found.set(key, diagnostic)
    else this.#overflow ??= this.#tooMany(diagnostic)
  }

  /** Stands in the place of the first that is left out, and of all that come after it. */
  #tooMany({ severity: _severity, hint: _hint, ...place }: Diagnostic): Diagnostic {
    const message = `there is more to find than the ${this.#most} findings that are listed`
    return { ...place, severity: CODES[TOO_MANY].severity, code: TOO_MANY, message }
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
    const all = [...this.#found.values(), ...(this.#overflow === null ? [] : [this.#overflow])]
    return all.sort(
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
