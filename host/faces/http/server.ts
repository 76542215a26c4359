// Puts the HTTP face and its push channel on a port: of the loopback address, unless asked otherwise.
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { openWorkshop, type WorkshopOptions } from '#host/app/workshop.ts'
import type { Access } from './access.ts'
import { createApp } from './app.ts'
import { bind, serverFor } from './bind.ts'
import type { Session } from './environment.ts'
import { type Addresses, addressesOf, type Listening } from './listen.ts'
import type { PageFile } from './page-files.ts'
import { createPush } from './push.ts'
import { createLimiter, DEFAULT_RATES, type Limiter, type Rates } from './rate-limit.ts'

export interface HttpFace {
  readonly url: string
  /** What opens the page in a browser that has not been here yet. */
  readonly address: string
  /** The same for a while, without the owner's token in it. */
  readonly passingAddress: string
  readonly port: number
  close(): Promise<void>
}

export interface ServeOptions {
  readonly session: Session
  readonly workshop: Omit<WorkshopOptions, 'onJob'>
  readonly access: Access
  readonly files: ReadonlyMap<string, PageFile>
  readonly listen: Listening
  readonly rates?: Rates
}

/** Of what a page may say; it has little to say. */
const FRAME_BYTES_MAX = 4096

export async function serveHttp(options: ServeOptions): Promise<HttpFace> {
  const { session, access, files, listen, rates = DEFAULT_RATES } = options
  let known: Addresses | null = null
  const addresses = () => {
    known ??= addressesOf(listen, (server.address() as AddressInfo).port)
    return known
  }
  const limiter = createLimiter(rates)
  const push = createPush(session.board)
  const workshop = openWorkshop({ ...options.workshop, onJob: push.tellBacktest })
  workshop.keep()
  const unwatch = session.board.watchFolder((paths) => workshop.keep(paths))
  const services = { ...session, workshop }
  const app = createApp({ services, access, files, limiter, addresses })
  const server = serverFor(listen, app.fetch)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const welcome = async () => {
      const admitted = await admit(request, { access, limiter, addresses: addresses() })
      if (typeof admitted === 'string') {
        return void socket.end(`HTTP/1.1 ${admitted}\r\nConnection: close\r\n\r\n`)
      }
      sockets.handleUpgrade(request, socket, head, (page) => push.welcome(page, admitted))
    }
    welcome().catch(() => socket.destroy())
  })
  const close = async () => {
    push.close()
    unwatch()
    workshop.close()
    app.close()
  }
  try {
    await bind(server, listen)
  } catch (error) {
    await close()
    throw error
  }
  const { url } = addresses()
  return {
    url,
    address: `${url}/?token=${access.token}`,
    passingAddress: `${url}/?token=${access.ticket}`,
    port: (server.address() as AddressInfo).port,
    async close() {
      await close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Door {
  readonly access: Access
  readonly limiter: Limiter
  readonly addresses: Addresses
}

/** Who may follow, and what; or the status line that turns them away. */
async function admit(request: IncomingMessage, { access, limiter, addresses }: Door) {
  const { headers, url = '' } = request
  const [path, search = ''] = url.split('?', 2)
  if (path !== '/ws') return '404 Not Found'
  if (!addresses.isOwnOrigin(headers)) return '403 Forbidden'
  const caller = await access.callerOf(headers)
  if (limiter.take(caller, request.socket.remoteAddress ?? '') > 0) return '429 Too Many Requests'
  if (caller === null) return '401 Unauthorized'
  const isStillWelcome = async () => (await access.callerOf(headers)) !== null
  return { caller, query: new URLSearchParams(search), isStillWelcome }
}
