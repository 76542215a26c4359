// What becomes of positions and orders that nobody looks after any more: as [policy] says.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import type { Policy } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { holder } from './support/scripts.ts'
import { configIn, Ear, ManualMarket, makeFolder, startSession } from './support/session.ts'

const SLOT = 'holder.js/BTCUSDT'
const HOLD: Policy = { removed: 'hold', stop: 'keep', saved: 'swap' }

async function removedInTrade(policy: Policy, toml?: string) {
  const open = await startSession({ 'holder.js': holder('1') }, { policy })
  const { ear, market, folder } = open
  await market.calm(3)
  if (toml !== undefined) {
    const taken = ear.next(({ type }) => type === 'config')
    writeFileSync(join(folder, 'watchfire.toml'), toml)
    await taken
  }
  const removed = ear.script('holder.js')
  rmSync(join(folder, 'scripts/holder.js'))
  const said = await removed
  await market.calm(1, 104)
  return { ...open, said }
}

describe('a position whose script is removed', () => {
  it('stays under its stop by itself', async () => {
    const { ear, said } = await removedInTrade(HOLD)
    expect(ear.trades(SLOT)).toEqual([])
    expect(said).toBe(
      `removed: ${SLOT} holds long 1 at 100 without its script: its stop at 90 stays in force; \`watchfire flatten "${SLOT}"\` closes it`,
    )
  })

  it('is closed at the next price where that is the policy', async () => {
    const open = await removedInTrade({ ...HOLD, removed: 'flatten' })
    const { session, ear, market, said } = open
    expect(said).toBe(
      `removed: ${SLOT} holds long 1 at 100 without its script: it is closed at the next price`,
    )
    // Bought at 100, sold at the open of the next bar.
    expect(ear.trades(SLOT)).toMatchObject([{ exitReason: 'flatten', exitPrice: 104, pnl: 4 }])
    await market.calm(1)
    expect(session.engine.slots).toEqual([])
    expect(session.engine.account.cash).toBe(100_004)
    const replayed = await replaySession(session.folder, {
      ...{ limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal },
    })
    expect(replayed.difference).toBeNull()
  })

  it('follows the policy that the file has been given meanwhile', async () => {
    const { ear } = await removedInTrade(
      HOLD,
      'symbols = ["BTCUSDT"]\n[policy]\nremoved = "flatten"\n',
    )
    expect(ear.trades(SLOT)).toMatchObject([{ exitReason: 'flatten', exitPrice: 104 }])
  })
})

describe('an entry order that rests when the host is stopped', () => {
  const LIMIT =
    "filterCommitment: () => action.enter({ side: 'long', type: 'limit', price: 50, quantity: 1 })"

  async function stopped(policy: Policy) {
    const folder = makeFolder({ 'holder.js': holder('1', LIMIT) })
    const config = configIn(folder, { policy })
    const ear = new Ear()
    const play = async (bars: number) => {
      const market = new ManualMarket()
      const session = await openPaper(config, { market, onEntry: ear.hear })
      const played = session.play()
      await market.calm(bars)
      session.stop()
      await played
      const orders = session.engine.slots.map(({ kernel }) => kernel.state.entry)
      await session.close()
      return orders
    }
    return { ear, play }
  }

  it('rests on, and is there at the next start', async () => {
    const { play } = await stopped(HOLD)
    expect(await play(3)).toMatchObject([{ type: 'limit', price: 50 }])
    expect(await play(0)).toMatchObject([{ type: 'limit', price: 50 }])
  })

  it('is cancelled where that is the policy, and stays so', async () => {
    const { ear, play } = await stopped({ ...HOLD, stop: 'cancel' })
    expect(await play(3)).toEqual([null])
    expect(ear.facts(SLOT).at(-1)).toMatchObject({ type: 'entryCancelled', reason: 'stopped' })
    expect(ear.entries.at(-1)).toMatchObject({ type: 'end', reason: 'stopped' })
    expect(await play(0)).toEqual([null])
  })
})
