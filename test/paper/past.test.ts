// The session's past over the API: why a slot did what it did, and what another script would have done.
import { describe, expect, it } from 'vitest'
import type { HttpFace } from '#host/faces/http/server.ts'
import { ask, json, serveFace } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { START, startSession } from './support/session.ts'

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

  it('says that there is no such slot, and what there is', async () => {
    const { face } = await played()
    const reply = await ask(face, '/api/v1/slots/holder.js%2FBTCUSD/why')
    expect(reply.status).toBe(404)
    expect(json(reply).error.hint).toContain(SLOT)
    expect((await why(face, 'count=0')).status).toBe(400)
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
