// Who may do what through the API, how often, and what is written down of it.
import { sign } from 'hono/jwt'
import { describe, expect, it } from 'vitest'
import { createAccess } from '#host/faces/http/access.ts'
import { ENDPOINTS } from '#host/faces/http/contract.ts'
import { ROLES, type Role, RULES, ruleOf } from '#host/faces/http/roles.ts'
import { ACCESS, ask, json, SECRET, serveFace, TOKEN } from './support/face.ts'
import { readJournal } from './support/journal.ts'
import { holder } from './support/scripts.ts'
import { startSession } from './support/session.ts'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const tokenOf = (role: Role) => ACCESS.sign({ name: `a ${role}`, role, days: 1 })

describe('roles', () => {
  it('open each operation to those who have them, and to nobody below', async () => {
    const face = await serveFace(await startSession({}))
    const tokens = await Promise.all(ROLES.map(tokenOf))
    for (const { operationId, method, path } of Object.values(ENDPOINTS)) {
      const least = RULES[operationId].role
      const url = `/api/v1${path.replaceAll(/{\w+}/g, 'x')}`
      const body = method === 'put' || method === 'post' ? {} : undefined
      const statusWith = async (authorization: string) => {
        const asked = { method: method.toUpperCase(), body, headers: { authorization } }
        return (await ask(face, url, asked)).status
      }
      if (least === null) expect(await statusWith('')).toBe(200)
      else expect(await statusWith(''), operationId).toBe(401)
      for (const [rank, role] of ROLES.entries()) {
        const status = await statusWith(`Bearer ${tokens[rank]}`)
        const isEnough = least === null || rank >= ROLES.indexOf(least)
        expect(status === 403, `${role} ${operationId} ${status}`).toBe(!isEnough)
        expect(status).not.toBe(401)
      }
    }
  })

  it('are what they are called: a viewer writes nothing, an author releases nothing', async () => {
    const face = await serveFace(await startSession({ 'holder.js': holder('1') }))
    const create = { method: 'PUT', body: { source: 'x' } }
    const headers = { 'if-none-match': '*' }
    const save = async (role: Role) => {
      const asked = { ...create, headers: { ...headers, ...bearer(await tokenOf(role)) } }
      return ask(face, `/api/v1/scripts/by-${role}.js`, asked)
    }
    const denied = await save('viewer')
    expect(denied.status).toBe(403)
    expect(json(denied).error.message).toBe(
      "saveScript needs the role author; this token is a viewer's",
    )
    expect((await save('author')).status).toBe(200)
    const release = async (role: Role) => {
      const asked = { method: 'POST', headers: bearer(await tokenOf(role)) }
      return (await ask(face, '/api/v1/slots/holder.js/BTCUSDT/release', asked)).status
    }
    expect(await release('author')).toBe(403)
    // There is nothing to release it from.
    expect(await release('operator')).toBe(409)
  })
})

describe('signed tokens', () => {
  it('that are not ours, are over, or were tampered with open nothing', async () => {
    const face = await serveFace(await startSession({}))
    const now = Math.floor(Date.now() / 1000)
    const claims = { sub: 'x', role: 'operator', iat: now, exp: now + 1000 }
    const good = await sign(claims, SECRET, 'HS256')
    const [head, body, tail] = good.split('.') as [string, string, string]
    const raised = Buffer.from(JSON.stringify({ ...claims, role: 'operator', sub: 'y' }))
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
    const status = async (token: string) =>
      (await ask(face, '/api/v1/config', { headers: bearer(token) })).status
    expect(await status(good)).toBe(200)
    const { exp: _, ...endless } = claims
    for (const [what, token] of Object.entries({
      'signed by another host': await createAccess({ token: TOKEN, secret: 'other' }).sign({
        ...{ name: 'x', role: 'operator', days: 1 },
      }),
      over: await ACCESS.sign({ name: 'x', role: 'operator', days: -1 }),
      endless: await sign(endless, SECRET, 'HS256'),
      'of a role that is none': await sign({ ...claims, role: 'root' }, SECRET, 'HS256'),
      'of an inherited role': await sign({ ...claims, role: 'toString' }, SECRET, 'HS256'),
      'of nobody': await sign({ ...claims, sub: '' }, SECRET, 'HS256'),
      'with another body': `${head}.${raised.toString('base64url')}.${tail}`,
      'without a signature': `${none}.${body}.`,
      'with an empty signature': `${head}.${body}.`,
      'of another algorithm': await sign(claims, SECRET, 'HS512'),
      'made of dots': '...',
      'far too long': `${head}.${'x'.repeat(8000)}.${tail}`,
    })) {
      expect(await status(token), what).toBe(401)
    }
  })

  it('open the page too, as what they are', async () => {
    const face = await serveFace(await startSession({}))
    const token = await tokenOf('viewer')
    const opened = await ask(face, `/?token=${token}`, { headers: { authorization: '' } })
    expect(opened.status).toBe(302)
    const cookie = String(opened.headers['set-cookie']).split(';')[0]!
    const headers = { authorization: '', cookie }
    expect((await ask(face, '/api/v1/slots', { headers })).status).toBe(200)
    const create = { method: 'PUT', headers: { ...headers, 'if-none-match': '*' } }
    const body = { source: 'x' }
    expect((await ask(face, '/api/v1/scripts/a.js', { ...create, body })).status).toBe(403)
  })
})

