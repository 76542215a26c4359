// A file of the scripts folder → a script that is fit to drive slots, or what is wrong with it.
// It is tried in a process of its own, so that a bad one costs those that run nothing.
import { hash } from 'node:crypto'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Callback, Hook } from '#sdk/domain.ts'
import { type Metadata, type ParamValue, resolveParams } from '#sdk/metadata.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'
import { spellInterval, timeframeMs } from '#sdk/timeframe.ts'
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
import { suggest } from '../validate/suggest.ts'
import type { SeatSpec } from './seat.ts'
import { liveIdOf } from './shadow.ts'
import type { Worker } from './worker.ts'

/** What the configuration says instead of the script. */
export interface Given {
  /** null: the script's own, or all where it names none. */
  readonly symbols: readonly string[] | 'all' | null
  readonly params: Readonly<Record<string, ParamValue>>
  /** Somebody attached or detached slots while it ran: the symbols are theirs, be they none. */
  readonly isChosen?: true
}

const NOTHING_GIVEN: Given = { symbols: null, params: {} }

export interface Script {
  /** What it is known by: the file's name, or that of the strategy that it is. */
  readonly id: string
  /** File name in the scripts folder. */
  readonly file: string
  readonly given: Given
  readonly sources: ScriptSources
  readonly metadata: Metadata
  /** The declared ones, as they are given or by default. */
  readonly params: Readonly<Record<string, ParamValue>>
  readonly defines: ReadonlySet<Callback | Hook>
  /** The fed symbols that it trades, in the order of the feeds. */
  readonly symbols: readonly string[]
  /** They are others than at the session's beginning, as others are fed. */
  readonly isMoved?: true
}

/** The version's name: of two files with one text, each is its own. */
export function versionOf({ id, sources, given, symbols, isMoved }: Script): string {
  const plain = `${id}@${sources.sha256}`
  if (isMoved !== true && isDeepStrictEqual(given, NOTHING_GIVEN)) return plain
  const placed = isMoved === true ? { ...given, fed: symbols } : given
  return `${plain}+${hash('sha256', JSON.stringify(placed)).slice(0, 12)}`
}

/** What is fed: now, and at the session's beginning. */
export interface Fed {
  readonly feeds: readonly FeedInfo[]
  /** Without it, the same. */
  readonly firstFeeds?: readonly FeedInfo[]
}

/** The script on those of its symbols that are fed. */
export function placed(
  { isMoved: _, ...script }: Omit<Script, 'symbols'>,
  { feeds, firstFeeds = feeds }: Fed,
): Script {
  const symbols = ownOf(script, feeds)
  const isAsAtFirst = isDeepStrictEqual(symbols, ownOf(script, firstFeeds))
  return { ...script, symbols, ...(isAsAtFirst ? {} : { isMoved: true }) }
}

function ownOf(script: Pick<Script, 'given' | 'metadata'>, feeds: readonly FeedInfo[]): string[] {
  const wanted = wantedBy(script)
  const symbols = feeds.map(({ symbol }) => symbol)
  return symbols.filter((symbol) => wanted === 'all' || wanted.includes(symbol))
}

const wantedBy = ({ given, metadata }: Pick<Script, 'given' | 'metadata'>) =>
  given.symbols ?? metadata.symbols ?? 'all'

export const isSameVersion = (a: Script, b: Script): boolean =>
  a === b || versionOf(a) === versionOf(b)

/** A version as text, to be kept. */
export function writeVersion({ defines, ...script }: Script): string {
  return JSON.stringify({ ...script, defines: [...defines] })
}

type Kept = Omit<Script, 'defines' | 'id' | 'given'> &
  Partial<Pick<Script, 'id' | 'given'>> & { readonly defines: readonly (Callback | Hook)[] }

