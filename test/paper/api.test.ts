// The API that the editor uses: who may, what they get, and what becomes of bad requests.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HttpFace } from '#host/faces/http/server.ts'
import { ask, json, serveFace, TOKEN } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { startSession } from './support/session.ts'

async function serve() {
  const open = await startSession({
    'holder.js': holder('1'),
    'lib/risk.js': 'export const R = 1\n',
  })
  return { ...open, face: await serveFace(open) }
}

const CROSS = `import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'cross', timeframe: '15m',
  detectOpportunity(market, context, indicators) {
    if (indicators.ema(9) > indicators.ema(21)) return {}
  },
  filterCommitment() { return action.enter({ side: 'long', equityFraction: 0.5 }) },
  managePosition(market, context, indicators) {
    if (indicators.ema(9) < indicators.ema(21)) return action.exit()
  },
})
`

async function settled(face: HttpFace, id: string) {
  for (;;) {
    const job = json(await ask(face, `/api/v1/backtests/${id}`))
    if (job.status !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const backtest = (face: HttpFace, body: object) =>
  ask(face, '/api/v1/backtests', { method: 'POST', body: { dataset: 'bundled/BTCUSDT', ...body } })

describe('access', () => {
  it('needs the token, as a cookie or as a bearer', async () => {
    const { face } = await serve()
    const status = async (headers: Record<string, string>) =>
      (await ask(face, '/api/v1/scripts', { headers: { authorization: '', ...headers } })).status
    expect(await status({})).toBe(401)
    expect(await status({ authorization: 'Bearer wrong' })).toBe(401)
    expect(await status({ authorization: `Bearer ${TOKEN}x` })).toBe(401)
    expect(await status({ cookie: 'watchfire=wrong' })).toBe(401)
    expect(await status({ cookie: `other=1; watchfire=${TOKEN}` })).toBe(200)
    expect(await status({ authorization: `Bearer ${TOKEN}` })).toBe(200)
  })

  it('turns the address that was printed into a cookie and forgets it', async () => {
    const { face } = await serve()
    const nobody = { headers: { authorization: '' } }
    expect((await ask(face, '/', nobody)).status).toBe(401)
    expect((await ask(face, '/?token=wrong', nobody)).status).toBe(401)
    const opened = await ask(
      face,
      new URL(face.address).pathname + new URL(face.address).search,
      nobody,
    )
    expect(opened).toMatchObject({ status: 302, headers: { location: '/' } })
    const cookie = String(opened.headers['set-cookie'])
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    const page = await ask(face, '/', {
      headers: { authorization: '', cookie: cookie.split(';')[0]! },
    })
    expect(page).toMatchObject({ status: 200, body: '<title>the page</title>' })
  })

  it('opens the page by the address in a log too, in which the owner’s token is not', async () => {
    const { face } = await serve()
    const { pathname, search, searchParams } = new URL(face.passingAddress)
    expect(search).not.toContain(TOKEN)
    const opened = await ask(face, pathname + search, { headers: { authorization: '' } })
    expect(opened.status).toBe(302)
    expect(String(opened.headers['set-cookie'])).toContain(TOKEN)
    // It is good for that alone.
    const headers = { authorization: `Bearer ${searchParams.get('token')}` }
    expect((await ask(face, '/api/v1/scripts', { headers })).status).toBe(401)
  })

  it('takes no change from a page of another site', async () => {
    const { face } = await serve()
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      const asked = { method: 'POST', headers: { origin }, body: { name: 'x', language: 'js' } }
      expect((await ask(face, '/api/v1/templates', asked)).status, origin).toBe(403)
    }
  })
})

describe('scripts', () => {
  it('are listed with what runs of them', async () => {
    const { face } = await serve()
    const list = json(await ask(face, '/api/v1/scripts'))
    expect(list).toMatchObject([
      { path: 'holder.js', language: 'js', status: 'running', slots: ['holder.js/BTCUSDT'] },
      { path: 'lib/risk.js', status: 'library', slots: [] },
    ])
  })

  it('are saved against the version that was read, and the host takes them up', async () => {
    const { face, folder, ear } = await serve()
    const path = '/api/v1/scripts/holder.js'
    const { etag } = json(await ask(face, path))
    const put = (source: string, headers: Record<string, string>) =>
      ask(face, path, { method: 'PUT', headers, body: { source } })
    expect((await put('x', {})).status).toBe(400)
    const reloaded = ear.script('holder.js')
    expect((await put(holder('2'), { 'if-match': etag })).status).toBe(200)
    expect(await reloaded).toBe('reloaded')
    writeFileSync(join(folder, 'scripts/holder.js'), holder('3'))
    const late = await put(holder('4'), { 'if-match': etag })
    expect(late.status).toBe(412)
    expect(json(late).current.source).toBe(holder('3'))
    expect(readFileSync(join(folder, 'scripts/holder.js'), 'utf8')).toBe(holder('3'))
    // Whoever saved them.
    const versions = async () => json(await ask(face, `${path}/versions`))
    await expect.poll(versions, { timeout: 30_000 }).toHaveLength(3)
    const texts = (await versions()).map(async ({ sha256 }: { sha256: string }) => {
      return json(await ask(face, `/api/v1/versions/${sha256}`)).source
    })
    expect(await Promise.all(texts)).toEqual([holder('3'), holder('2'), holder('1')])
  })

  it('are made, renamed and removed', async () => {
    const { face, folder } = await serve()
    const template = { method: 'POST', body: { name: 'mine', language: 'lua' } }
    const { path, source } = json(await ask(face, '/api/v1/templates', template))
    const create = { method: 'PUT', headers: { 'if-none-match': '*' }, body: { source } }
    expect((await ask(face, `/api/v1/scripts/${path}`, create)).status).toBe(200)
    expect((await ask(face, `/api/v1/scripts/${path}`, create)).status).toBe(412)
    const renamed = await ask(face, `/api/v1/scripts/${path}/rename`, {
      method: 'POST',
      body: { to: 'lib/mine.lua' },
    })
    const to = json(renamed).path
    const kept = json(await ask(face, `/api/v1/scripts/${encodeURIComponent(to)}/versions`))
    expect(kept.length).toBeGreaterThan(0)
    const { etag } = json(renamed)
    expect(readFileSync(join(folder, 'scripts/lib/mine.lua'), 'utf8')).toBe(source)
    const remove = { method: 'DELETE', headers: { 'if-match': etag } }
    expect((await ask(face, '/api/v1/scripts/lib/mine.lua', remove)).status).toBe(200)
    expect((await ask(face, '/api/v1/scripts/lib/mine.lua')).status).toBe(404)
  })

  it('outside the folder are out of reach', async () => {
    const { face } = await serve()
    const create = { method: 'PUT', headers: { 'if-none-match': '*' }, body: { source: 'x' } }
    for (const path of [
      ...['..%2f..%2fsecret.js', '%2fetc%2fpasswd.js', 'a%00.js', '.env.js', 'x.sh'],
      '../holder.js',
    ]) {
      const url = `/api/v1/scripts/${path}`
      expect([400, 404], path).toContain((await ask(face, url)).status)
      expect([400, 404], path).toContain((await ask(face, url, create)).status)
    }
  })
})

describe('validation', () => {
  it('points at the line of a draft that was never saved', async () => {
    const { face } = await serve()
    const draft = CROSS.replace('indicators.ema(21))', 'indicators.emma(21))')
    const asked = { method: 'POST', body: { path: 'new.js', source: draft, level: 'fast' } }
    const { valid, diagnostics } = json(await ask(face, '/api/v1/validate', asked))
    expect(valid).toBe(false)
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'unknown-member', line: 5 }])
    const fine = { method: 'POST', body: { path: 'new.js', source: CROSS } }
    expect(json(await ask(face, '/api/v1/validate', fine))).toMatchObject({
      valid: true,
      diagnostics: [],
    })
  })
})

