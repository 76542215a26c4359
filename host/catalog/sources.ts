// A script and every file it imports, as read from its root folder. Reads; never runs anything.
import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Diagnostic, Place, Report } from '#host/validate/diagnostic.ts'
import { DiagnosticList } from '#host/validate/diagnostic-list.ts'
import type { Language } from '#sdk/domain.ts'
import { findJsImports, findLuaImports, type ImportRequest } from './imports.ts'
import { parseJs } from './js-ast.ts'
import { parseLua } from './lua-ast.ts'
import { decodeSource, readSource } from './read-source.ts'
import { resolveImport } from './resolve-import.ts'
import { stripTypes } from './strip-types.ts'

export interface ScriptFile {
  /** Relative to the root folder, with `/`. */
  readonly path: string
  readonly source: string
  /** What runs: types blanked out, positions as in `source`. Empty where the source does not parse. */
  readonly code: string
  /** What an import in this file means: its specifier → the path of another of the files. */
  readonly imports: Readonly<Record<string, string>>
}

export interface ScriptSources {
  readonly language: Language
  /** The path of the script itself, relative to the root: its file name. */
  readonly entry: string
  readonly root: string
  /** The script first; the others in the order in which they were found. */
  readonly files: readonly ScriptFile[]
  /** Over the paths and bytes of all files, in the order of their paths. */
  readonly sha256: string
  readonly diagnostics: readonly Diagnostic[]
}

/** A script that imports more has lost its way; without a bound, a folder of a million files would hang. */
const SCRIPT_FILES_MAX = 200

/** `draft` stands for what the script's own file holds, or will hold: it need not be there yet. */
export async function collectSources(
  entryPath: string,
  draft: string | null = null,
): Promise<ScriptSources> {
  const real = await realpath(entryPath).catch(() => entryPath)
  const root = dirname(real)
  const entry = basename(real)
  const list = new DiagnosticList(entry)
  const language = languageOf(entry)
  const files = new Map<string, ScriptFile>()
  const hashes = new Map<string, string>()

  const start: Place = { file: entry, line: 1, column: 1 }
  if (language === null) {
    const received = extname(entry) === '' ? 'no extension' : `"${extname(entry)}"`
    list.report('unknown-language', start, `expected a .lua, .js or .ts file, received ${received}`)
  } else {
    const pending = [{ path: entry, importedAt: start }]
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      if (files.has(next.path)) continue
      if (files.size === SCRIPT_FILES_MAX) {
        const message = `a script has at most ${SCRIPT_FILES_MAX} files`
        list.report('too-large', next.importedAt, message)
        break
      }
      const read =
        draft !== null && next.path === entry
          ? decodeSource(Buffer.from(draft), next, list.report)
          : await readSource(join(root, next.path), next, list.report)
      if (read === null) continue
      hashes.set(next.path, read.sha256)
      const { code, requests } = await parse(next.path, read.source, list.report)
      const imports: Record<string, string> = {}
      for (const request of requests) {
        const path = await resolveImport(
          request,
          { root, language: languageOf(next.path)! },
          list.report,
        )
        if (path === null) continue
        imports[request.specifier] = path
        pending.push({ path, importedAt: request.place })
      }
      files.set(next.path, { path: next.path, source: read.source, code, imports })
    }
  }
  return {
    language: language ?? 'js',
    entry,
    root,
    files: [...files.values()],
    sha256: digest(hashes),
    diagnostics: list.sorted(),
  }
}

export function languageOf(path: string): Language | null {
  const language = extname(path).slice(1)
  return language === 'lua' || language === 'js' || language === 'ts' ? language : null
}

async function parse(
  path: string,
  source: string,
  report: Report,
): Promise<{ code: string; requests: ImportRequest[] }> {
  const nothing: { code: string; requests: ImportRequest[] } = { code: '', requests: [] }
  const fail = (failure: { message: string; line: number; column: number }): typeof nothing => {
    report('syntax', { file: path, line: failure.line, column: failure.column }, failure.message)
    return nothing
  }
  // A chain of a hundred thousand operators parses, and is still too deep to walk.
  const find = (code: string, search: () => ImportRequest[]): typeof nothing => {
    try {
      return { code, requests: search() }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return fail({ message: 'the source is nested too deeply', line: 1, column: 1 })
    }
  }
  if (languageOf(path) === 'lua') {
    // A first line that begins with # is for a Unix shell.
    const code = source.replace(/^#.?/, '--')
    const chunk = parseLua(code)
    if ('message' in chunk) return fail(chunk)
    return find(code, () => findLuaImports(chunk, path, report))
  }
  const stripped = languageOf(path) === 'ts' ? await stripTypes(source) : { code: source }
  if ('message' in stripped) return fail(stripped)
  const program = parseJs(stripped.code)
  if ('message' in program) return fail(program)
  return find(stripped.code, () => findJsImports(program, path, report))
}

function digest(hashes: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
  for (const path of [...hashes.keys()].sort()) hash.update(`${path}\0${hashes.get(path)}\n`)
  return hash.digest('hex')
}
