// The push channel: snapshot, deltas, coming back, slow readers and hostile frames.
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Delta } from '#host/engine/delta.ts'
import { createPush } from '#host/faces/http/push.ts'
import { ACCESS, AUTHORIZATION, ask, json, serveFace } from './support/face.ts'
import { added, Follower, type Message } from './support/follower.ts'
import { Line } from './support/line.ts'
import { holder } from './support/scripts.ts'
import { START, save, startSession } from './support/session.ts'

async function serve() {
  const open = await startSession({ 'holder.js': holder('1') })
  return { ...open, face: await serveFace(open) }
}

type Open = Awaited<ReturnType<typeof serve>>

/** An entry and a stop: two fills, one trade. */
async function roundTrip({ market }: Pick<Open, 'market'>): Promise<void> {
  await market.calm(2)
  await market.minutes([100, 104, 99, 103], [103, 103, 85, 95])
}

const barsOf = (heard: readonly { readonly type: string }[]) =>
  (heard.findLast(({ type }) => type === 'snapshot' || type === 'delta') as Message | undefined)
    ?.session.bars

describe('the push channel', () => {
  it('begins with a snapshot, and its deltas add up to the state', async () => {
    const { face, market, session } = await serve()
    await market.calm(2)
    const page = new Follower(face)
    await page.until((heard) => heard.length > 0)
    expect(page.heard[0]).toMatchObject({ type: 'snapshot', session: { bars: 2 } })
    await market.calm(1)
    await market.minutes([100, 104, 99, 103], [103, 103, 85, 95])
    session.board.publish()
    await market.calm(1)
    await page.until((heard) => barsOf(heard) === 6)
    expect(page.messages.length).toBeGreaterThan(2)
    const state = json(await ask(face, '/api/v1/state'))
    expect(added(page.messages)).toEqual(state)
    expect(state.trades).toMatchObject([{ exitReason: 'stop', pnl: -10 }])
  })

  it('is not open to strangers or to pages of other sites', async () => {
    const { face } = await serve()
    const tryWith = async (options: { origin?: string; headers?: Record<string, string> }) => {
      const page = new WebSocket(`ws://127.0.0.1:${face.port}/ws`, options)
      onTestFinished(() => page.terminate())
      return once(page, 'open').then(
        () => 'open',
        (error: Error) => error.message,
      )
    }
    const headers = AUTHORIZATION
    const own = `http://localhost:${face.port}`
    expect(await tryWith({ origin: 'https://evil.example', headers })).toContain('403')
    expect(await tryWith({ headers: { ...headers, host: 'evil.example' } })).toContain('403')
    expect(await tryWith({ origin: own })).toContain('401')
    expect(await tryWith({ origin: own, headers: { authorization: 'Bearer x' } })).toContain('401')
    expect(await tryWith({ origin: own, headers })).toBe('open')
  })

  it('ends with the token that opened it', async () => {
    const { face } = await serve()
    const token = await ACCESS.sign({ name: 'short', role: 'viewer', days: 2 / 86_400 })
    const page = new Follower(face, '', { authorization: `Bearer ${token}` })
    const [code, reason] = await once(page.socket, 'close')
    expect([code, String(reason)]).toEqual([1008, 'the token has ended'])
    expect(page.heard[0]).toMatchObject({ type: 'snapshot' })
  })
})

