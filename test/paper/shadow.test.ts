// Shadows: what runs beside the live strategies on the same market, on an account of its own.
import { describe, expect, it } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import type { Policy, StrategyConfig } from '#host/config/load.ts'
import { openPaper } from '#host/engine/paper.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { ask, json, serveFace } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { configIn, Ear, ManualMarket, makeFolder, save, startSession } from './support/session.ts'

const LIVE = 'holder.js/BTCUSDT'
const SHADOW = 'holder.js~shadow/BTCUSDT'
const POLICY: Policy = { removed: 'hold', stop: 'keep', saved: 'shadow' }
/** Moves its stop to one below each close, where the first version leaves it. */
const TIGHT = holder(
  '2',
  `managePosition: (market, context) => {
    count(context, 'manage')
    return action.updateStop(market.close - 1)
  },`,
)

/** The live version holds one unit, bought at 100; a new one has just been saved. */
async function besides() {
  const open = await startSession({ 'holder.js': holder('1') }, { policy: POLICY })
  await open.market.calm(3)
  const shadowed = open.ear.script('holder.js~shadow')
  save(open.folder, 'holder.js', TIGHT)
  expect(await shadowed).toBe('shadowed')
  const { engine } = open.session
  const slot = (key: string) => engine.slots.find((one) => one.key === key)
  return { ...open, slot }
}

const replayed = (folder: string) =>
  replaySession(folder, {
    ...{ limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal },
  })

it("A single save may be a shadow; those after it are the shadow's, until it goes", async () => {
  const open = await startSession({ 'holder.js': holder('1') })
  const { session, ear, market } = open
  const face = await serveFace(open)
  await market.calm(3)
  const path = '/api/v1/scripts/holder.js'
  const put = async (version: string, body: object) => {
    const { etag } = json(await ask(face, path))
    const source = holder(version)
    return ask(face, path, {
      method: 'PUT',
      headers: { 'if-match': etag },
      body: { source, ...body },
    })
  }
  const versions = () => session.board.slots().map(({ strategy, version }) => [strategy, version])
  const shadowed = ear.script('holder.js~shadow')
  await put('2', { shadow: true })
  expect(await shadowed).toBe('shadowed')
  const renewed = ear.script('holder.js~shadow')
  await put('3', {})
  expect(await renewed).toBe('reloaded')
  expect(versions()).toEqual([
    ['holder.js', '1'],
    ['holder.js~shadow', '3'],
  ])
  await session.commands.drop('holder.js')
  const reloaded = ear.script('holder.js')
  await put('4', {})
  expect(await reloaded).toBe('reloaded')
  expect(versions()).toEqual([['holder.js', '4']])
  await market.calm(1)
})

it('Where nothing runs there is nothing to be a shadow of, and nothing is saved', async () => {
  const face = await serveFace(await startSession({ 'holder.js': 'export default 1' }))
  const path = '/api/v1/scripts/holder.js'
  const { etag } = json(await ask(face, path))
  const body = { source: holder('2'), shadow: true }
  const reply = await ask(face, path, { method: 'PUT', headers: { 'if-match': etag }, body })
  expect([reply.status, json(reply).error.message]).toEqual([
    409,
    'no version of holder.js runs that a shadow could run beside',
  ])
  expect(json(await ask(face, path)).etag).toBe(etag)
})

