// Whether a session could begin with a configuration, beyond what the file says by itself: its market, its
// scripts, and what those say of the params that they are given. The same means as a session's.
import { basename } from 'node:path'
import { TIMEFRAMES } from '#sdk/timeframe.ts'
import { assertKnownVariables } from '../config/environment.ts'
import type { Config } from '../config/load.ts'
import { History } from '../engine/history.ts'
import { loadScript } from '../engine/script.ts'
import { listStrategies, strategyPath } from '../engine/script-folder.ts'
import { inOneLine } from '../engine/script-status.ts'
import { unitsOf } from '../engine/units.ts'
import { Worker } from '../engine/worker.ts'
import { HostError } from '../errors.ts'
import type { FeedInfo } from '../feeds/feed.ts'
import { openMarket } from '../feeds/open-market.ts'
import { assertVenue } from '../venues/open-venue.ts'

/** Throws where `run` would refuse to begin, or one of the strategies that are switched on. */
export async function checkConfig(config: Config): Promise<void> {
  const { scripts, strategies } = config
  assertKnownVariables(process.env)
  listStrategies(scripts)
  for (const { script } of strategies) strategyPath(scripts, script)
  const feeds = await feedsOf(config)
  if (strategies.some(({ isEnabled }) => isEnabled)) await checkStrategies(config, feeds)
}

/** A venue is not asked: what it sends is known without. */
async function feedsOf(config: Config): Promise<readonly FeedInfo[]> {
  const { live, symbols } = config
  if (live !== null) {
    await assertVenue(live.source)
    return symbols.map((symbol) => ({ symbol, intervalMs: TIMEFRAMES[live.timeframe]! }))
  }
  const nobody = () => {}
  const { signal } = new AbortController()
  const ports = { record: nobody, onEvent: nobody, onTrouble: nobody, signal }
  return (await openMarket(config, ports)).feeds
}

async function checkStrategies(config: Config, feeds: readonly FeedInfo[]): Promise<void> {
  const { scripts, strategies, limits, seed } = config
  const rules = { strategies, attach: 'none', isLive: () => true } as const
  const { units } = unitsOf(scripts, listStrategies(scripts), rules)
  const trial = new Worker({ limits, history: new History([]), onLost: () => {} })
  try {
    const problems: string[] = []
    for (const unit of units.values()) {
      const { diagnostics } = await loadScript(unit.path, { trial, limits, feeds, seed }, unit)
      const errors = diagnostics.filter(({ severity }) => severity === 'error')
      problems.push(
        ...errors.map((one) => `${unit.id} (${basename(unit.path)}): ${inOneLine(one)}`),
      )
    }
    if (problems.length > 0) throw new HostError('bad-config', problems.join('\n  '))
  } finally {
    await trial.end()
  }
}
