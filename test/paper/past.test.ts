// The session's past over the API: why a slot did what it did, and what another script would have done.
import { describe, expect, it } from 'vitest'
import type { HttpFace } from '#host/faces/http/server.ts'
import { ask, json, serveFace } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { START, save, startSession } from './support/session.ts'

const SLOT = 'holder.js/BTCUSDT'
const MINUTE = 60_000

/** Three bars: opportunity, order, position; on the fourth the stop is hit. */
async function played() {
  const open = await startSession({ 'holder.js': holder('1') })
  await open.market.calm(3)
  await open.market.minutes([100, 100, 85, 95])
  return { ...open, face: await serveFace(open) }
}

const why = (face: HttpFace, query: string) => ask(face, `/api/v1/slots/${SLOT}/why?${query}`)

async function replayed(face: HttpFace, body: object) {
  const { id } = json(await ask(face, '/api/v1/replays', { method: 'POST', body }))
  for (;;) {
    const job = json(await ask(face, `/api/v1/replays/${id}`))
    if (job.status !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('why a slot did something', () => {
  it('tells call, answer and what came of it, with the text of the version that ran', async () => {
    const { face } = await played()
    const { moments, sources } = json(await why(face, `at=${START + 2 * MINUTE}&count=2`))
    expect(moments).toMatchObject([
      { time: START + MINUTE, state: 'Watch', script: 'holder.js', version: '1', whyNot: null },
      { time: START + 2 * MINUTE, state: 'CloseWatch' },
    ])
    expect(moments[1].asked).toMatchObject([
      {
        call: 'filterCommitment',
        price: 100,
        answer: { kind: 'actions', actions: [{ kind: 'enter', side: 'long', stop: 90 }] },
      },
    ])
    expect(moments[1].facts.map(({ type }: { type: string }) => type)).toEqual(['entryPlaced'])
    expect(sources).toEqual([
      { sha256: moments[0].sha256, script: 'holder.js', source: holder('1') },
    ])
  })

  it('tells what the script saw of its position, what it remembers, and the entry in the journal', async () => {
    const { face } = await played()
    const { moments } = json(await why(face, `at=${START + 4 * MINUTE}&count=3`))
    // The order; the first bar of the position; the bar that hits the stop, before its close.
    expect(
      moments.map(({ asked }: { asked: { position: unknown }[] }) => asked[0]?.position),
    ).toEqual([null, { quantity: 1, entryPrice: 100, stop: 90, target: null }, null])
    expect(moments[0].memory).toEqual({ data: { calls: 3 }, opportunity: { seen: 100 } })
    const journal = await ask(face, `/api/v1/journal?from=${moments[0].entry}&limit=1`)
    expect(json(journal).items).toMatchObject([
      { type: 'turn', slot: SLOT, time: START + 2 * MINUTE, calls: ['filterCommitment'] },
    ])
  })

  it('says that there is no such slot, and what there is', async () => {
    const { face } = await played()
    const reply = await ask(face, '/api/v1/slots/holder.js%2FBTCUSD/why')
    expect(reply.status).toBe(404)
    expect(json(reply).error.hint).toContain(SLOT)
    expect((await why(face, 'count=0')).status).toBe(400)
  })
})

/** Buys on its second bar; from then on the stop is 5 below each close, and a target comes and goes. */
const TRAILER = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'trailer',
  timeframe: '1m',
  detectOpportunity: () => ({}),
  filterCommitment: (market) =>
    action.enter({ side: 'long', quantity: 2, stop: market.close - 10, target: market.close + 50 }),
  managePosition: (market) =>
    market.close > 105
      ? [action.updateStop(market.close - 5), action.removeTarget()]
      : action.updateStop(market.close - 5),
})`

describe('what a slot held', () => {
  it('is told from change to change: as the stop and the target moved, and nothing in between', async () => {
    const open = await startSession({ 'trailer.js': TRAILER })
    await open.market.calm(2)
    await open.market.minutes([100, 101, 99, 100], [100, 110, 100, 110])
    await open.market.minutes([110, 111, 109, 110], [109, 109, 104, 106])
    const face = await serveFace(open)
    const held = (query: string) => ask(face, `/api/v1/slots/trailer.js/BTCUSDT/held${query}`)
    const long = { quantity: 2, entryPrice: 100 }
    const rows = [
      // Filled at the open of the third bar; each bar's close moves the stop.
      { time: START + 2 * MINUTE, ...long, stop: 90, target: 150 },
      { time: START + 3 * MINUTE, ...long, stop: 95, target: 150 },
      { time: START + 4 * MINUTE, ...long, stop: 105, target: null },
    ]
    const { rows: told } = json(await held(''))
    expect(told.slice(0, 3)).toEqual(rows)
    // The fifth bar leaves the stop where it is, the sixth falls through it.
    const trades = await ask(face, '/api/v1/trades?slot=trailer.js%2FBTCUSDT')
    const [trade] = json(trades).items
    expect(trade).toMatchObject({ exitPrice: 105, exitReason: 'stop' })
    const flat = { quantity: 0, entryPrice: null, stop: null, target: null }
    expect(told.slice(3)).toEqual([{ time: trade.exitTime, ...flat }])
    expect(json(await held('?limit=1')).rows).toEqual(told.slice(3))
    const others = await ask(face, '/api/v1/slots/nobody.js/BTCUSDT/held')
    expect(json(others).rows).toEqual([])
  })
})

/** Asks for an average of its own bars, and of another symbol's where a param names one. */
const READER = `
import { defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'reader',
  timeframe: '1m',
  params: { other: { default: 'ETHUSDT', choices: ['ETHUSDT'] } },
  detectOpportunity(market, context, indicators) {
    indicators.sma(2)
    indicators.sma(1, { symbol: context.params.other })
  },
  filterCommitment() {},
  managePosition() {},
})`

describe('the indicators of a slot', () => {
  const read = async (face: HttpFace, query: string) =>
    json(await ask(face, `/api/v1/slots/reader.js/BTCUSDT/readings?${query}`))
  const all = `from=${START}&to=${START + 60 * MINUTE}`

  it('are what its script asks for, at each bar of the session, the latest included', async () => {
    const symbols = ['BTCUSDT', 'ETHUSDT']
    const open = await startSession({ 'reader.js': READER }, { symbols })
    await open.market.calm(1, 100)
    await open.market.calm(1, 110)
    const face = await serveFace(open)
    const closes = (values: readonly number[]) => ({ output: '', is_price: true, values })
    expect(await read(face, all)).toEqual({
      time: [START + MINUTE, START + 2 * MINUTE],
      price: [100, 110],
      plots: [
        { name: 'sma(2)', ...closes([null as unknown as number, 105]) },
        { name: expect.stringContaining('ETHUSDT'), ...closes([100, 110]) },
      ],
    })
    await open.market.calm(1, 120)
    const { time, plots } = await read(face, `from=${START + 3 * MINUTE}&to=${START + 9 * MINUTE}`)
    expect(time).toEqual([START + 3 * MINUTE])
    expect(plots.map(({ values }: { values: number[] }) => values)).toEqual([[115], [120]])
  })

  it('are those of the version that runs now, whatever else it does wrong; of no slot there are none', async () => {
    const open = await startSession({ 'reader.js': READER })
    await open.market.calm(3)
    const face = await serveFace(open)
    const saved = open.ear.script('reader.js')
    save(open.folder, 'reader.js', READER.replace('sma(2)', 'ema(3)'))
    expect(await saved).toContain('reloaded')
    const { plots } = await read(face, all)
    expect(plots[0]).toMatchObject({ name: 'ema(3)', values: [null, null, 100] })
    const reply = await ask(face, '/api/v1/slots/nobody.js/BTCUSDT/readings?from=0&to=1')
    expect(reply.status).toBe(404)
  })
})

describe('a replay of the session', () => {
  it('comes to the same', async () => {
    const { face } = await played()
    const { status, result } = await replayed(face, {})
    expect(status).toBe('done')
    expect(result).toMatchObject({ replaced: null, instants: 4, isSame: true })
    expect(result.is.trades).toMatchObject([{ slot: SLOT, exitReason: 'stop', exitPrice: 90 }])
    expect(result.is.trades).toEqual(result.was.trades)
  })

  it('with a draft shows what would have been, and leaves file and session alone', async () => {
    const { face, session } = await played()
    const before = session.engine.slots[0]!.kernel.state.trades
    const source = holder('2').replace('market.close - 10', 'market.close - 20')
    const { result } = await replayed(face, { path: 'holder.js', source })
    expect(result).toMatchObject({ replaced: 'holder.js', instants: 4 })
    expect(result.was.trades).toHaveLength(1)
    expect(result.is.trades).toHaveLength(0)
    const { equity } = result.is
    // One unit that stands at 95.
    expect(equity.at(-1)).toEqual([START + 4 * MINUTE, session.engine.account.initialCash - 5])
    expect(session.engine.slots[0]!.kernel.state.trades).toBe(before)
    expect(json(await ask(face, '/api/v1/scripts/holder.js')).source).toBe(holder('1'))
  })

  it('says what is wrong with a draft that does not load', async () => {
    const { face } = await played()
    const job = await replayed(face, { path: 'holder.js', source: 'export default {' })
    expect(job).toMatchObject({ status: 'failed', error: { code: 'bad-script' } })
  })

  it('can be cancelled, and is forgotten where nobody knows it', async () => {
    const { face } = await played()
    const { id } = json(await ask(face, '/api/v1/replays', { method: 'POST', body: {} }))
    expect((await ask(face, `/api/v1/replays/${id}`, { method: 'DELETE' })).status).toBe(200)
    const { status } = json(await ask(face, `/api/v1/replays/${id}`))
    expect(['cancelled', 'done']).toContain(status)
    expect((await ask(face, '/api/v1/replays/nobody')).status).toBe(404)
  })
})

it('The history of reloads is what the journal says of every save', async () => {
  const { face } = await played()
  const { items } = json(await ask(face, '/api/v1/reloads?script=holder.js'))
  expect(items).toMatchObject([{ script: 'holder.js', change: 'added', notes: [] }])
  expect(json(await ask(face, '/api/v1/reloads?script=nobody.js')).items).toEqual([])
})
