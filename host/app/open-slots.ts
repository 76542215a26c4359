// One slot per symbol and script, in that order: opened, judged by what the script says of itself,
// and started.
import { type Runner, ScriptFault } from '#host/runner/client.ts'
import { didYouMean } from '#sdk/did-you-mean.ts'
import { CALLBACKS } from '#sdk/domain.ts'
import { type Metadata, type ParamValue, parseParams, resolveParams } from '#sdk/metadata.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'
import { timeframeMs } from '#sdk/timeframe.ts'
import { HostError } from '../errors.ts'
import type { BacktestRequest } from './backtest.ts'
import type { LoadedFeed, LoadedScript } from './load-inputs.ts'
import { quoteCurrency } from './quote-currency.ts'
import { faultError, loadError, metadataError, missingCallback } from './script-errors.ts'

export interface PlannedRun {
  readonly slot: number
  readonly script: LoadedScript
  readonly feed: LoadedFeed
  readonly feedIndex: number
  readonly metadata: Metadata
  readonly timeframe: string
  readonly params: Readonly<Record<string, ParamValue>>
}

/** A script that has loaded. */
type Loaded = Extract<LoadReport, { ok: true }>

/** `at`: the first free slot of the runner, and where in it the feeds begin. */
export async function openSlots(
  ask: Runner['request'],
  request: BacktestRequest,
  scripts: readonly LoadedScript[],
  feeds: readonly LoadedFeed[],
  at: { readonly slot: number; readonly feed: number } = { slot: 0, feed: 0 },
): Promise<PlannedRun[]> {
  const plan: PlannedRun[] = []
  for (const [index, feed] of feeds.entries()) {
    const feedIndex = at.feed + index
    for (const script of scripts) {
      const slot = at.slot + plan.length
      const report = await open(ask, request, { slot, script, feed })
      const timeframe = request.timeframe ?? report.metadata.timeframe
      checkTimeframe(timeframe, script, feed)
      const { metadata } = report
      const params = paramsOf(request.params, metadata.params)
      plan.push({ slot, script, feed, feedIndex, metadata, timeframe, params })
    }
  }
  checkParamNames(request.params, plan)
  for (const { slot, feedIndex, timeframe, params } of plan) {
    // A script sees the other symbols of the run after its own.
    const others = feeds.map((_, index) => at.feed + index).filter((index) => index !== feedIndex)
    const order = [feedIndex, ...others]
    await ask({ type: 'start', slot, start: { feeds: order, timeframe, params, memory: null } })
  }
  return plan
}

async function open(
  ask: Runner['request'],
  request: BacktestRequest,
  at: { slot: number; script: LoadedScript; feed: LoadedFeed },
): Promise<Loaded> {
  const { script, feed } = at
  const { language, entry, files } = script.sources
  let report: LoadReport
  try {
    report = await ask({
      type: 'open',
      slot: {
        id: at.slot,
        // Without the extension: the same strategy draws the same numbers in every language.
        name: `${entry.replace(/\.\w+$/, '')}/${feed.symbol}`,
        script: { language, entry, files },
        symbol: feed.symbol,
        currency: quoteCurrency(feed.symbol),
        seed: request.seed,
        params: {},
      },
    })
  } catch (error) {
    if (!(error instanceof ScriptFault) || error.slot !== at.slot) throw error
    throw faultError(error.error, { script, feed, timeframe: null })
  }
  if (!report.ok) throw loadError(report, script)
  if (report.problems.length > 0) throw metadataError(report.problems, script)
  const missing = CALLBACKS.find((name) => !report.defines.includes(name))
  if (missing !== undefined) throw missingCallback(missing, script)
  return report
}

/** The values that the run sets, for those params that the script has. */
function paramsOf(
  given: Readonly<Record<string, ParamValue>>,
  specs: Metadata['params'],
): Readonly<Record<string, ParamValue>> {
  const own = Object.entries(given).filter(([name]) => Object.hasOwn(specs, name))
  const { params, problems } = resolveParams(specs, parseParams(specs, Object.fromEntries(own)))
  const [problem] = problems
  if (problem === undefined) return params
  const name = problem.path[1]!
  throw new HostError('usage', `--params ${name}=${given[name]}: ${problem.message}`)
}

/** With several scripts, each takes the params that it has; one that none has is a mistake. */
function checkParamNames(
  given: Readonly<Record<string, ParamValue>>,
  plan: readonly PlannedRun[],
): void {
  const known = new Set(plan.flatMap(({ metadata }) => Object.keys(metadata.params)))
  const unknown = Object.keys(given).find((name) => !known.has(name))
  if (unknown === undefined) return
  const nearest = didYouMean(unknown, known)
  const list = known.size === 0 ? 'the script has no params' : `known: ${[...known].join(', ')}`
  throw new HostError('usage', `--params ${unknown}: there is no such param`, {
    hint: nearest === null ? list : `did you mean "${nearest}"? ${list}`,
  })
}

function checkTimeframe(timeframe: string, script: LoadedScript, feed: LoadedFeed): void {
  const { intervalMs, path } = feed.series
  const ms = timeframeMs(timeframe)!
  if (ms % intervalMs === 0) return
  const relation = ms < intervalMs ? 'is finer than' : 'is no multiple of'
  const bars = `the ${intervalName(intervalMs)} bars of ${feed.symbol}`
  const message = `the timeframe ${timeframe} of ${script.path} ${relation} ${bars}`
  throw new HostError('bad-data', message, {
    file: path,
    hint: `give data whose bars last ${timeframe} or less, or choose another --timeframe`,
  })
}

function intervalName(ms: number): string {
  if (ms % 86_400_000 === 0) return `${ms / 86_400_000}d`
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1000}s`
}
