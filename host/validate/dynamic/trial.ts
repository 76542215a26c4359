// One runner for everything that is done with one script: each run opens a slot of its own, so that
// no run can leave anything to the next.
import type { ScriptSources } from '#host/catalog/sources.ts'
import type { Limits } from '#host/limits.ts'
import { type Runner, startRunner } from '#host/runner/client.ts'
import type { FeedData, RunResult } from '#host/runner/protocol.ts'
import { type BrokerSpec, DEFAULT_BROKER } from '#kernel/spec.ts'
import type { LoadReport } from '#sdk/runtime/session.ts'

/** An entry without a size is the config's to decide; here it is a tenth of the equity. */
const BROKER: BrokerSpec = {
  ...DEFAULT_BROKER,
  defaultSizing: { kind: 'equityFraction', value: 0.1 },
}
const INITIAL_CASH = 10_000
const SLOT = { name: 'trial', currency: 'USDT', seed: 1, params: {} }

/** Its calls throw a ScriptFault where the script ends its isolate, or the runner. */
export interface Trial {
  load(): Promise<LoadReport>
  /** The first feed is the slot's own symbol. */
  run(feeds: readonly FeedData[]): Promise<RunResult>
  end(): void
}

export async function startTrial(sources: ScriptSources, limits: Limits): Promise<Trial> {
  const runner = await startRunner({ limits, languages: [sources.language] })
  const files = sources.files.map(({ path, code }) => ({ path, code }))
  const script = { language: sources.language, entry: sources.entry, files }
  let slots = 0
  let feedsSent = 0

  function open(symbol: string) {
    const slot = { ...SLOT, id: ++slots, script, symbol }
    return runner.request({ type: 'open', slot })
  }

  async function run(feeds: readonly FeedData[]): Promise<RunResult> {
    const indices = feeds.map((_, i) => feedsSent + i)
    feedsSent += feeds.length
    await runner.request({ type: 'feeds', feeds })
    const report = await open(feeds[0]!.symbol)
    if (!report.ok) throw new Error(`the script loaded once, and now does not: ${report.message}`)
    return runSlot(runner, { slot: slots, feeds: indices, report })
  }

  return {
    async load() {
      const report = await open('BTCUSDT')
      await runner.request({ type: 'close', slot: slots })
      return report
    },
    run,
    end: () => runner.end(),
  }
}

async function runSlot(
  runner: Runner,
  of: { slot: number; feeds: readonly number[]; report: LoadReport & { ok: true } },
): Promise<RunResult> {
  const { slot, feeds, report } = of
  const { timeframe } = report.metadata
  const start = { feeds, timeframe, params: report.params, memory: null }
  await runner.request({ type: 'start', slot, start })
  const job = {
    runs: [{ slot, feed: feeds[0]! }],
    broker: BROKER,
    initialCash: INITIAL_CASH,
    keepGoing: false,
    isPortfolio: false,
    placement: 'inside',
    withDecisions: true,
  } as const
  const { results } = await runner.request({ type: 'backtest', job })
  await runner.request({ type: 'close', slot })
  return results[0]!
}
