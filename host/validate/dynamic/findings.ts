// What a trial showed → findings with a place, a message and a way out.
import { isoTime } from '#host/data/series.ts'
import type { RunResult } from '#host/runner/protocol.ts'
import { CALLBACKS, type Callback, type Language, type ScriptError } from '#sdk/domain.ts'
import type { Metadata } from '#sdk/metadata.ts'
import { snakeCase } from '#sdk/names.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'
import type { DiagnosticCode } from '../codes.ts'
import type { Place, Report } from '../diagnostic.ts'
import type { Examination } from './examine.ts'
import type { Places } from './places.ts'
import type { Sample } from './sample.ts'

export interface Findings {
  readonly language: Language
  readonly places: Places
  readonly report: Report
}

const spellIn = (language: Language) => (name: string) =>
  language === 'lua' ? snakeCase(name) : name

type LoadFailure = LoadReport & { ok: false }
type Loaded = LoadReport & { ok: true }

export function reportLoadFailure(failure: LoadFailure, { places, report }: Findings): void {
  const { code, message, trace } = failure
  const place = placeOf(failure, places.strategy)
  report(code === 'syntax' ? 'syntax' : 'load-error', place, message, traceHint(trace))
}

/** Metadata and callbacks as they are once the script has run; whether both are right. */
export function reportLoaded({ problems, defines }: Loaded, findings: Findings): boolean {
  const { places, report, language } = findings
  const spell = spellIn(language)
  for (const { path, message } of problems) {
    const [first, ...rest] = path as [string, ...string[]]
    const name = [spell(first), ...rest].join('.')
    report('metadata', places.property(path), `${name}: ${message}`)
  }
  const missing = CALLBACKS.filter((name) => !defines.includes(name)).map(spell)
  if (missing.length > 0) {
    const message = `the strategy does not define ${missing.join(', ')}`
    report('missing-callback', places.strategy, message)
  }
  return problems.length === 0 && missing.length === 0
}

const CODE_OF: Readonly<Partial<Record<ScriptError['code'], DiagnosticCode>>> = {
  threw: 'dry-run-error',
  'bad-return': 'bad-return',
  'bad-action': 'bad-action',
  'bad-data': 'bad-data',
  'bad-metadata': 'metadata',
  'cpu-limit': 'cpu-limit',
  'memory-limit': 'memory-limit',
  'runner-lost': 'runner-lost',
}

/** An error of a call on the sample, or one that ended the isolate or its process. */
export function reportScriptError(error: ScriptError, findings: Findings): void {
  const { places, report, language } = findings
  const { callback, time, barIndex, trace } = error
  const name = spellIn(language)(callback)
  const place = placeOf(error, callback === 'load' ? places.strategy : places.callback(callback))
  const bar = barIndex === null ? '' : `, on bar ${barIndex} of the sample`
  const at = time === null ? bar : `${bar} (${isoTime(time)})`
  const isEnded = ENDED.has(error.code)
  const where = callback === 'load' ? 'while the script loads' : `in ${name}${at}`
  const message = isEnded
    ? `${callback === 'load' ? 'the script' : name} ${error.message}${at}`
    : `${error.message}; ${where}`
  const code = CODE_OF[error.code] ?? (callback === 'load' ? 'load-error' : 'dry-run-error')
  report(code, place, message, traceHint(trace))
}

/** Their messages go on from who did it. */
const ENDED: ReadonlySet<string> = new Set(['cpu-limit', 'memory-limit', 'runner-lost'])

function placeOf(
  { file, line, column }: Pick<ScriptError, 'file' | 'line' | 'column'>,
  otherwise: Place,
): Place {
  return file === null || line === null ? otherwise : { file, line, column: column ?? 1 }
}

/** The author's own frames, where there is more than the place itself. */
function traceHint(trace: readonly string[]): string | null {
  return trace.length < 2 ? null : `called from ${trace.slice(1, 4).join(', from ')}`
}

export function reportExamination(
  examination: Examination,
  { sample, metadata }: { sample: Sample; metadata: Metadata },
  findings: Findings,
): void {
  const { run, betweenRuns, lookAhead } = examination
  if (run.errors.length > 0) {
    for (const error of run.errors) reportScriptError(error, findings)
    return
  }
  reportUnreached(run, { sample, warmup: metadata.warmup }, findings)
  reportWarmup(run.warmup, metadata.warmup, findings)
  const { places, report, language } = findings
  const who = (callback: string | null) =>
    callback === null ? 'the outcome' : spellIn(language)(callback)
  if (betweenRuns !== null) {
    const { callback, time, first, second } = betweenRuns
    const place = callback === null ? places.strategy : places.callback(callback)
    const differs = `once ${first}, once ${second}`
    const message = `two runs over the same bars differ at ${isoTime(time)}: ${who(callback)} gave ${differs}`
    report('not-deterministic', place, message)
  }
  if (lookAhead === null) return
  const { callback, time, first, second, cut, future } = lookAhead
  const place = callback === null ? places.strategy : places.callback(callback)
  const changed = future === 'truncated' ? 'taken away' : 'replaced by others'
  const differs = `${first} before, ${second} after`
  const message = `with the bars after ${isoTime(cut)} ${changed}, ${who(callback)} at ${isoTime(time)} changes: ${differs}`
  report('looks-ahead', place, message)
}

/**
 * A comparison with NaN is false, so a script without `warmup` simply waits: that is nobody's
 * mistake. One that decided without a value is, and so is a `warmup` that was meant and is too short.
 */
function reportWarmup(
  report: RunResult['warmup'],
  declared: number,
  { places, language, report: say }: Findings,
): void {
  if (report === null || report.needed <= declared) return
  const { needed, by, cold } = report
  if (declared === 0 && cold === null) return
  const first = `${by} has its first value after ${needed} bars`
  const decided =
    cold === null ? '' : `; on bar ${cold.barIndex} it decided while ${cold.by} had none`
  const hint = `set warmup${language === 'lua' ? ' =' : ':'} ${needed}`
  const message = `warmup is ${declared}, but ${first}${decided}`
  say('warmup-too-short', places.property(['warmup']), message, hint)
}

function reportUnreached(
  run: RunResult,
  { sample, warmup }: { sample: Sample; warmup: number },
  { places, report, language }: Findings,
): void {
  const spell = spellIn(language)
  const bars = `${sample.strategyBars} bars of the sample`
  const reasons: Readonly<Record<Callback, string>> = {
    detectOpportunity: `its warm-up of ${warmup} bars is longer than the ${bars}`,
    filterCommitment: `${spell('detectOpportunity')} found nothing on the ${bars}`,
    managePosition: `no entry was filled on the ${bars}`,
  }
  for (const name of CALLBACKS) {
    if (run.asked[name] > 0) continue
    report(
      'never-reached',
      places.callback(name),
      `${spell(name)} was never called: ${reasons[name]}`,
    )
    // What follows could not be reached either.
    if (name === 'detectOpportunity') return
  }
}
