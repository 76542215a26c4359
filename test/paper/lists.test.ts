// What the API lists of a session, page by page, and what the host says of itself.
import { describe, expect, it } from 'vitest'
import type { HttpFace } from '#host/faces/http/server.ts'
import { ask, json, serveFace } from './support/face.ts'
import { holder, watcher } from './support/scripts.ts'
import { startSession } from './support/session.ts'

async function serve(files: Readonly<Record<string, string>> = { 'holder.js': holder('1') }) {
  const open = await startSession(files)
  return { ...open, face: await serveFace(open) }
}

/** Another state on each bar. */
const FLIP = `
import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'flip', timeframe: '1m',
  detectOpportunity: () => ({}),
  filterCommitment: () => action.abandon('back'),
  managePosition: () => null,
})`

const get = async (face: HttpFace, path: string) => json(await ask(face, `/api/v1/${path}`))

describe('lists', () => {
  it('hold what the session did, the newest first', async () => {
    const { face, market } = await serve()
    await market.calm(3)
    const [position] = (await get(face, 'positions')).items
    expect(position).toEqual({
      ...{ slot: 'holder.js/BTCUSDT', symbol: 'BTCUSDT', price: 100, side: 'long', quantity: 1 },
      ...{ entryPrice: 100, entryTime: 1_735_689_660_000 + 60_000, stop: 90, target: null },
      unrealizedPnl: 0,
    })
    await market.minutes([100, 104, 99, 103], [103, 103, 85, 95])
    expect((await get(face, 'positions')).items).toEqual([])
    expect(await get(face, 'fills')).toMatchObject({
      total: 2,
      next: null,
      items: [
        { side: 'sell', price: 90, isEntry: false },
        { side: 'buy', price: 100, isEntry: true },
      ],
    })
    expect((await get(face, 'trades')).items).toMatchObject([{ pnl: -10, exitReason: 'stop' }])
    expect((await get(face, 'orders')).items).toMatchObject([
      { id: 1, event: 'filled', status: 'filled', quantity: 1, price: 100 },
      { id: 1, event: 'placed', status: 'accepted', type: 'market' },
    ])
    const transitions = (await get(face, 'transitions')).items as { to: string }[]
    expect(transitions.map(({ to }) => to).slice(-3)).toEqual(['Watch', 'InTrade', 'CloseWatch'])
    expect((await get(face, 'equity')).points.at(-1)[1]).toBe(99_990)
    const logs = (await get(face, 'logs')).items as { kind: string; text: string }[]
    expect(logs.filter(({ kind }) => kind === 'log').at(-1)!.text).toBe('1 init 1 0')
  })

  it('of bars are what the session has taken in, joined where they are too many', async () => {
    const { face, market } = await serve({})
    const none = await ask(face, '/api/v1/session/bars?symbol=BTCUSDT')
    expect(none.status).toBe(404)
    await market.minutes([1, 4, 1, 2], [2, 3, 2, 3], [3, 9, 2, 4])
    await market.calm(21, 5)
    const start = 1_735_689_600_000
    const whole = { timeframe_ms: 60_000, from: start, to: start + 24 * 60_000 }
    const span = `from=${start}&to=${start + 120_000}`
    expect(await get(face, `session/bars?symbol=BTCUSDT&${span}`)).toEqual({
      ...{ ...whole, step_ms: 60_000, time: [start, start + 60_000], open: [1, 2], high: [4, 3] },
      ...{ low: [1, 2], close: [2, 3], volume: [1, 1] },
    })
    // 24 minutes at no more than 10 points: by threes.
    const joined = await get(face, 'session/bars?symbol=BTCUSDT&points=10')
    expect(joined).toMatchObject({ ...whole, step_ms: 180_000 })
    const first = ['open', 'high', 'low', 'close', 'volume'].map((name) => joined[name][0])
    expect(first).toEqual([1, 9, 1, 4, 3])
    const other = await ask(face, '/api/v1/session/bars?symbol=DOGE')
    expect(other.status).toBe(404)
    expect(json(other).error.hint).toContain('BTCUSDT')
  })

  it('go on in the journal before the thousand that the host holds', async () => {
    const { face, market } = await serve({ 'flip.js': FLIP, 'other.js': FLIP })
    await market.calm(1100)
    const seen: number[] = []
    let cursor = ''
    do {
      const page = await get(face, `transitions?slot=flip.js/BTCUSDT&limit=400${cursor}`)
      expect(page.total).toBe(1100)
      seen.push(...page.items.map(({ barIndex }: { barIndex: number }) => barIndex))
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    expect(seen).toEqual(Array.from({ length: 1100 }, (_, i) => 1099 - i))
    expect((await get(face, 'transitions')).total).toBe(2200)
  })

  it('come in pages that stay the same while new things come in', async () => {
    const { face, market } = await serve({ 'watch.js': watcher('hello') })
    await market.calm(7)
    const texts = (page: { items: { time: number }[] }) => page.items.map(({ time }) => time)
    const path = 'logs?slot=watch.js/BTCUSDT&limit=3'
    const first = await get(face, path)
    await market.calm(2)
    const second = await get(face, `${path}&cursor=${first.next}`)
    const third = await get(face, `${path}&cursor=${second.next}`)
    expect([first.total, second.total]).toEqual([7, 9])
    const all = [first, second, third].flatMap(texts)
    expect(all).toHaveLength(7)
    expect(new Set(all).size).toBe(7)
    expect(all).toEqual(all.toSorted((a, b) => b - a))
    expect(third.next).toBeNull()
    expect((await get(face, 'logs?slot=none')).items).toEqual([])
  })

  it('of slots go in the order in which they decide', async () => {
    const files = { 'a.js': watcher('a'), 'b.js': watcher('b'), 'c.js': watcher('c') }
    const { face } = await serve(files)
    const keys = (page: { items: { key: string }[] }) => page.items.map(({ key }) => key)
    const first = await get(face, 'slots?limit=2')
    expect(keys(first)).toEqual(['a.js/BTCUSDT', 'b.js/BTCUSDT'])
    const second = await get(face, `slots?limit=2&cursor=${first.next}`)
    expect([keys(second), second.next]).toEqual([['c.js/BTCUSDT'], null])
  })

  it.each([
    ...['limit=0', 'limit=1001', 'limit=x', 'limit=1.5', 'limit=-1', 'limit=1e9', 'limit='],
    ...['cursor=-1', 'cursor=x', 'cursor=1e3', `cursor=${'9'.repeat(16)}`, 'cursor='],
  ])('refuse %s', async (query) => {
    const { face } = await serve({})
    for (const list of ['slots', 'fills', 'logs']) {
      const reply = await ask(face, `/api/v1/${list}?${query}`)
      expect(reply.status, list).toBe(400)
      expect(json(reply).error.message).toMatch(/^(limit|cursor): /)
    }
  })
})

describe('the journal', () => {
  it('gives the latest entries alone where so many are asked for', async () => {
    const { face, market } = await serve()
    await market.calm(3)
    const all = (await get(face, 'journal')).items as { seq: number; type: string }[]
    expect(all.length).toBeGreaterThan(5)
    const latest = await get(face, 'journal?last=4')
    expect(latest).toEqual({ items: all.slice(-4), next: null })
    const isMarket = ({ type }: { type: string }) => ['past', 'bars', 'ticks'].includes(type)
    expect(all.some(isMarket)).toBe(true)
    const decisions = await get(face, 'journal?last=100&without=market')
    expect(decisions).toEqual({ items: all.filter((entry) => !isMarket(entry)), next: null })
    const facts = (await get(face, 'journal?last=100&type=fact')).items as { type: string }[]
    expect(new Set(facts.map(({ type }) => type))).toEqual(new Set(['fact']))
  })
})

describe('the host', () => {
  it('says that it is there to anybody on this machine, and nothing more', async () => {
    const { face } = await serve({})
    const reply = await ask(face, '/api/v1/health', { headers: { authorization: '' } })
    expect([reply.status, reply.body]).toEqual([200, '{"ok":true,"waiting":null}'])
    const elsewhere = { headers: { authorization: '', host: 'evil.example' } }
    expect((await ask(face, '/api/v1/health', elsewhere)).status).toBe(421)
  })

  it('counts what it does, for Prometheus', async () => {
    // The system counts CPU time in steps of some milliseconds: it has to take longer.
    const work = 'for (let i = 0; i < 2e6; i++) Math.sqrt(i)'
    const busy = holder('1').replace('detectOpportunity: (market, context) => {', `$& ${work};`)
    const { face, market } = await serve({ 'holder.js': busy })
    await market.calm(2)
    await market.minutes([100, 104, 99, 103], [103, 103, 85, 95])
    await ask(face, '/api/v1/scripts/none.js')
    const reply = await ask(face, '/api/v1/metrics')
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    const lines = reply.body.split('\n')
    for (const line of [
      'watchfire_slots{status="running"} 1',
      'watchfire_slots{status="quarantined"} 0',
      'watchfire_bars_total 4',
      'watchfire_fills_total 2',
      'watchfire_trades_total 1',
      'watchfire_equity 99990',
      'watchfire_runner_processes 1',
      'watchfire_runner_queue 0',
      // onInit and one callback a bar.
      'watchfire_evaluations_total 5',
      'watchfire_http_requests_total{method="GET",status="404"} 1',
      'watchfire_slot_turns_total{slot="holder.js/BTCUSDT"} 4',
      'watchfire_slot_faults{slot="holder.js/BTCUSDT"} 0',
      'watchfire_slot_pnl{slot="holder.js/BTCUSDT"} -10',
      '# TYPE watchfire_http_request_seconds histogram',
    ]) {
      expect(lines).toContain(line)
    }
    // Counted and measured, each of them.
    for (const name of ['turn_seconds', 'cpu_seconds', 'heap_bytes']) {
      const figure = reply.body.match(
        new RegExp(`^watchfire_slot_${name}\\{slot="holder.js/BTCUSDT"\\} (\\S+)$`, 'm'),
      )
      expect(Number(figure?.[1])).toBeGreaterThan(0)
    }
    const form =
      /^(# (HELP|TYPE) watchfire_\w+ .+|watchfire_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? \S+|)$/
    for (const line of lines) expect(line).toMatch(form)
    expect(reply.body).not.toMatch(/NaN|undefined|null/)
  })

  it('shows what it runs with', async () => {
    const { face, folder } = await serve({})
    const config = await get(face, 'config')
    expect(config).toMatchObject({
      scripts: `${folder}/scripts`,
      symbols: ['BTCUSDT'],
      cash: 100_000,
      broker: { fillAt: 'next_open', leverage: 1, strikes: 5 },
      limits: { callbackMs: 1000 },
    })
    expect(JSON.stringify(config)).not.toMatch(/token|secret|key/i)
  })
})

describe('rolling back', () => {
  it('puts an earlier version in its place, and keeps what was there', async () => {
    const { face, ear } = await serve()
    const path = '/api/v1/scripts/holder.js'
    const { etag } = json(await ask(face, path))
    const put = { method: 'PUT', headers: { 'if-match': etag }, body: { source: holder('2') } }
    const saved = ear.script('holder.js')
    await ask(face, path, put)
    expect(await saved).toBe('reloaded')
    const back = (sha256: string, headers = {}) =>
      ask(face, `${path}/rollback`, { method: 'POST', headers, body: { sha256 } })
    const stale = await back(etag.slice(1, -1), { 'if-match': etag })
    expect([stale.status, json(stale).current.source]).toEqual([412, holder('2')])
    const restored = ear.script('holder.js')
    expect(json(await back(etag.slice(1, -1)))).toMatchObject({ source: holder('1'), etag })
    expect(await restored).toBe('reloaded')
    expect(await get(face, 'scripts/holder.js/versions')).toHaveLength(3)
    expect((await back('0'.repeat(64))).status).toBe(404)
    expect((await back('x')).status).toBe(400)
  })
})
