// The page's side: what the host serves, to whom, and that its pushes add up.
import { once } from 'node:events'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Delta, Snapshot } from '#host/engine/delta.ts'
import { pageFiles } from '#host/faces/http/page-files.ts'
import { AUTHORIZATION, ask, type FaceOptions, serveFace } from './support/face.ts'
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
    expect(state.orders).toMatchObject([{ event: 'placed', side: 'long', type: 'market' }])
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

  it('says which port is taken', async () => {
    const open = await serve()
    const { face } = open
    await expect(serveFace(open, { port: face.port })).rejects.toThrow(`port ${face.port} is taken`)
  })
})

type Message = Snapshot | Delta

/** What a page makes of the messages. */
function applied(messages: readonly Message[]) {
  const [first, ...rest] = messages as [Snapshot, ...Delta[]]
  let board = structuredClone(first) as Snapshot
  for (const delta of rest) {
    expect(delta.sequence).toBe(board.sequence + 1)
    const slots = new Map([...board.slots, ...delta.slots].map((slot) => [slot.key, slot]))
    const order = delta.order ?? board.slots.map(({ key }) => key)
    board = {
      ...board,
      sequence: delta.sequence,
      session: delta.session,
      account: delta.account,
      scripts: delta.scripts ?? board.scripts,
      slots: order.map((key) => slots.get(key)!),
      transitions: [...board.transitions, ...delta.transitions],
      orders: [...board.orders, ...delta.orders],
      fills: [...board.fills, ...delta.fills],
      trades: [...board.trades, ...delta.trades],
      notes: [...board.notes, ...delta.notes],
      equity: [...board.equity, ...delta.equity],
    }
  }
  return board
}

describe('the push channel', () => {
  it('begins with a snapshot, and its deltas add up to the state', async () => {
    const { face, market, session } = await serve()
    await market.calm(2)
    const messages: Message[] = []
    const page = new WebSocket(`ws://127.0.0.1:${face.port}/ws`, { headers: AUTHORIZATION })
    const isUpToDate = Promise.withResolvers<void>()
    page.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message
      messages.push(message)
      if (message.session.bars === 6) isUpToDate.resolve()
    })
    await once(page, 'message')
    expect(messages[0]).toMatchObject({ type: 'snapshot', session: { bars: 2 } })
    await market.calm(1)
    await market.minutes([100, 104, 99, 103], [103, 103, 85, 95])
    session.board.publish()
    await market.calm(1)
    await isUpToDate.promise
    expect(messages.length).toBeGreaterThan(2)
    const state = JSON.parse((await ask(face, '/api/v1/state')).body)
    expect(applied(messages)).toEqual(state)
    expect(state.trades).toMatchObject([{ exitReason: 'stop', pnl: -10 }])
  })

  it('is not open to pages of other sites', async () => {
    const { face } = await serve()
    const tryFrom = async (options: { origin?: string; headers?: Record<string, string> }) => {
      const page = new WebSocket(`ws://127.0.0.1:${face.port}/ws`, options)
      onTestFinished(() => page.terminate())
      return once(page, 'open').then(
        () => 'open',
        (error: Error) => error.message,
      )
    }
    const headers = AUTHORIZATION
    expect(await tryFrom({ origin: 'https://evil.example', headers })).toContain('403')
    expect(await tryFrom({ headers: { ...headers, host: 'evil.example' } })).toContain('403')
    expect(await tryFrom({ origin: `http://localhost:${face.port}` })).toContain('401')
    expect(await tryFrom({ origin: `http://localhost:${face.port}`, headers })).toBe('open')
  })
})