describe('a new version that runs as a shadow', () => {
  it('trades on the same bars with an account of its own, and leaves the live one alone', async () => {
    const { session, ear, market, slot } = await besides()
    const [status] = session.board.snapshot().scripts
    expect(status).toMatchObject({ strategy: 'holder.js', status: 'outdated', version: '1' })
    expect(status!.refusal).toContain('watchfire promote holder.js')
    // It begins where the live one stands: with what that holds, remembers, and is worth.
    const begun = { quantity: 1, entryPrice: 100, stop: 90 }
    expect(slot(LIVE)!.kernel.state.position).toMatchObject(begun)
    expect(slot(SHADOW)!.kernel.state.position).toMatchObject(begun)
    const said = (key: string) =>
      ear.entries.flatMap((one) => (one.type === 'log' && one.slot === key ? [one.text] : []))
    expect(said(SHADOW)).toEqual(['2 reload after 1 5 1'])
    await market.calm(3)
    await market.calm(1, 105)
    // The shadow's stop is at 104 by now, the live one's at 90.
    await market.minutes([105, 105, 98, 98])
    expect(slot(LIVE)!.kernel.state.position).toMatchObject(begun)
    expect(slot(SHADOW)!.kernel.state.position).toBeNull()
    expect(session.engine.account.cash).toBe(100_000 - 100)
    expect(session.engine.shadows).toMatchObject([
      { id: 'holder.js~shadow', account: { initialCash: 100_000, cash: 100_004 } },
    ])
    const { account, slots } = session.board.snapshot()
    expect(account).toMatchObject({ equity: 99_998, positions: 1, trades: 0, fees: 0 })
    expect(slots.map(({ key, pnl, trades }) => [key, pnl, trades])).toEqual([
      [LIVE, -2, 0],
      [SHADOW, 4, 1],
    ])
    expect(said(LIVE).filter((line) => line.startsWith('2'))).toEqual([])
    const [curve] = session.board.shadows.all
    expect(curve).toMatchObject({ strategy: 'holder.js~shadow', live: 'holder.js' })
    expect(curve!.points.map(([, shadow, live]) => [shadow, live])).toEqual([
      ...[0, 0, 0].map((both) => [both, both]),
      [5, 5],
      [4, -2],
    ])
    expect((await replayed(session.folder)).difference).toBeNull()
  })

  it('is worth what the live one is when it begins, and counts from there', async () => {
    const open = await startSession({ 'holder.js': holder('1') }, { policy: POLICY })
    await open.market.calm(3)
    await open.market.calm(1, 130)
    const shadowed = open.ear.script('holder.js~shadow')
    save(open.folder, 'holder.js', TIGHT)
    await shadowed
    await open.market.calm(1, 132)
    // One unit bought at 100: the account had 100,030 when the shadow began, and both have made 2 since.
    const { engine, board } = open.session
    expect(engine.shadows[0]!.account).toMatchObject({ initialCash: 100_030, cash: 99_900 })
    expect(board.shadows.all[0]!.points.map(([, ...worth]) => worth)).toEqual([[2, 2]])
  })

  it('takes over the live position when it is promoted, and its own virtual one goes', async () => {
    const open = await besides()
    const { session, ear, market, slot } = open
    const face = await serveFace(open)
    await market.calm(3)
    const listed = json(await ask(face, '/api/v1/shadows'))
    expect(listed.items).toMatchObject([{ strategy: 'holder.js~shadow', live: 'holder.js' }])
    const promoted = ear.script('holder.js')
    const path = `/api/v1/shadows/${encodeURIComponent(SHADOW)}/promote`
    expect((await ask(face, path, { method: 'POST', body: {} })).status).toBe(200)
    expect(await promoted).toBe('promoted')
    expect(session.engine.slots.map(({ key }) => key)).toEqual([LIVE])
    expect(slot(LIVE)!.script.metadata.version).toBe('2')
    expect(slot(LIVE)!.kernel.state.position).toMatchObject({ quantity: 1, stop: 90 })
    await market.calm(1)
    // The context is the live one's: init, detect, filter and three times manage came before.
    expect(ear.logs.slice(-2)).toEqual(['2 reload after 1 8 1', '2 manage 9 1'])
    expect(session.engine.shadows).toEqual([])
    expect((await replayed(session.folder)).difference).toBeNull()
    const again = await ask(face, path, { method: 'POST', body: {} })
    expect(again.status).toBe(404)
    expect(again.body).toContain('there is no shadow of')
  })

  it('goes when it is dropped, or when the live version is saved again', async () => {
    const { session, ear, market, folder } = await besides()
    const dropped = ear.script('holder.js~shadow')
    await session.commands.drop('holder.js')
    expect(await dropped).toBe('dropped')
    expect(session.engine.slots.map(({ key }) => key)).toEqual([LIVE])
    const anew = ear.script('holder.js~shadow')
    save(folder, 'holder.js', holder('3'))
    expect(await anew).toBe('shadowed')
    const back = ear.script('holder.js~shadow')
    save(folder, 'holder.js', holder('1'))
    expect(await back).toBe('dropped')
    await market.calm(1)
    expect(session.board.snapshot().scripts).toMatchObject([
      { strategy: 'holder.js', status: 'running', version: '1' },
    ])
  })

  it('is not what the kill switch closes, nor what counts against the account', async () => {
    const { session, market, slot } = await besides()
    await market.calm(3)
    await session.commands.kill('test', true)
    await market.calm(2)
    expect(slot(LIVE)!.kernel.state.position).toBeNull()
    expect(slot(SHADOW)!.kernel.state.position).toMatchObject({ quantity: 1 })
    expect(session.board.snapshot().account).toMatchObject({ positions: 0, trades: 1 })
    await expect(session.commands.pause(SHADOW, true)).rejects.toThrow('is a shadow')
  })
})

describe('a strategy with mode = "shadow"', () => {
  const TRY: StrategyConfig = {
    ...{ name: 'try', script: 'holder.js', symbols: null, params: {} },
    ...{ isEnabled: true, isShadow: true },
  }

  it('goes on after a stop with its virtual position, is replayed, and is live once promoted', async () => {
    const folder = makeFolder({ 'holder.js': holder('1') })
    const config = configIn(folder, { strategies: [TRY] })
    let minutes = 0
    const play = async (bars: number, price: number, act = async (_: PaperLike) => {}) => {
      const ear = new Ear()
      const market = new ManualMarket(['BTCUSDT'], minutes)
      minutes += bars + 1
      const session = await openPaper(config, { market, onEntry: ear.hear })
      const played = session.play()
      await market.calm(bars, price)
      await act(session)
      await market.calm(1, price)
      session.stop()
      await played
      await session.close()
      return { ear, session }
    }
    await play(3, 100)
    const { ear, session } = await play(1, 105)
    expect(ear.entries.some(({ type }) => type === 'adopted')).toBe(false)
    expect(session.engine.slots[0]!.kernel.state.position).toMatchObject({ quantity: 1 })
    expect(session.board.shadows.all).toMatchObject([{ strategy: 'try~shadow', live: null }])
    expect(session.board.shadows.all[0]!.points.at(-1)).toEqual([expect.any(Number), 5, 0])
    expect(session.board.snapshot().account).toMatchObject({ equity: 100_000, positions: 0 })
    let notes: readonly string[] = []
    await play(1, 105, async (one) => {
      notes = await one.commands.promote('try')
    })
    expect(notes).toEqual([expect.stringContaining('watchfire.toml still has mode = "shadow"')])
    // Promoted is promoted, whatever the file still says.
    const last = await play(3, 105)
    expect(last.session.engine.slots.map(({ key }) => key)).toEqual(['try/BTCUSDT'])
    expect(last.session.board.snapshot().account.positions).toBe(1)
    expect((await replayed(session.folder)).difference).toBeNull()
  })
})

type PaperLike = Awaited<ReturnType<typeof openPaper>>