describe('too many requests', () => {
  it('are refused for a while, those of strangers first', async () => {
    const rates = {
      caller: { burst: 40, perSecond: 0.01 },
      stranger: { burst: 5, perSecond: 0.01 },
    }
    const face = await serveFace(await startSession({}), { rates })
    const status = async (headers: Record<string, string>, path = '/api/v1/slots') =>
      (await ask(face, path, { headers })).status
    const wrong = bearer('a-wrong-token')
    for (let i = 0; i < 5; i++) expect(await status(wrong)).toBe(401)
    expect(await status(wrong)).toBe(429)
    expect(await status({ authorization: '' }, '/?token=guess')).toBe(429)
    // Who has a token is not held up by those who have none.
    const replies = []
    for (let i = 0; i < 45; i++) replies.push(await ask(face, '/api/v1/slots'))
    const first = replies.find((reply) => reply.status === 429)!
    expect(json(first).error.code).toBe('too-many')
    expect(Number(first.headers['retry-after'])).toBeGreaterThan(0)
    expect(replies.filter((reply) => reply.status === 200).length).toBeLessThanOrEqual(40)
    expect(await status(bearer(await tokenOf('viewer')))).toBe(200)
  })
})

describe('the journal', () => {
  it('has an entry for each change, with who made it, and none for what was refused', async () => {
    const open = await startSession({ 'holder.js': holder('1') })
    const face = await serveFace(open)
    const author = bearer(await ACCESS.sign({ name: 'ann', role: 'author', days: 1 }))
    const on = (path: string, method: string, asked: object = {}, headers = {}) =>
      ask(face, `/api/v1/scripts/${path}`, { method, ...asked, headers: { ...author, ...headers } })
    const created = await on('a.js', 'PUT', { body: { source: 'one' } }, { 'if-none-match': '*' })
    const first = json(created).etag
    await on('a.js', 'PUT', { body: { source: 'late' } }, { 'if-none-match': '*' })
    await on('a.js', 'PUT', { body: { source: 'two' } }, { 'if-match': first })
    await on('a.js/rollback', 'POST', { body: { sha256: first.slice(1, -1) } })
    await on('a.js/rename', 'POST', { body: { to: 'lib/b.js' } })
    await on('lib/b.js', 'DELETE', {}, { 'if-match': first })
    await ask(face, '/api/v1/slots/holder.js%2FBTCUSDT/release', { method: 'POST' })
    const commands = readJournal(open.session.folder).filter(({ type }) => type === 'command')
    expect(commands).toMatchObject([
      { by: 'ann', what: 'saveScript', detail: { path: 'a.js', sha256: first.slice(1, -1) } },
      { by: 'ann', what: 'saveScript', detail: { path: 'a.js' } },
      { by: 'ann', what: 'rollbackScript', detail: { path: 'a.js', sha256: first.slice(1, -1) } },
      { by: 'ann', what: 'renameScript', detail: { path: 'a.js', to: 'lib/b.js' } },
      { by: 'ann', what: 'removeScript', detail: { path: 'lib/b.js' } },
    ])
    for (const { operationId, method } of Object.values(ENDPOINTS)) {
      if (method === 'get') expect(ruleOf(operationId).isChange, operationId).toBeUndefined()
    }
  })
})
