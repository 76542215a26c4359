// The modules of a JavaScript or TypeScript script: what their imports mean, and how it reads when
// they do not link or their top level fails.
import { describeFrame, ownFrames } from '#sdk/runtime/js/stack.ts'
import { bounded } from '#sdk/runtime/script.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'

/** The path that an import means; '.js' may stand for a '.ts' that is there instead. */
export function resolveImport(specifier: string, from: string, names: ReadonlySet<string>): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  const path = parts.join('/')
  const asTypeScript = path.replace(/\.js$/, '.ts')
  return names.has(path) || !names.has(asTypeScript) ? path : asTypeScript
}

/** V8 did not take the source; it writes the place behind its message. */
export function linkFailure({ message }: Error, entry: string): LoadReport {
  const at = /^(.*) \[(.+):(\d+):(\d+)\]$/.exec(message)
  if (at === null) return failure({ code: 'load', message, file: entry })
  const [, text, file, line, column] = at as unknown as [string, string, string, string, string]
  return failure({
    code: 'syntax',
    message: text,
    file,
    line: Number(line),
    column: Number(column),
  })
}

/** The script's top level threw. */
export function evaluateFailure(
  thrown: Error,
  entry: string,
  names: ReadonlySet<string>,
): LoadReport {
  const frames = ownFrames(thrown.stack, names)
  const [place] = frames
  // Only an Error says where it comes from; of anything else nothing crosses the wall.
  if (place === undefined) {
    const message = 'it threw something that is not an Error, or awaits what never comes'
    return failure({ code: 'load', message, file: entry })
  }
  const { file, line, column } = place
  const trace = frames.map(describeFrame)
  return failure({ code: 'load', message: thrown.message, file, line, column, trace })
}

/** Metadata for people to read; what is larger would be held and shown by the host. */
const REPORT_CHARS_MAX = 200_000

/** What a script says of itself, as it crossed the wall. */
export function readReport(text: string, entry: string): LoadReport {
  if (text.length <= REPORT_CHARS_MAX) return JSON.parse(text) as LoadReport
  const message = `its metadata takes ${text.length} characters, at most ${REPORT_CHARS_MAX} are read`
  return failure({ code: 'load', message, file: entry })
}

function failure(known: {
  code: 'load' | 'syntax'
  message: string
  file: string
  line?: number
  column?: number | null
  trace?: readonly string[]
}): LoadReport {
  const { code, message, file, line = null, column = null, trace = [] } = known
  const cut = bounded({ code, message, place: null, trace })
  return { ok: false, code, message: cut.message, file, line, column, trace: cut.trace }
}
