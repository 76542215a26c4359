// A host that is killed in the middle of a tick goes on from before it: the ticks that come again
// lead to the same orders, fills and lines as if nothing had been.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { listSessions } from '#host/journal/sessions.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { readJournal } from '../paper/support/journal.ts'
import { makeFolder } from '../paper/support/session.ts'
import { story } from './host.ts'

/** Trades on ticks all the time, and remembers how often it was asked. */
const SCRIPTS = {
  'ticker.js': `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'ticker', timeframe: '1m', cadence: { watch: '10s', closeWatch: 'tick', inTrade: 'tick' },
  detectOpportunity: (market, context) => {
    context.data.asked = (context.data.asked ?? 0) + 1
    return { from: market.price }
  },
  filterCommitment: (market, context) => {
    if (context.pendingEntry) return null
    const side = Math.random() < 0.5 ? 'long' : 'short'
    const sign = side === 'long' ? 1 : -1
    return action.enter({ side, quantity: 1, type: 'limit', price: market.price - sign,
      stop: market.price - 6 * sign, target: market.price + 4 * sign, expires: '45s' })
  },
  managePosition: (market, context) => {
    context.data.asked += 1
    context.data.book = market.depthImbalance(3)
    return context.position.unrealizedPnl > 2.5 || context.data.book < -0.9 ? action.exit({}) : null
  },
  onFill: (fill, context) => console.log(fill.side, fill.price, fill.reason, context.data.asked,
    context.data.book),
})`,
  'bars.lua': `
strategy = { name = "bars", timeframe = "1m" }
function detect_opportunity(market) return { at = market.bid } end
function filter_commitment(market)
  return action.enter{ side = "long", quantity = 2, stop = market.bid - 3, target = market.ask + 3 }
end
function manage_position() end`,
}

function place(): string {
  const folder = makeFolder(SCRIPTS)
  writeFileSync(join(folder, 'watchfire.toml'), 'symbols = ["BTCUSDT"]\n')
  return folder
}

/** Ends by itself, or by its own hand after so many entries; true where it was killed. */
async function run(folder: string, entries: number | 'never'): Promise<boolean> {
  const child = fork('test/recovery/tick-host.ts', [folder, String(entries)], {
    execArgv: ['--no-node-snapshot', '--disable-warning=ExperimentalWarning'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [code, signal] = await once(child, 'exit')
  if (signal === null) expect(code).toBe(0)
  return signal === 'SIGKILL'
}

const sessionOf = (folder: string) => {
  const sessions = join(folder, '.watchfire/sessions')
  const names = listSessions(sessions)
  expect(names).toHaveLength(1)
  return join(sessions, names[0]!)
}

it('a session that is killed in mid-tick comes to what an undisturbed one does', {
  timeout: 180_000,
}, async () => {
  const calm = place()
  expect(await run(calm, 'never')).toBe(false)
  const expected = readJournal(sessionOf(calm))
  const facts = expected.flatMap((entry) => (entry.type === 'fact' ? [entry.fact.type] : []))
  expect(facts.filter((type) => type === 'tradeClosed').length).toBeGreaterThan(20)
  const ticks = expected.filter(({ type }) => type === 'ticks')
  expect(ticks.length).toBeGreaterThan(100)

  const rough = place()
  let kills = 0
  for (const entries of [20, 60, 200]) if (await run(rough, entries)) kills += 1
  expect(kills).toBe(3)
  expect(await run(rough, 'never')).toBe(false)
  const entries = readJournal(sessionOf(rough))
  expect(entries.filter(({ type }) => type === 'resumed')).toHaveLength(3)
  expect(story(entries)).toEqual(story(expected))

  const replayed = await replaySession(sessionOf(rough), {
    limits: DEFAULT_LIMITS,
    runners: 1,
    signal: new AbortController().signal,
  })
  expect(replayed.difference).toBeNull()
})