describe('backtests', () => {
  it('run a draft on a data set and give what a chart needs', async () => {
    const { face } = await serve()
    const started = await backtest(face, { path: 'new.js', source: CROSS })
    expect(started.status).toBe(202)
    const { status, result } = await settled(face, json(started).id)
    expect(status).toBe('done')
    expect(result.trades_total).toBe(result.summary.trades)
    expect(result.trades.length).toBeGreaterThan(50)
    expect(result.equity.length).toBeLessThanOrEqual(2001)
    expect(result.equity.at(-1)[1]).toBeCloseTo(result.summary.final_equity, 9)
    const deepest = Math.min(...result.drawdown.map((point: number[]) => point[1]!))
    expect(-deepest).toBeCloseTo(result.summary.max_drawdown, 12)
    expect(result.states.slice(0, 3).map((point: number[]) => point[1])).toEqual([1, 2, 0])
  })

  it('say where a draft fails', async () => {
    const { face } = await serve()
    const source = CROSS.replace('return {}', 'return null.x')
    const { id } = json(await backtest(face, { path: 'new.js', source }))
    const job = await settled(face, id)
    expect(job).toMatchObject({ status: 'failed', error: { code: 'bad-script', line: 5 } })
  })

  it('give way to a newer one of the same script', async () => {
    const { face } = await serve()
    const older = json(await backtest(face, { path: 'new.js', source: CROSS })).id
    const newer = json(await backtest(face, { path: 'new.js', source: CROSS })).id
    expect((await settled(face, older)).status).toBe('cancelled')
    expect((await settled(face, newer)).status).toBe('done')
  })

  it('show bars, no more than were asked for', async () => {
    const { face } = await serve()
    const [{ id, from, to, bars }] = json(await ask(face, '/api/v1/datasets'))
    expect(id).toBe('bundled/BTCUSDT')
    const all = json(await ask(face, `/api/v1/bars?dataset=${id}&from=${from}&to=${to}&points=500`))
    expect(all.time.length).toBeLessThanOrEqual(500)
    const hour = json(
      await ask(face, `/api/v1/bars?dataset=${id}&from=${from}&to=${from + 3_600_000}`),
    )
    expect(hour.time).toHaveLength(60)
    expect(bars).toBeGreaterThan(60_000)
  })
})

