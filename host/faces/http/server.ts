// Puts the HTTP face and its push channel on a port of the loopback address.
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Board, Delta, Snapshot } from '#host/engine/board.ts'
import { HostError } from '#host/errors.ts'
import { createApp } from './app.ts'
import { isOwnOrigin, LOOPBACK } from './loopback.ts'

export interface HttpFace {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** A page that has fallen this far behind is cut off; it comes back with a fresh snapshot. */
const BEHIND_BYTES_MAX = 4 * 2 ** 20

/** `port` 0 takes any free one. */
export async function serveHttp(board: Board, port: number): Promise<HttpFace> {
  const portOf = () => (server.address() as AddressInfo).port
  const server = createAdaptorServer({ fetch: createApp(board, portOf).fetch }) as Server
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const isWelcome = request.url === '/ws' && isOwnOrigin(request.headers, portOf())
    if (!isWelcome) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (page) => push(page, board))
  })
  await listen(server, port)
  return {
    url: `http://localhost:${portOf()}`,
    port: portOf(),
    close: async () => {
      for (const page of sockets.clients) page.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A snapshot, then what changes. */
function push(page: WebSocket, board: Board): void {
  const send = (message: Snapshot | Delta) => {
    if (page.bufferedAmount > BEHIND_BYTES_MAX) page.terminate()
    else page.send(JSON.stringify(message))
  }
  page.on('error', () => page.terminate())
  page.on('close', board.follow(send, send))
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
