// Everything that can be said of a script before it trades: read, type-checked, loaded and tried.
import { languageOf } from '#host/catalog/sources.ts'
import { DEFAULT_LIMITS, type Limits } from '#host/limits.ts'
import { FILES_CODES } from '#host/validate/codes/files.ts'
import type { Diagnostic } from '#host/validate/diagnostic.ts'
import { DiagnosticList } from '#host/validate/diagnostic-list.ts'
import type { Proof } from '#host/validate/dynamic/examine.ts'
import { type DryRun, tryScript } from '#host/validate/dynamic/validate.ts'
import { validateStatic } from '#host/validate/static.ts'
import { checkTypes } from '#host/validate/types.ts'
import type { Language } from '#sdk/domain.ts'
import type { Metadata } from '#sdk/metadata.ts'
import { findPlaces } from '../validate/dynamic/places.ts'

export interface ValidateOptions {
  /** Whether to check types; needs the compiler, about half a second. */
  readonly types?: boolean
  /** Whether to run the script over the sample. */
  readonly dryRun?: boolean
  readonly limits?: Limits
  /** Stands for what the script's file holds; the compiler reads files, so types are left out. */
  readonly draft?: string | null
  /** How many of the runs of the trial are done. */
  readonly onStep?: (done: number, total: number) => void
}

export interface ValidateReport {
  /** No diagnostic is an error. */
  readonly valid: boolean
  readonly script: string
  /** null where the file's name does not say it. */
  readonly language: Language | null
  /** null where the script does not load. */
  readonly strategy: Metadata | null
  readonly diagnostics: readonly Diagnostic[]
  readonly dryRun: DryRun | null
  readonly proof: Proof | null
}

export async function validateScript(
  path: string,
  options: ValidateOptions = {},
): Promise<ValidateReport> {
  const { dryRun = true, limits = DEFAULT_LIMITS, draft = null, onStep = () => {} } = options
  const types = (options.types ?? true) && draft === null
  const { sources, diagnostics, strategy } = await validateStatic(path, { types: false, draft })
  const script = { script: path, language: languageOf(sources.entry) }
  if (!isLoadable(diagnostics)) {
    const all = types ? (await validateStatic(path, { types })).diagnostics : diagnostics
    return { valid: false, ...script, strategy: null, diagnostics: all, dryRun: null, proof: null }
  }
  const list = new DiagnosticList(sources.entry)
  for (const one of diagnostics) list.add(one)
  // A script that is wrong on paper would only fail for the same reason.
  const isSound = diagnostics.every(({ severity }) => severity === 'warning')
  const found = new DiagnosticList(sources.entry)
  const [trial] = await Promise.all([
    tryScript(sources, {
      places: findPlaces(sources, strategy),
      limits,
      dryRun: dryRun && isSound,
      report: found.report,
      onStep,
    }),
    types && sources.language !== 'lua' ? checkTypes(sources, list) : null,
  ])
  addTrial(found.sorted(), list)
  const all = list.sorted()
  return {
    valid: all.every(({ severity }) => severity === 'warning'),
    ...script,
    strategy: trial.metadata,
    diagnostics: all,
    dryRun: trial.dryRun,
    proof: trial.proof,
  }
}

/** Whether there is a whole script to run, right or wrong. */
const isLoadable = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.every(({ code, severity }) => severity === 'warning' || !(code in FILES_CODES))

/** What loading shows anew; on a line that is known to be wrong it only says it again. */
function addTrial(found: readonly Diagnostic[], list: DiagnosticList): void {
  const known = list.sorted().filter(({ severity }) => severity === 'error')
  const isKnown = ({ file, line }: Diagnostic) =>
    known.some((one) => one.file === file && one.line === line)
  for (const one of found) if (!LOAD_CODES.has(one.code) || !isKnown(one)) list.add(one)
}

const LOAD_CODES: ReadonlySet<string> = new Set(['load-error', 'metadata', 'missing-callback'])