describe('bad requests', () => {
  it('are refused with a reason', async () => {
    const { face } = await serve()
    const dataset = 'bundled/BTCUSDT'
    for (const [method, path, body] of [
      ['POST', 'backtests', '{'],
      ['POST', 'backtests', '[]'],
      ['POST', 'backtests', { path: 'x.js', dataset, cash: -1 }],
      ['POST', 'backtests', { path: '../x.js', dataset }],
      ['POST', 'validate', { path: 'x.js', source: 5 }],
      ['POST', 'templates', { name: '../x', language: 'js' }],
      ['GET', 'bars?dataset=bundled/BTCUSDT&points=x', undefined],
    ] as const) {
      const reply = await ask(face, `/api/v1/${path}`, { method, body })
      expect(reply.status, path).toBe(400)
      expect(json(reply).error.message, path).not.toBe('')
    }
  })

  it('that are too long are cut off', async () => {
    const { face } = await serve()
    const body = { path: 'x.js', source: 'x'.repeat(3 * 2 ** 20) }
    expect((await ask(face, '/api/v1/validate', { method: 'POST', body })).status).toBe(413)
  })

  it('for what is not there say so', async () => {
    const { face } = await serve()
    for (const path of [
      'scripts/none.js',
      'backtests/none',
      `versions/${'0'.repeat(64)}`,
      'none',
    ]) {
      expect((await ask(face, `/api/v1/${path}`)).status, path).toBe(404)
    }
    const data = await backtest(face, { path: 'new.js', source: CROSS, dataset: 'bundled/XRPUSDT' })
    expect(json(data).error).toMatchObject({
      code: 'not-found',
      hint: 'there: bundled/BTCUSDT, bundled/ETHUSDT',
    })
  })
})