describe('coming back', () => {
  it('brings what was missed, once and in order', async () => {
    const open = await serve()
    const { face, market } = open
    const page = new Follower(face)
    await page.until((heard) => heard.length > 0)
    await market.calm(1)
    await page.until((heard) => barsOf(heard) === 1)
    await page.close()
    await roundTrip(open)
    const again = new Follower(face, page.place)
    await again.until((heard) => barsOf(heard) === 5)
    expect(again.heard[0]).toMatchObject({ type: 'delta', after: page.messages.at(-1)!.sequence })
    const both = added([...page.messages, ...again.messages])
    expect(both).toEqual(json(await ask(face, '/api/v1/state')))
    expect(both.fills).toHaveLength(2)
  })

  it('brings nothing where nothing was missed', async () => {
    const { face, market } = await serve()
    const page = new Follower(face)
    await page.until((heard) => heard.length > 0)
    await page.close()
    const again = new Follower(face, page.place)
    await once(again.socket, 'open')
    await market.calm(1)
    await again.until((heard) => heard.length > 0)
    expect(again.heard[0]).toMatchObject({ type: 'delta', after: page.messages[0]!.sequence })
  })

  it.each([
    ['?stream=another1&after=0', 'from another start of the host'],
    ['?after=0', 'without a stream'],
    ['?stream=STREAM&after=-7', 'from before there was anything'],
    ['?stream=STREAM&after=999999', 'from the future'],
    ['?stream=STREAM&after=x', 'from nowhere'],
    ['?stream=STREAM&after=1e400', 'from infinity'],
  ])('with %s, %s, brings everything anew', async (query) => {
    const { face, session } = await serve()
    const page = new Follower(face, query.replace('STREAM', session.board.stream))
    await page.until((heard) => heard.length > 0)
    expect(page.heard[0]).toMatchObject({ type: 'snapshot' })
  })
})

describe('topics', () => {
  it('are all but bars where none are named, and else those that are', async () => {
    const open = await serve()
    const { face, market } = open
    const all = new Follower(face)
    const some = new Follower(face, '?topics=fills,bars:BTCUSDT,nonsense')
    for (const page of [all, some]) await page.until((heard) => heard.length > 0)
    await roundTrip(open)
    for (const page of [all, some]) await page.until((heard) => barsOf(heard) === 4)
    const deltas = (page: Follower) => page.messages.slice(1) as Delta[]
    expect(deltas(all).flatMap(({ bars }) => bars)).toEqual([])
    expect(deltas(all).flatMap(({ slots }) => slots)).not.toEqual([])
    expect(some.messages[0]).toMatchObject({ slots: [], scripts: [], notes: [] })
    expect(deltas(some).flatMap(({ bars }) => bars.map(({ close }) => close))).toEqual([
      ...[100, 100],
      ...[103, 95],
    ])
    expect(deltas(some).flatMap(({ fills }) => fills)).toHaveLength(2)
    for (const { slots, transitions, trades, scripts, order } of deltas(some)) {
      expect([slots, transitions, trades, scripts, order]).toEqual([[], [], [], null, null])
    }
    some.socket.send(JSON.stringify({ type: 'follow', topics: ['trades'] }))
    // The frame is read before what comes after its answer to a ping.
    some.socket.ping()
    await once(some.socket, 'pong')
    const before = some.messages.length
    await market.calm(1)
    await some.until((heard) => barsOf(heard) === 5)
    const later = some.messages.slice(before) as Delta[]
    expect(later.flatMap(({ bars }) => bars)).toEqual([])
  })

  it('bring the latest tick of a symbol, of those that came at once', async () => {
    const { face, market, session } = await serve()
    const page = new Follower(face, '?topics=ticks:BTCUSDT')
    const other = new Follower(face, '?topics=ticks:ETHUSDT,bars:BTCUSDT')
    for (const one of [page, other]) await one.until((heard) => heard.length > 0)
    await market.calm(1)
    for (const price of [101, 102, 103]) await market.tick(1 + price / 1000, price, price - 1)
    session.board.publish()
    const ticksOf = (one: Follower) =>
      (one.messages.slice(1) as Delta[]).flatMap(({ ticks }) => ticks)
    await page.until(() => ticksOf(page).at(-1)?.price === 103)
    const time = START + 1.103 * 60_000
    const known = { symbol: 'BTCUSDT', time, price: 103, bid: 102, ask: null }
    expect(ticksOf(page).at(-1)).toMatchObject(known)
    await other.until((heard) => barsOf(heard) === 1)
    expect(ticksOf(other)).toEqual([])
  })

  it('tell of files that change in the folder, and of backtests', async () => {
    const { face, folder } = await serve()
    const page = new Follower(face)
    const deaf = new Follower(face, '?topics=fills')
    for (const one of [page, deaf]) await one.until((heard) => heard.length > 0)
    save(folder, 'lib/risk.js', 'export const R = 1\n')
    await page.until((heard) =>
      heard.some((one) => one.type === 'scripts' && one.paths.includes('lib/risk.js')),
    )
    const body = { path: 'holder.js', dataset: 'bundled/BTCUSDT' }
    const { id } = json(await ask(face, '/api/v1/backtests', { method: 'POST', body }))
    await page.until((heard) =>
      heard.some((one) => one.type === 'backtest' && one.id === id && one.status === 'done'),
    )
    expect(deaf.heard.every(({ type }) => type === 'snapshot' || type === 'delta')).toBe(true)
  })
})

