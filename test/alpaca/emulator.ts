// A small Alpaca on loopback: bars in pages, assets, clock and calendar over REST; the stream's log-in,
// subscription and messages over a WebSocket; and what goes wrong with them.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type WebSocket from 'ws'
import { WebSocketServer } from 'ws'
import { type Clock, SYSTEM_CLOCK } from '#host/feeds/clock.ts'

export const KEY_ID = 'PKCANARYKEYID0000001'
export const SECRET_KEY = 'canarysecretkey0123456789canarysecretkey'

export const ENVIRONMENT = { APCA_API_KEY_ID: KEY_ID, APCA_API_SECRET_KEY: SECRET_KEY }

/** As Alpaca writes a bar. */
export interface WireBar {
  readonly t: string
  readonly o: number
  readonly h: number
  readonly l: number
  readonly c: number
  readonly v: number
}

export interface Emulator {
  readonly restUrl: string
  readonly wsUrl: string
  /** Paths with their queries, in order. */
  readonly requests: string[]
  /** What clients sent over their sockets, without the log-in. */
  readonly asked: unknown[]
  bars: Readonly<Record<string, readonly WireBar[]>>
  /** Instead of the right answer to REST requests. */
  answer: { readonly status: number; readonly body: string } | null
  /** Bytes of a frame that are sent at a time; 0: all. */
  dripBytes: number
  /** Instead of accepting the keys. */
  refusal: { readonly code: number; readonly msg: string } | null
  /** To all that have subscribed. */
  send(...messages: object[]): Promise<void>
  sendText(text: string): Promise<void>
  /** Closes every connection, with a reason in the venue's words. */
  disconnect(reason?: string): void
  /** Resolves once there have been so many subscriptions in all. */
  subscribed(count: number): Promise<void>
}

const ASSETS = ['AAPL', 'MSFT', 'BRK.B']

export async function startEmulator(clock: Clock = SYSTEM_CLOCK): Promise<Emulator> {
  const http = createServer((request, response) => answer(request, response))
  const sockets = new WebSocketServer({ noServer: true })
  const ready = new Set<WebSocket>()
  const waiting: { count: number; resolve: () => void }[] = []
  let subscriptions = 0
  http.on('upgrade', (request, socket, head) => {
    emulator.requests.push(request.url!)
    sockets.handleUpgrade(request, socket, head, welcome)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
    http.closeAllConnections()
    http.close()
  })

  function welcome(socket: WebSocket): void {
    socket.on('error', () => {})
    socket.on('close', () => ready.delete(socket))
    socket.send('[{"T":"success","msg":"connected"}]')
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString())
      if (message.action === 'auth') return logIn(socket, message)
      emulator.asked.push(message)
      ready.add(socket)
      subscriptions += 1
      const { action: _, ...lists } = message
      socket.send(JSON.stringify([{ T: 'subscription', ...lists }]))
      for (const one of waiting) if (subscriptions >= one.count) one.resolve()
    })
  }

  function logIn(socket: WebSocket, { key, secret }: { key: string; secret: string }): void {
    const isRight = key === KEY_ID && secret === SECRET_KEY
    const refusal = emulator.refusal ?? (isRight ? null : { code: 402, msg: 'auth failed' })
    const words =
      refusal === null ? { T: 'success', msg: 'authenticated' } : { T: 'error', ...refusal }
    socket.send(JSON.stringify([words]))
  }

  function answer({ url, headers }: IncomingMessage, response: ServerResponse): void {
    emulator.requests.push(url!)
    response.setHeader('date', new Date(clock.now()).toUTCString())
    const isRight =
      headers['apca-api-key-id'] === KEY_ID && headers['apca-api-secret-key'] === SECRET_KEY
    if (emulator.answer !== null) {
      return void response.writeHead(emulator.answer.status).end(emulator.answer.body)
    }
    if (!isRight) return void response.writeHead(401).end('{"message":"unauthorized."}')
    const found = contentOf(new URL(url!, 'http://alpaca'), emulator.bars, clock.now())
    response.writeHead(found === null ? 404 : 200).end(JSON.stringify(found ?? {}))
  }

  async function write(text: string): Promise<void> {
    const { dripBytes } = emulator
    for (const socket of ready) {
      if (dripBytes === 0) socket.send(text)
      for (let at = 0; dripBytes > 0 && at < text.length; at += dripBytes) {
        socket.send(text.slice(at, at + dripBytes), { fin: at + dripBytes >= text.length })
        await setImmediate()
      }
    }
  }

  const emulator: Emulator = {
    restUrl: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    requests: [],
    asked: [],
    bars: {},
    answer: null,
    dripBytes: 0,
    refusal: null,
    send: (...messages) => write(JSON.stringify(messages)),
    sendText: write,
    disconnect(reason = '') {
      for (const socket of sockets.clients) socket.close(1001, reason)
    },
    subscribed: (count) =>
      new Promise((resolve) => {
        if (subscriptions >= count) resolve()
        else waiting.push({ count, resolve })
      }),
  }
  return emulator
}

/** So many bars a page; the token is where the next one begins. */
const PAGE = 3

function contentOf({ pathname, searchParams }: URL, bars: Emulator['bars'], now: number): unknown {
  const asset = /^\/v2\/assets\/(.+)$/.exec(pathname)?.[1]
  if (asset !== undefined) {
    const symbol = decodeURIComponent(asset)
    if (!ASSETS.includes(symbol)) return null
    const isFractionable = symbol !== 'BRK.B'
    return { symbol, status: 'active', tradable: true, fractionable: isFractionable }
  }
  switch (pathname) {
    case '/v2/assets':
      return ASSETS.map((symbol) => ({ symbol, status: 'active', tradable: true }))
    case '/v2/clock':
      return {
        timestamp: '2025-01-15T11:00:00.123456789-05:00',
        is_open: true,
        next_open: '2025-01-16T09:30:00-05:00',
        next_close: '2025-01-15T16:00:00-05:00',
      }
    case '/v2/calendar':
      return [{ date: '2025-01-15', open: '09:30', close: '16:00', session_open: '0400' }]
    case '/v2/stocks/bars':
      return barsPage(searchParams, bars, now)
    default:
      return null
  }
}

function barsPage(query: URLSearchParams, bars: Emulator['bars'], now: number): unknown {
  const symbol = query.get('symbols')!
  const [start, end] = ['start', 'end'].map((name) => Date.parse(query.get(name)!))
  const from = Number(query.get('page_token') ?? 0)
  const some = (bars[symbol] ?? []).filter(
    ({ t }) => Date.parse(t) >= start! && Date.parse(t) <= Math.min(end!, now),
  )
  const next = from + PAGE < some.length ? String(from + PAGE) : null
  return { bars: { [symbol]: some.slice(from, from + PAGE) }, next_page_token: next }
}