export function readVersion(text: string): Script {
  const script = JSON.parse(text) as Kept
  // Sessions from before there were strategies knew scripts by their files.
  const { id = script.file, given = NOTHING_GIVEN } = script
  return { ...script, id, given, defines: new Set(script.defines) }
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

export interface LoadOptions extends Fed {
  /** Where it is tried. */
  readonly trial: Worker
  readonly limits: Limits
  readonly seed: number
  /** Instead of what the file holds. */
  readonly draft?: string | null
}

/** `given` goes before what the script says itself. */
export async function loadScript(
  path: string,
  options: LoadOptions,
  { id, given }: Pick<Script, 'id' | 'given'> = { id: basename(path), given: NOTHING_GIVEN },
): Promise<Loaded> {
  const { diagnostics: most } = options.limits
  const asked = { types: false, most, draft: options.draft ?? null }
  const { sources, diagnostics, strategy } = await validateStatic(path, asked)
  const list = new DiagnosticList(sources.entry, most)
  for (const one of diagnostics) list.add(one)
  const script = hasError(diagnostics)
    ? null
    : await tryScript(sources, { id, given, places: findPlaces(sources, strategy) }, list, options)
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
  sources: ScriptSources,
  { id, given, places }: Pick<Script, 'id' | 'given'> & { readonly places: Places },
  list: DiagnosticList,
  { trial, seed, ...fed }: LoadOptions,
): Promise<Script | null> {
  const findings = { language: sources.language, places, report: list.report }
  const { feeds } = fed
  const spec = seatSpec({ id, sources }, feeds[0]!.symbol, seed)
  const report = await openOnce(trial, spec).catch((error) => {
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
  const { metadata, defines } = report
  const { params, problems } = resolveParams(metadata.params, given.params)
  for (const { path, message } of problems) {
    const name = path.at(-1)!
    const where = `params.${name} of the strategy "${id}" in watchfire.toml`
    const isKnown = Object.hasOwn(metadata.params, name)
    const hint = isKnown ? null : suggest(name, Object.keys(metadata.params))
    list.report('metadata', places.property(path), `${where}: ${message}`, hint)
  }
  const script = placed(
    {
      ...{ id, given, sources, metadata, params },
      file: sources.entry,
      defines: new Set(defines as (Callback | Hook)[]),
    },
    fed,
  )
  if (script.symbols.length === 0 && given.isChosen !== true) {
    const known = feeds.map(({ symbol }) => symbol).join(', ')
    const wanted = wantedBy(script) as readonly string[]
    const message = `none of its symbols is fed: ${wanted.join(', ')}`
    list.report('metadata', places.property(['symbols']), message, `this session has ${known}`)
  }
  const ms = timeframeMs(metadata.timeframe)!
  const unfit = feeds.find(
    ({ symbol, intervalMs }) =>
      script.symbols.includes(symbol) && (ms < intervalMs || ms % intervalMs !== 0),
  )
  if (unfit !== undefined) {
    const length = spellInterval(unfit.intervalMs)
    const message = `timeframe "${metadata.timeframe}" cannot be built from ${unfit.symbol}'s bars of ${length}`
    list.report('metadata', places.property(['timeframe']), message)
  }
  return script
}

async function openOnce(trial: Worker, spec: SeatSpec): Promise<LoadReport> {
  const { seat, report } = await trial.open(spec)
  await trial.close(seat)
  return report
}

/** What a slot is known by. */
export const slotKey = (id: string, symbol: string): string => `${id}/${symbol}`

/** What a runner has to know to open the script on a symbol. */
export function seatSpec(
  { id, sources }: Pick<Script, 'id' | 'sources'>,
  symbol: string,
  seed: number,
): SeatSpec {
  const { language, entry, files } = sources
  return {
    // Without the extension: the same strategy draws the same numbers in every language, and a shadow.
    name: `${liveIdOf(id).replace(/\.(lua|js|ts)$/, '')}/${symbol}`,
    slot: slotKey(id, symbol),
    script: { language, entry, files: files.map(({ path, code }) => ({ path, code })) },
    symbol,
    currency: quoteCurrency(symbol),
    seed,
    params: {},
  }
}
