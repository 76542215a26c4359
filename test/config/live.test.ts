// watchfire.toml is saved while a session runs.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LogEntry } from '#host/journal/entry.ts'
import { watcher } from '../paper/support/scripts.ts'
import { startSession } from '../paper/support/session.ts'

it('takes what can change at once, says what has to wait, and refuses what is wrong', async () => {
  const levels: string[] = []
  const { session, ear, folder } = await startSession(
    { 'w.js': watcher('w') },
    {},
    { onLog: ({ level }) => levels.push(level) },
  )
  const { engine } = session
  const save = async (toml: string): Promise<readonly string[]> => {
    const heard = ear.next(({ type }) => type === 'config')
    writeFileSync(join(folder, 'watchfire.toml'), toml)
    const entry = (await heard) as Extract<LogEntry, { type: 'config' }>
    return [entry.change, ...entry.notes]
  }
  expect(
    await save(
      'symbols = ["BTCUSDT"]\nseed = 9\n[broker]\ncommission_bps = 10\n[risk]\nmax_notional = 5\n',
    ),
  ).toEqual([
    'taken',
    '[broker] is in force',
    '[risk] is in force',
    'seed takes effect at the next start',
  ])
  expect(engine.rules.broker.takerFee).toBeCloseTo(0.001, 12)
  expect(engine.slots[0]!.kernel.broker.takerFee).toBeCloseTo(0.001, 12)
  expect(engine.rules.risk.maxNotional).toBe(5)
  expect(
    await save(
      'symbols = ["BTCUSDT"]\nseed = 9\n[broker]\ncommission_bps = 10\n[risk]\nmax_notional = 5\n[log]\nlevel = "debug"\nsize_mb = 1\n',
    ),
  ).toEqual(['taken', 'log.level is in force', 'log.size_mb takes effect at the next start'])
  expect(levels).toEqual(['debug'])
  // Put back, it is what runs: the next start changes nothing.
  expect(
    await save(
      'symbols = ["BTCUSDT"]\nseed = 1\n[broker]\ncommission_bps = 10\n[risk]\nmax_notional = 5\n[log]\nlevel = "debug"\nsize_mb = 2\n',
    ),
  ).toEqual([
    'taken',
    'seed is as it was at the start',
    'log.size_mb takes effect at the next start',
  ])
  const [change, why] = await save('symbols = ["BTCUSDT"]\n[broker]\nleverage = 0\n')
  expect(change).toBe('refused')
  expect(why).toMatch(/watchfire\.toml:3: broker\.leverage: expected a number above 0, received 0/)
  expect(engine.rules.risk.maxNotional).toBe(5)
})
