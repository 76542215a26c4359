// Everything that can be known of a script without running it.
import { collectSources, type ScriptSources } from '#host/catalog/sources.ts'
import type { Diagnostic } from './diagnostic.ts'
import { DiagnosticList } from './diagnostic-list.ts'
import { checkJs } from './js.ts'
import { checkLua } from './lua.ts'
import { checkTypes } from './types.ts'

export interface StaticResult {
  readonly sources: ScriptSources
  /** By line and column, one per place and code; those of the script itself first. */
  readonly diagnostics: readonly Diagnostic[]
}

export async function validateStatic(
  entryPath: string,
  options: { readonly types: boolean; readonly most?: number; readonly draft?: string | null },
): Promise<StaticResult> {
  const sources = await collectSources(entryPath, options.draft ?? null)
  const list = new DiagnosticList(sources.entry, options.most)
  for (const diagnostic of sources.diagnostics) list.add(diagnostic)
  // What does not parse would seem to lack everything that it defines.
  const isReadable = sources.diagnostics.every(({ code }) => !UNREADABLE.has(code))
  if (isReadable) {
    guardDepth(sources, list)
    if (options.types && sources.language !== 'lua') await checkTypes(sources, list)
  }
  return { sources, diagnostics: list.sorted() }
}

const UNREADABLE: ReadonlySet<string> = new Set([
  'syntax',
  'unreadable-file',
  'unknown-language',
  'not-utf8',
  'too-large',
])

/** The checks walk the tree by recursion: a source nested thousands deep is refused, not fatal. */
function guardDepth(sources: ScriptSources, list: DiagnosticList): void {
  try {
    if (sources.language === 'lua') checkLua(sources, list.report)
    else checkJs(sources, list.report)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const place = { file: sources.entry, line: 1, column: 1 }
    list.report('syntax', place, 'the source is nested too deeply to be checked')
  }
}
