// Slots that somebody attaches and detaches while a script runs: the others do not notice.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { openPaper } from '#host/engine/paper.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { ask, json, serveFace } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { configIn, Ear, ManualMarket, makeFolder, save, startSession } from './support/session.ts'

const SYMBOLS = ['BTCUSDT', 'ETHUSDT']
const A = 'holder.js/BTCUSDT'
const B = 'holder.js/ETHUSDT'

async function running() {
  const open = await startSession({ 'holder.js': holder('1') }, { symbols: SYMBOLS })
  const keys = () => open.session.engine.slots.map(({ key }) => key)
  return { ...open, keys, attach: open.session.commands.attach }
}

describe('a slot that is detached', () => {
  it('is gone at once where it is flat; the other goes on without a reload', async () => {
    const { market, ear, keys, attach } = await running()
    await market.calm(1)
    await attach('holder.js', 'ETHUSDT', false)
    expect(keys()).toEqual([A])
    await market.calm(2)
    expect(ear.logs.some((line) => line.includes('reload'))).toBe(false)
    expect(ear.transitions(A)).toEqual(['Watch → CloseWatch: ', 'CloseWatch → InTrade: fill'])
    expect(ear.transitions(B)).toEqual(['Watch → CloseWatch: ', 'CloseWatch → Watch: removed'])
  })

  it('keeps its position under its stop until that is hit', async () => {
    const { market, ear, keys, attach } = await running()
    await market.calm(3)
    await attach('holder.js', 'ETHUSDT', false)
    expect(keys()).toEqual([A, B])
    await market.minutes([100, 100, 85, 95])
    expect(ear.trades(B)).toMatchObject([{ exitReason: 'stop', exitPrice: 90 }])
    expect(keys()).toEqual([A])
  })

  it('and attached again is so in a what-if too, and what was done to it by hand is done there', async () => {
    const { session, folder, market, attach } = await running()
    const stopped = [100, 100, 85, 95] as const
    await market.calm(3)
    await attach('holder.js', 'ETHUSDT', false)
    await market.minutes([...stopped])
    await market.calm(3)
    await market.minutes([...stopped])
    await attach('holder.js', 'ETHUSDT', true)
    await market.calm(3)
    await session.commands.flatten(B)
    await market.calm(2)
    const { was, is } = await replaySession(session.folder, {
      ...{ limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal },
      ...{ script: join(folder, 'scripts/holder.js'), draft: holder('what if') },
    })
    const exits = (trades: typeof is.trades) =>
      trades.map(({ slot, exitReason }) => `${slot} ${exitReason}`)
    expect(exits(was.trades)).toEqual([`${A} stop`, `${B} stop`, `${A} stop`, `${B} flatten`])
    expect(is.trades).toEqual(was.trades)
  })

  it('stays away when the script is saved, and after a restart; attached again it begins anew', async () => {
    const folder = makeFolder({ 'holder.js': holder('1') })
    const config = configIn(folder, { symbols: SYMBOLS })
    const [ear, market] = [new Ear(), new ManualMarket(SYMBOLS)]
    const session = await openPaper(config, { market, onEntry: ear.hear })
    const played = session.play()
    await market.calm(1)
    await session.commands.attach('holder.js', 'BTCUSDT', false)
    const reloaded = ear.script('holder.js')
    save(folder, 'holder.js', holder('2'))
    await reloaded
    expect(session.engine.slots.map(({ key }) => key)).toEqual([B])
    session.stop()
    await played
    await session.close()
    const again = await openPaper(config, { market: new ManualMarket(SYMBOLS) })
    try {
      expect(again.resumed?.after).toBeDefined()
      expect(again.engine.slots.map(({ key }) => key)).toEqual([B])
      await again.commands.attach('holder.js', 'BTCUSDT', true)
      expect(again.engine.slots.map(({ key }) => key)).toEqual([A, B])
    } finally {
      await again.close()
    }
  })
})

describe('the routes for it', () => {
  it('attach and detach by name, and say why not', async () => {
    const open = await running()
    const face = await serveFace(open)
    const slots = async () =>
      json(await ask(face, '/api/v1/slots')).items.map(({ key }: { key: string }) => key)
    const post = (body: object) => ask(face, '/api/v1/slots', { method: 'POST', body })
    expect((await ask(face, `/api/v1/slots/${B}`, { method: 'DELETE' })).status).toBe(200)
    expect(await slots()).toEqual([A])
    expect((await post({ strategy: 'holder.js', symbol: 'ETHUSDT' })).status).toBe(200)
    expect(await slots()).toEqual([A, B])
    expect((await post({ strategy: 'holder.js', symbol: 'ETHUSDT' })).status).toBe(409)
    expect((await post({ strategy: 'holder.js', symbol: 'XRPUSDT' })).status).toBe(404)
    expect((await post({ strategy: 'nobody.js', symbol: 'BTCUSDT' })).status).toBe(404)
    expect((await ask(face, '/api/v1/slots/nobody', { method: 'DELETE' })).status).toBe(404)
  })
})
