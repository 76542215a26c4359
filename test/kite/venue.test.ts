// Kite as a venue, over sockets on loopback: its past, its present, what it refuses, and that keys
// never leave the requests.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { formatError } from '#host/errors.ts'
import type { MarketEvent } from '#host/feeds/market-event.ts'
import { readKiteKeys } from '#host/venues/kite/keys.ts'
import { openKite } from '#host/venues/kite/kite-venue.ts'
import { DEFAULT_CONNECTION_RULES } from '#host/venues/socket/connection.ts'
import { hostErrorOf } from '../data/files.ts'
import { frameOf, fullPacket } from './packets.ts'

const API_KEY = 'canaryapikey0001'
const ACCESS_TOKEN = 'canaryaccesstoken0123456789'
const ENVIRONMENT = { KITE_API_KEY: API_KEY, KITE_ACCESS_TOKEN: ACCESS_TOKEN }
const TOKEN = 408_065
const MINUTE = 60_000
/** 9:15 in India. */
const OPEN = Date.UTC(2025, 0, 15, 3, 45)
const INSTRUMENTS = `instrument_token,tradingsymbol,tick_size,lot_size\n${TOKEN},INFY,0.05,1\n1,TCS,0.1,1\n`

async function opened(environment: Record<string, string> = ENVIRONMENT) {
  const requests: string[] = []
  const asked: string[] = []
  const sockets = new WebSocketServer({ noServer: true })
  const answer = { status: 0, body: '', isStreamShut: false }
  const http = createServer(({ url, headers }, response) => {
    requests.push(decodeURIComponent(url!))
    const isRight = headers.authorization === `token ${API_KEY}:${ACCESS_TOKEN}`
    if (answer.status > 0) return void response.writeHead(answer.status).end(answer.body)
    if (!isRight) return void response.writeHead(403).end('{"error_type":"TokenException"}')
    if (url!.includes('/historical/')) {
      const minutes = [0, 1, 2].map((n) => [`2025-01-15T09:1${5 + n}:00+0530`, 10, 12, 9, 11, n])
      return void response.end(JSON.stringify({ status: 'success', data: { candles: minutes } }))
    }
    response.end(INSTRUMENTS)
  })
  const { promise: subscribed, resolve } = Promise.withResolvers<WebSocket>()
  http.on('upgrade', (request, socket, head) => {
    const query = new URL(request.url!, 'http://kite').searchParams
    const { isStreamShut } = answer
    if (
      isStreamShut ||
      query.get('api_key') !== API_KEY ||
      query.get('access_token') !== ACCESS_TOKEN
    ) {
      return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    }
    sockets.handleUpgrade(request, socket, head, (one) => {
      one.on('error', () => {})
      one.on('message', (data) => {
        asked.push(data.toString())
        if (asked.length === 2) resolve(one)
      })
    })
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const ending = new AbortController()
  onTestFinished(() => {
    ending.abort()
    for (const socket of sockets.clients) socket.terminate()
    http.closeAllConnections()
    http.close()
  })
  const place = `127.0.0.1:${(http.address() as AddressInfo).port}`
  const troubles: string[] = []
  const venue = openKite({
    ...{ restUrl: `http://${place}`, wsUrl: `ws://${place}`, environment, signal: ending.signal },
    rules: { ...DEFAULT_CONNECTION_RULES, backoff: { firstMs: 1, msMax: 1 } },
    onTrouble: (line) => troubles.push(line),
  })
  return { venue, requests, asked, answer, ending, troubles, subscribed }
}

const history = ({ venue, ending }: Awaited<ReturnType<typeof opened>>, to: number) =>
  venue.history({ symbol: 'INFY', intervalMs: MINUTE, from: OPEN, to, signal: ending.signal })

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

describe('Kite', () => {
  it('knows symbols and their ticks, and what was meant', async () => {
    const { venue, requests } = await opened()
    const unknown = { makerFee: null, takerFee: null }
    expect(await venue.instruments(['INFY', 'BSE:TCS'])).toEqual([
      { symbol: 'INFY', tickSize: 0.05, lotStep: 1, minNotional: 0, ...unknown },
      { symbol: 'BSE:TCS', tickSize: 0.1, lotStep: 1, minNotional: 0, ...unknown },
    ])
    const error = await hostErrorOf(() => venue.instruments(['INFI']))
    expect(error).toMatchObject({ code: 'not-found', hint: 'did you mean "INFY"?' })
    // Each exchange's list once.
    expect(requests).toEqual(['/instruments/NSE', '/instruments/BSE'])
  })

  it('gives its past, to exclusive, in as many requests as it takes', async () => {
    const test = await opened()
    const pages = await all(history(test, OPEN + 2 * MINUTE))
    expect(pages).toEqual([
      [
        { openTime: OPEN, open: 10, high: 12, low: 9, close: 11, volume: 0 },
        { openTime: OPEN + MINUTE, open: 10, high: 12, low: 9, close: 11, volume: 1 },
      ],
    ])
    expect(test.requests.at(-1)).toBe(
      `/instruments/historical/${TOKEN}/minute?from=2025-01-15+09:15:00&to=2025-01-15+09:16:59`,
    )
    test.requests.length = 0
    // 100 days of minutes, of which a request may ask for 60.
    await all(history(test, OPEN + 100 * 1440 * MINUTE))
    expect(test.requests).toHaveLength(2)
  })

  it('tells its ticks, and asks for them anew when the connection breaks', async () => {
    const test = await opened()
    const events: MarketEvent[] = []
    const { promise: again, resolve } = Promise.withResolvers<void>()
    const over = test.venue.stream(
      { symbols: ['INFY'], intervalMs: MINUTE, channels: new Set(['bars', 'trades', 'quotes']) },
      (event) => {
        events.push(event)
        const kinds = events.map((one) => (one.type === 'status' ? one.status : one.type))
        if (kinds.join(' ') === 'connected quote trade quote lost connected') resolve()
      },
      test.ending.signal,
    )
    const socket = await test.subscribed
    expect(test.asked[0]).toBe(`{"a":"subscribe","v":[${TOKEN}]}`)
    socket.send(Buffer.of(0))
    socket.send(frameOf(fullPacket({ token: TOKEN, volume: 10 })))
    socket.send(frameOf(fullPacket({ token: TOKEN, volume: 12 })))
    socket.close(1001, `bye ${ACCESS_TOKEN}`)
    await again
    test.ending.abort()
    await over
    expect(JSON.stringify(events)).not.toContain(ACCESS_TOKEN)
    expect(JSON.stringify(events)).not.toContain(API_KEY)
  })

  it('has no other bars than it has', async () => {
    const { venue, ending } = await opened()
    const wish = { symbols: ['INFY'], intervalMs: 1000, channels: new Set(['bars'] as const) }
    const error = await hostErrorOf(() => venue.stream(wish, () => {}, ending.signal))
    expect(error.message).toBe('kite has no bars of 1 s')
  })
})

describe('keys to Kite', () => {
  it.each([
    [{}, 'KITE_API_KEY and KITE_ACCESS_TOKEN are not set'],
    [{ KITE_API_KEY: 'x' }, 'KITE_ACCESS_TOKEN is not set'],
  ])('that are missing are named in one line: %o', async (environment, message) => {
    expect((await hostErrorOf(() => readKiteKeys(environment))).message).toBe(message)
  })

  it('that are wrong or of yesterday are refused by name, over REST and on the stream', async () => {
    const wrong = await opened({ ...ENVIRONMENT, KITE_ACCESS_TOKEN: 'yesterday' })
    const past = await hostErrorOf(() => all(history(wrong, OPEN + MINUTE)))
    expect(past.message).toContain('KITE_ACCESS_TOKEN')
    // The list of instruments is known; then the token ends.
    const right = await opened()
    await right.venue.instruments(['INFY'])
    right.answer.isStreamShut = true
    const channels = new Set(['trades'] as const)
    const wish = { symbols: ['INFY'], intervalMs: MINUTE, channels }
    const present = hostErrorOf(() => right.venue.stream(wish, () => {}, right.ending.signal))
    expect((await present).message).toContain('KITE_ACCESS_TOKEN')
    right.answer.status = 403
    expect((await hostErrorOf(() => all(history(right, OPEN + MINUTE)))).code).toBe('bad-config')
  })

  it('are in no error, whatever Kite says back', async () => {
    const test = await opened()
    await test.venue.instruments(['INFY'])
    const echo = `your keys are ${API_KEY} and ${ACCESS_TOKEN}`
    const outputs: string[] = []
    for (const [status, body] of [
      [400, echo],
      [403, echo],
      [404, echo],
      [200, echo],
      [200, JSON.stringify({ data: { candles: echo } })],
      [200, JSON.stringify({ data: { candles: [[echo, 1, 1, 1, 1, 1]] } })],
    ] as const) {
      Object.assign(test.answer, { status, body })
      const past = await hostErrorOf(() => all(history(test, OPEN + MINUTE)))
      const list = await hostErrorOf(() => test.venue.instruments(['BSE:X']))
      for (const error of [past, list])
        outputs.push(formatError(error), inspect(error, { depth: 9 }))
    }
    expect(outputs).toHaveLength(24)
    for (const output of [...outputs, ...test.troubles]) {
      expect(output).not.toContain(API_KEY)
      expect(output).not.toContain(ACCESS_TOKEN.slice(0, 12))
    }
  })
})
