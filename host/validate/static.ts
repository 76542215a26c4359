// Everything that can be known of a script without running it. A source may be made so that parsing
// it takes hours or all memory: whoever asks waits for a thread, for so long and no longer.
import { basename, dirname } from 'node:path'
import { languageOf, type ScriptSources } from '#host/catalog/sources.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { Thread } from '../thread.ts'
import { DiagnosticList } from './diagnostic-list.ts'
import { isReadable, type StaticQuestion, type StaticResult } from './static-checks.ts'
import { checkTypes } from './types.ts'

/** A generous script of 50 KB takes a tenth of a second. */
const CHECK_MS_MAX = 8_000
const HEAP_MB = 1024

const thread = new Thread<StaticQuestion, StaticResult>({
  program: new URL('./static-thread.ts', import.meta.url),
  msMax: CHECK_MS_MAX,
  heapMb: HEAP_MB,
})

export async function validateStatic(
  path: string,
  options: { readonly types: boolean; readonly most?: number; readonly draft?: string | null },
): Promise<StaticResult> {
  const { most = DEFAULT_LIMITS.diagnostics, draft = null } = options
  const found = await ask({ path, draft, most, isChecked: true })
  const { sources, diagnostics } = found
  if (!options.types || sources.language === 'lua' || !isReadable(sources)) return found
  const list = new DiagnosticList(sources.entry, most)
  for (const diagnostic of diagnostics) list.add(diagnostic)
  await checkTypes(sources, list)
  return { ...found, diagnostics: list.sorted() }
}

/** The files alone; `draft` stands for what the script's own file holds. */
export async function readSources(path: string, draft: string | null): Promise<ScriptSources> {
  const { diagnostics: most } = DEFAULT_LIMITS
  return (await ask({ path, draft, most, isChecked: false })).sources
}

async function ask(question: StaticQuestion): Promise<StaticResult> {
  return (await thread.ask(question)) ?? tooComplex(question.path)
}

function tooComplex(path: string): StaticResult {
  const entry = basename(path)
  const list = new DiagnosticList(entry)
  const seconds = CHECK_MS_MAX / 1000
  const message = `the script cannot be checked within ${seconds} s and ${HEAP_MB} MB of memory`
  list.report('too-complex', { file: entry, line: 1, column: 1 }, message)
  const diagnostics = list.sorted()
  const language = languageOf(entry) ?? 'js'
  const sources = { language, entry, root: dirname(path), files: [], sha256: '', diagnostics }
  return { sources, diagnostics, strategy: null }
}
