// What the API costs: lists of a thousand over HTTP, and a fill's way to a page. The board is real, of
// a thousand slots; no scripts run behind it.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, get, type RequestOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import type { Board } from '#host/engine/board.ts'
import type { HttpFace } from '#host/faces/http/server.ts'
import { busyBoard, HEADERS, ITEMS, serveBoard, tellFill } from './busy-board.ts'

const REQUESTS = 400
const FILLS = 100
const LISTS = ['slots', 'fills', 'logs'] as const

/** Ms. */
export interface Spread {
  readonly median: number
  readonly p99: number
}

export interface ApiFigures {
  /** The slowest of the lists. */
  readonly list: Spread
  /** The same bytes from a server that does nothing else. */
  readonly bare: Spread
  /** From the engine's word of a fill to the page. */
  readonly fill: Spread
}

export async function apiFigures(): Promise<ApiFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-bench-'))
  const board = busyBoard()
  const face = await serveBoard(board, folder)
  const agent = new Agent({ keepAlive: true })
  try {
    let list: Spread = { median: 0, p99: 0 }
    let longest = ''
    for (const name of LISTS) {
      const path = `/api/v1/${name}?limit=${ITEMS}`
      const options = { port: face.port, path, headers: HEADERS, agent }
      const body = await fetchText(options)
      if (JSON.parse(body).items.length !== ITEMS) throw new Error(`${name} is not that long`)
      if (body.length > longest.length) longest = body
      const one = await requestMs(options)
      if (one.p99 > list.p99) list = one
    }
    const bare = await bareServerMs(longest, agent)
    return { list, bare, fill: await fillMs(board, face) }
  } finally {
    agent.destroy()
    await face.close()
    rmSync(folder, { recursive: true })
  }
}

async function requestMs(options: RequestOptions): Promise<Spread> {
  const ms: number[] = []
  for (let i = 0; i < REQUESTS; i++) {
    const began = performance.now()
    await fetchText(options)
    ms.push(performance.now() - began)
  }
  return spreadOf(ms)
}

async function bareServerMs(body: string, agent: Agent): Promise<Spread> {
  const server = createServer((_request, response) => response.end(body))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const figure = await requestMs({ port: (server.address() as AddressInfo).port, agent })
  server.closeAllConnections()
  server.close()
  return figure
}

async function fillMs(board: Board, face: HttpFace): Promise<Spread> {
  const page = new WebSocket(`ws://127.0.0.1:${face.port}/ws`, { headers: HEADERS })
  await once(page, 'message')
  const ms: number[] = []
  for (let i = 0; i < FILLS; i++) {
    const began = performance.now()
    tellFill(board, ITEMS + i)
    // Others may come first that know nothing of it.
    for (let isThere = false; !isThere; ) {
      const [data] = await once(page, 'message')
      isThere = JSON.parse(String(data)).fills.some(
        (fill: { time: number }) => fill.time === ITEMS + i,
      )
    }
    ms.push(performance.now() - began)
  }
  page.terminate()
  return spreadOf(ms)
}

function fetchText(options: RequestOptions): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  get({ host: '127.0.0.1', ...options }, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (part) => {
      text += part
    })
    response.on('end', () => resolve(text))
  }).on('error', reject)
  return promise
}

function spreadOf(ms: readonly number[]): Spread {
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1]!
  return { median: at(0.5), p99: at(0.99) }
}
