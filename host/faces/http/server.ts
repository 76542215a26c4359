// Puts the HTTP face and its push channel on a port of the loopback address.
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { BacktestJob } from '#host/app/backtest-jobs.ts'
import { openWorkshop, type WorkshopOptions } from '#host/app/workshop.ts'
import type { Board } from '#host/engine/board.ts'
import { HostError } from '#host/errors.ts'
import type { Access } from './access.ts'
import { type Commands, createApp } from './app.ts'
import { isOwnOrigin, LOOPBACK } from './loopback.ts'
import type { PageFile } from './page-files.ts'

export interface HttpFace {
  readonly url: string
  /** What opens the page in a browser that has not been here yet. */
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

export interface ServeOptions {
  readonly board: Board
  readonly commands: Commands
  readonly workshop: Omit<WorkshopOptions, 'onJob'>
  readonly access: Access
  readonly files: ReadonlyMap<string, PageFile>
  /** 0 takes any free one. */
  readonly port: number
}

/** A page that has fallen this far behind is cut off; it comes back with a fresh snapshot. */
const BEHIND_BYTES_MAX = 4 * 2 ** 20

export async function serveHttp(options: ServeOptions): Promise<HttpFace> {
  const { board, access, port } = options
  const portOf = () => (server.address() as AddressInfo).port
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 })
  const onJob = (job: BacktestJob) => {
    const { id, status, progress } = job
    for (const page of sockets.clients) send(page, { type: 'backtest', id, status, progress })
  }
  const workshop = openWorkshop({ ...options.workshop, onJob })
  const app = createApp({ ...options, workshop, port: portOf })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const { headers, url } = request
    const isWelcome = url === '/ws' && isOwnOrigin(headers, portOf()) && access.allows(headers)
    if (!isWelcome) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (page) => push(page, board))
  })
  try {
    await listen(server, port)
  } catch (error) {
    workshop.close()
    throw error
  }
  const url = `http://localhost:${portOf()}`
  return {
    url,
    address: `${url}/?token=${access.token}`,
    port: portOf(),
    close: async () => {
      workshop.close()
      for (const page of sockets.clients) page.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A snapshot, then what changes. */
function push(page: WebSocket, board: Board): void {
  page.on('error', () => page.terminate())
  const follow = (message: object) => send(page, message)
  page.on('close', board.follow(follow, follow))
}

function send(page: WebSocket, message: object): void {
  if (page.bufferedAmount > BEHIND_BYTES_MAX) page.terminate()
  else page.send(JSON.stringify(message))
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, LOOPBACK, resolve)
  try {
    await promise
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const isTaken = code === 'EADDRINUSE'
    const what = isTaken ? `port ${port} is taken` : `cannot listen on port ${port}: ${message}`
    const hint = 'choose another with --port, or `port` of [http] in watchfire.toml; 0 takes any'
    throw new HostError('unavailable', what, { hint, cause })
  }
}
