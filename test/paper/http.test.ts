// The page's side: what the host serves, to whom, and that its pushes add up.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Snapshot } from '#host/engine/delta.ts'
import { pageFiles } from '#host/faces/http/page-files.ts'
import { AUTHORIZATION, ask, type FaceOptions, serveFace, TOKEN } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { startSession } from './support/session.ts'

async function serve(options: FaceOptions = {}) {
  const open = await startSession({ 'holder.js': holder('1') })
  return { ...open, face: await serveFace(open, options) }
}

describe('the HTTP face', () => {
  it('serves the page and what it needs, and nothing from elsewhere', async () => {
    const { face } = await serve({ files: await pageFiles(() => {}) })
    const page = await ask(face, '/')
    expect(page.headers['content-type']).toContain('text/html')
    const needs = [...page.body.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1]!)
    const own = needs.filter((url) => !url.startsWith('data:'))
    expect(own.length).toBeGreaterThan(0)
    for (const url of own) expect((await ask(face, url)).status, url).toBe(200)
    for (const url of ['/package.json', '/../package.json', '/%2e%2e/package.json']) {
      expect((await ask(face, url)).status, url).toBe(404)
    }
  })

  it('tells the state of the session', async () => {
    const { face, market } = await serve()
    await market.calm(3)
    const state = JSON.parse((await ask(face, '/api/v1/state')).body) as Snapshot
    expect(state.session).toMatchObject({ mode: 'paper', status: 'playing', bars: 3 })
    expect(state.account).toMatchObject({ initialCash: 100_000, positions: 1, equity: 100_000 })
    expect(state.slots).toMatchObject([
      {
        key: 'holder.js/BTCUSDT',
        state: 'InTrade',
        version: '1',
        position: { side: 'long', quantity: 1, entryPrice: 100, stop: 90 },
      },
    ])
    expect(state.transitions.map(({ from, to }) => [from, to])).toEqual([
      ['Watch', 'CloseWatch'],
      ['CloseWatch', 'InTrade'],
    ])
    expect(state.fills).toMatchObject([{ side: 'buy', quantity: 1, price: 100 }])
    expect(state.orders).toMatchObject([
      { event: 'placed', status: 'accepted', side: 'long', type: 'market' },
      { event: 'filled', status: 'filled', side: 'buy', quantity: 1, price: 100 },
    ])
    expect(state.equity).toHaveLength(3)
  })

  it('answers only to names of this machine', async () => {
    const { face } = await serve()
    for (const host of ['evil.example', `evil.example:${face.port}`, 'localhost:1', 'localhost']) {
      expect((await ask(face, '/api/v1/state', { headers: { host } })).status, host).toBe(421)
    }
    for (const host of [`localhost:${face.port}`, `127.0.0.1:${face.port}`]) {
      expect((await ask(face, '/api/v1/state', { headers: { host } })).status, host).toBe(200)
    }
  })

  it('cannot be reached from other machines', async () => {
    const { face } = await serve()
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)
    // The whole of 127/8 is this machine, but only one address of it is ours.
    const host = outside?.address ?? '127.0.0.2'
    const refused = new Promise<NodeJS.ErrnoException>((resolve, reject) => {
      request({ host, port: face.port }, () => reject(new Error(`${host} answers`)))
        .on('error', resolve)
        .end()
    })
    expect((await refused).code).toBe('ECONNREFUSED')
  })

  it('speaks TLS where it has a certificate, and nothing else there', async () => {
    const file = (name: string) =>
      fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url))
    const tls = { tlsCert: file('cert.pem'), tlsKey: file('key.pem') }
    const { face } = await serve({ listen: tls })
    expect(face.address).toMatch(/^https:\/\/localhost:\d+\/\?token=/)
    const ca = readFileSync(tls.tlsCert)
    const { port } = face
    const outgoing = secureRequest({ host: 'localhost', port, ca, path: `/?token=${TOKEN}` }).end()
    const [opened] = await once(outgoing, 'response')
    expect(opened.statusCode).toBe(302)
    expect(String(opened.headers['set-cookie'])).toContain('Secure')
    const url = `wss://localhost:${port}/ws`
    const page = new WebSocket(url, { ca, headers: AUTHORIZATION, origin: face.url })
    onTestFinished(() => page.terminate())
    const [data] = await once(page, 'message')
    expect(JSON.parse(String(data))).toMatchObject({ type: 'snapshot' })
    await expect(ask(face, '/api/v1/health')).rejects.toThrow()
  })

  it('says which port is taken', async () => {
    const open = await serve()
    const { face } = open
    await expect(serveFace(open, { listen: { port: face.port } })).rejects.toThrow(
      `port ${face.port} is taken`,
    )
  })
})
