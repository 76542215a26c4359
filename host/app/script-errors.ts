// What is wrong with a script, as an error that names its file, the place and the moment.
import { dirname, join } from 'node:path'
import type { ScriptFault } from '#host/runner/client.ts'
import type { Diagnostic } from '#host/validate/diagnostic.ts'
import type { Callback, Language, ScriptError } from '#sdk/domain.ts'
import type { MetadataProblem } from '#sdk/metadata.ts'
import { snakeCase } from '#sdk/names.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'
import { timeframeMs } from '#sdk/timeframe.ts'
import { isoTime } from '../data/series.ts'
import { HostError } from '../errors.ts'
import type { LoadedFeed, LoadedScript } from './load-inputs.ts'

/** Where it happened, as far as it is known. */
interface Scene {
  readonly script: LoadedScript
  readonly feed: LoadedFeed
  /** null before the strategy runs. */
  readonly timeframe: string | null
}

/** Names of the API as the script's author writes them. */
export function spell(name: string, language: Language): string {
  return language === 'lua' ? snakeCase(name) : name
}

/** A script that does not parse, or whose imports do not resolve. */
export function sourceError(path: string, errors: readonly Diagnostic[]): HostError {
  const [first] = errors as [Diagnostic, ...Diagnostic[]]
  const rest = errors.length - 1
  const more = `watchfire validate-script ${path} lists ${rest === 1 ? 'one more' : `${rest} more`}`
  const hints = [first.hint, rest > 0 ? more : undefined].filter((hint) => hint !== undefined)
  return new HostError('bad-script', first.message, {
    file: first.file === undefined ? path : join(dirname(path), first.file),
    line: first.line,
    column: first.column,
    hint: hints.length === 0 ? undefined : hints.join('; '),
  })
}

export function loadError(
  report: Extract<LoadReport, { ok: false }>,
  script: LoadedScript,
): HostError {
  return new HostError('bad-script', withTrace(report.message, report.trace), {
    file: fileOf(report.file, script),
    line: report.line ?? undefined,
    column: report.column ?? undefined,
  })
}

export function metadataError(
  problems: readonly MetadataProblem[],
  script: LoadedScript,
): HostError {
  const { language } = script.sources
  const [first] = problems as [MetadataProblem, ...MetadataProblem[]]
  // What lies under `params` is named by the author.
  const path = first.path.map((key, i) =>
    i > 0 && first.path[0] === 'params' ? key : spell(key, language),
  )
  const rest = problems.length - 1
  return new HostError('bad-script', `${path.join('.')}: ${first.message}`, {
    file: script.path,
    ...placeOf(path, script),
    hint:
      rest === 0 ? undefined : `watchfire validate-script ${script.path} lists the other ${rest}`,
  })
}

export function missingCallback(name: Callback, script: LoadedScript): HostError {
  const { language } = script.sources
  const spelt = spell(name, language)
  const nothing = language === 'lua' ? 'nil' : 'nothing'
  return new HostError('bad-script', `the strategy has no ${spelt}`, {
    file: script.path,
    ...placeOf([], script),
    hint: `define it; one with nothing to say returns ${nothing}`,
  })
}

/** An error that a callback or hook raised, or that its answer was. */
export function scriptError(error: ScriptError, scene: Scene): HostError {
  const { script } = scene
  const what = `${spell(error.callback, script.sources.language)} failed ${moment(error, scene)}`
  return new HostError('bad-script', withTrace(`${what}: ${error.message}`, error.trace), {
    file: fileOf(error.file, script),
    line: error.line ?? undefined,
    column: error.column ?? undefined,
  })
}

/** A script that was ended; its message is a predicate: "did not end within 1000 ms". */
export function faultError(error: ScriptError, scene: Scene): HostError {
  const { script } = scene
  const isLoad = error.callback === 'load'
  const who = isLoad
    ? 'the top level of the script'
    : spell(error.callback, script.sources.language)
  const when = isLoad ? '' : ` ${moment(error, scene)}`
  const place = isLoad ? {} : placeOf([spell(error.callback, script.sources.language)], script)
  return new HostError('bad-script', `${who} ${error.message}${when}`, {
    file: script.path,
    ...place,
    hint: FAULT_HINTS[error.code],
  })
}

const FAULT_HINTS: Partial<Readonly<Record<ScriptError['code'], string>>> = {
  'cpu-limit': 'look for a loop that does not end',
  'memory-limit': 'look for a list or text that grows at every call',
}

/** The runner died while no script ran. */
export function runnerError(fault: ScriptFault): HostError {
  return new HostError('unavailable', 'the process that runs the scripts was lost', {
    hint: 'is there enough memory for the bars, twice over?',
    cause: fault,
  })
}

function moment({ time, barIndex }: ScriptError, { feed, timeframe }: Scene): string {
  const index = barIndex === null || barIndex < 0 ? null : barIndex
  const at =
    time ?? (index === null || timeframe === null ? null : closeTime(index, feed, timeframe))
  const bar = index === null ? 'before the first bar' : `at bar ${index}`
  return `${bar} of ${feed.symbol}${at === null ? '' : ` (${isoTime(at)})`}`
}

/** When the strategy bar of that index closed. */
function closeTime(barIndex: number, { series }: LoadedFeed, timeframe: string): number | null {
  const ms = timeframeMs(timeframe)!
  let index = -1
  let bucket = Number.NaN
  for (const openTime of series.columns.openTime) {
    const start = Math.floor(openTime / ms) * ms
    if (start === bucket) continue
    bucket = start
    index += 1
    if (index === barIndex) return start + ms
  }
  return null
}

function fileOf(file: string | null, { path, sources }: LoadedScript): string {
  return file === null || file === sources.entry ? path : join(dirname(path), file)
}

const withTrace = (message: string, trace: readonly string[]) =>
  [message, ...trace.map((line) => `    at ${line}`)].join('\n')

/** Where the script's own file writes the keys of a path, one inside the other; else its strategy. */
function placeOf(
  path: readonly string[],
  { sources }: LoadedScript,
): { line?: number; column?: number } {
  const source = sources.files.find((file) => file.path === sources.entry)?.source ?? ''
  let at = source.search(sources.language === 'lua' ? /^strategy\s*=/m : /^export default/m)
  for (const key of path) {
    const name = key.replace(/[^\w$]/g, '\\$&')
    const pattern = new RegExp(`(?<![\\w$.])${name}\\s*[:=(]`)
    const from = Math.max(0, at)
    const found = source.slice(from).search(pattern)
    // A Lua callback may stand before the strategy.
    const anywhere = path.length === 1 && found < 0 ? source.search(pattern) : -1
    if (found < 0 && anywhere < 0) break
    at = found < 0 ? anywhere : from + found
  }
  if (at < 0) return {}
  const lines = source.slice(0, at).split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}
