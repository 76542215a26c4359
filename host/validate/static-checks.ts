// The static checks of a script's files, on whichever thread calls them: they may take as long and
// as much memory as a hostile source makes them (host/validate/static.ts bounds both).
import { collectSources, type ScriptSources } from '#host/catalog/sources.ts'
import type { Diagnostic } from './diagnostic.ts'
import { DiagnosticList } from './diagnostic-list.ts'
import { strategyLiteral } from './dynamic/places.ts'
import { checkJs } from './js.ts'
import type { Literal } from './literal.ts'
import { checkLua } from './lua.ts'

export interface StaticQuestion {
  readonly path: string
  /** Stands for what the file holds; null: what it does hold. */
  readonly draft: string | null
  /** Findings that are listed. */
  readonly most: number
  /** Else the files are only collected. */
  readonly isChecked: boolean
}

export interface StaticResult {
  readonly sources: ScriptSources
  /** By line and column, one per place and code; those of the script itself first. */
  readonly diagnostics: readonly Diagnostic[]
  /** The strategy's table as it is written out; null where it cannot be seen. */
  readonly strategy: Literal | null
}

export async function checkStatic(question: StaticQuestion): Promise<StaticResult> {
  const sources = await collectSources(question.path, question.draft)
  const list = new DiagnosticList(sources.entry, question.most)
  for (const diagnostic of sources.diagnostics) list.add(diagnostic)
  const isChecked = question.isChecked && isReadable(sources)
  const strategy = isChecked ? guardDepth(sources, list) : null
  return { sources, diagnostics: list.sorted(), strategy }
}

/** What does not parse would seem to lack everything that it defines. */
export const isReadable = ({ diagnostics }: ScriptSources): boolean =>
  diagnostics.every(({ code }) => !UNREADABLE.has(code))

const UNREADABLE: ReadonlySet<string> = new Set([
  'syntax',
  'unreadable-file',
  'unknown-language',
  'not-utf8',
  'too-large',
  'too-complex',
])

/** The checks walk the tree by recursion: a source nested thousands deep is refused, not fatal. */
function guardDepth(sources: ScriptSources, list: DiagnosticList): Literal | null {
  try {
    if (sources.language === 'lua') checkLua(sources, list.report)
    else checkJs(sources, list.report)
    return strategyLiteral(sources)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const place = { file: sources.entry, line: 1, column: 1 }
    list.report('syntax', place, 'the source is nested too deeply to be checked')
    return null
  }
}
