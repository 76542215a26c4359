// A file of the scripts folder → a script that is fit to drive slots, or what is wrong with it.
// It is tried in a process of its own, so that a bad one costs those that run nothing.
import { basename, join } from 'node:path'
import type { Callback, Hook } from '#sdk/domain.ts'
import type { Metadata, ParamValue } from '#sdk/metadata.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'
import { timeframeMs } from '#sdk/timeframe.ts'
import { quoteCurrency } from '../app/quote-currency.ts'
import type { ScriptSources } from '../catalog/sources.ts'
import type { FeedInfo } from '../feeds/feed.ts'
import type { Limits } from '../limits.ts'
import { ScriptFault } from '../runner/client.ts'
import type { Diagnostic } from '../validate/diagnostic.ts'
import { DiagnosticList } from '../validate/diagnostic-list.ts'
import { reportLoaded, reportLoadFailure, reportScriptError } from '../validate/dynamic/findings.ts'
import { findPlaces, type Places } from '../validate/dynamic/places.ts'
import { validateStatic } from '../validate/static.ts'
import type { SeatSpec } from './seat.ts'
import type { Worker } from './worker.ts'

export interface Script {
  /** File name in the scripts folder: what the script is known by. */
  readonly file: string
  readonly sources: ScriptSources
  readonly metadata: Metadata
  readonly params: Readonly<Record<string, ParamValue>>
  readonly defines: ReadonlySet<Callback | Hook>
  /** The fed symbols that it trades, in the order of the feeds. */
  readonly symbols: readonly string[]
}

/** The version's name: of two files with one text, each is its own. */
export const versionOf = ({ file, sources }: Script): string => `${file}@${sources.sha256}`

/** A version as text, to be kept. */
export function writeVersion({ defines, ...script }: Script): string {
  return JSON.stringify({ ...script, defines: [...defines] })
}

export function readVersion(text: string): Script {
  const script = JSON.parse(text) as Omit<Script, 'defines'> & { defines: (Callback | Hook)[] }
  return { ...script, defines: new Set(script.defines) }
}

export interface Loaded {
  readonly file: string
  /** null where there is an error among the diagnostics. */
  readonly script: Script | null
  readonly sha256: string
  /** Absolute paths of the script and all that it imports, as far as they could be read. */
  readonly files: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface LoadOptions {
  /** Where it is tried. */
  readonly trial: Worker
  readonly limits: Limits
  readonly feeds: readonly FeedInfo[]
  readonly seed: number
}

export async function loadScript(path: string, options: LoadOptions): Promise<Loaded> {
  const { diagnostics: most } = options.limits
  const { sources, diagnostics, strategy } = await validateStatic(path, { types: false, most })
  const list = new DiagnosticList(sources.entry, most)
  for (const one of diagnostics) list.add(one)
  const script = hasError(diagnostics)
    ? null
    : await tryScript(path, { sources, places: findPlaces(sources, strategy) }, list, options)
  const found = list.sorted()
  return {
    file: basename(path),
    script: hasError(found) ? null : script,
    sha256: sources.sha256,
    files: [path, ...sources.files.map((file) => join(sources.root, file.path))],
    diagnostics: found,
  }
}

const hasError = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.some(({ severity }) => severity === 'error')

async function tryScript(
  path: string,
  { sources, places }: { sources: ScriptSources; places: Places },
  list: DiagnosticList,
  { trial, feeds, seed }: LoadOptions,
): Promise<Script | null> {
  const findings = { language: sources.language, places, report: list.report }
  const report = await openOnce(trial, seatSpec(sources, feeds[0]!.symbol, seed)).catch((error) => {
    if (!(error instanceof ScriptFault)) throw error
    reportScriptError(error.error, findings)
    return null
  })
  if (report === null) return null
  if (!report.ok) {
    reportLoadFailure(report, findings)
    return null
  }
  if (!reportLoaded(report, findings)) return null
  const { metadata, params, defines } = report
  const fed = feeds.filter(({ symbol }) => metadata.symbols?.includes(symbol) ?? true)
  if (fed.length === 0) {
    const known = feeds.map(({ symbol }) => symbol).join(', ')
    const message = `none of its symbols is fed: ${metadata.symbols!.join(', ')}`
    list.report('metadata', places.property(['symbols']), message, `this session has ${known}`)
  }
  const ms = timeframeMs(metadata.timeframe)!
  const unfit = fed.find(({ intervalMs }) => ms < intervalMs || ms % intervalMs !== 0)
  if (unfit !== undefined) {
    const minutes = unfit.intervalMs / 60_000
    const message = `timeframe "${metadata.timeframe}" cannot be built from ${unfit.symbol}'s bars of ${minutes} min`
    list.report('metadata', places.property(['timeframe']), message)
  }
  return {
    file: basename(path),
    sources,
    metadata,
    params,
    defines: new Set(defines as (Callback | Hook)[]),
    symbols: fed.map(({ symbol }) => symbol),
  }
}

async function openOnce(trial: Worker, spec: SeatSpec): Promise<LoadReport> {
  const { seat, report } = await trial.open(spec)
  await trial.close(seat)
  return report
}

/** What a runner has to know to open the script on a symbol. */
export function seatSpec(sources: ScriptSources, symbol: string, seed: number): SeatSpec {
  const { language, entry, files } = sources
  return {
    // Without the extension: the same strategy draws the same numbers in every language.
    name: `${entry.replace(/\.\w+$/, '')}/${symbol}`,
    script: { language, entry, files: files.map(({ path, code }) => ({ path, code })) },
    symbol,
    currency: quoteCurrency(symbol),
    seed,
    params: {},
  }
}