describe('hostile frames', () => {
  const follow = (topics: unknown) => JSON.stringify({ type: 'follow', topics })
  it.each<readonly [string, string | Buffer, number]>([
    ['no JSON', '{', 1008],
    ['nothing', '', 1008],
    ['another type', '{"type":"release","key":"holder.js/BTCUSDT"}', 1008],
    ['no list', follow('fills'), 1008],
    ['a list of other things', follow([{}]), 1008],
    ['a key too many', '{"type":"follow","topics":[],"__proto__":{"a":1},"x":1}', 1008],
    ['too many topics', follow(Array(101).fill('fills')), 1008],
    ['nested to the limit', '['.repeat(4000), 1008],
    ['bytes', Buffer.from(follow([])), 1008],
    ['far too much', 'x'.repeat(5000), 1009],
  ])('with %s end their own socket and no other', async (_what, frame, code) => {
    const { face, market } = await serve()
    const bad = new Follower(face)
    const good = new Follower(face)
    for (const page of [bad, good]) await page.until((heard) => heard.length > 0)
    bad.socket.send(frame, { binary: typeof frame !== 'string' })
    const [closed] = await once(bad.socket, 'close')
    expect(closed).toBe(code)
    await market.calm(1)
    await good.until((heard) => barsOf(heard) === 1)
  })

  it('that come without end are not listened to', async () => {
    const { face } = await serve()
    const page = new Follower(face)
    await page.until((heard) => heard.length > 0)
    for (let i = 0; i < 100; i++) page.socket.send(follow(['fills']))
    const [code, reason] = await once(page.socket, 'close')
    expect([code, String(reason)]).toEqual([1008, 'too many frames'])
  })
})

describe('a slow reader', () => {
  it('gets fewer messages, and every fill', async () => {
    const open = await serve()
    const { session, market } = open
    const { board } = session
    const push = createPush(board)
    const [slow, quick] = [new Line(), new Line()]
    const caller = { name: 'x', role: 'viewer', until: null } as const
    for (const line of [quick, slow]) {
      const isStillWelcome = () => Promise.resolve(true)
      push.welcome(line.socket, { caller, query: new URLSearchParams(), isStillWelcome })
    }
    slow.bufferedAmount = 2 ** 21
    for (let i = 0; i < 20; i++) {
      await market.minutes([100, 100, 100, 100], [100, 100, 100, 100], [100, 100, 85, 100])
      board.publish()
    }
    expect(slow.sent).toHaveLength(1)
    expect(quick.sent.length).toBeGreaterThan(20)
    slow.bufferedAmount = 0
    await once(slow, 'sent')
    expect(slow.sent).toHaveLength(2)
    expect(added(slow.sent)).toEqual(added(quick.sent))
    expect(added(slow.sent).fills).toHaveLength(40)
    for (const line of [slow, quick]) line.emit('close')
    push.close()
  })
})
