// A server on the address and port that were asked for, with TLS where there is a certificate.
import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createPlainServer, type Server as PlainServer } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { HostError } from '#host/errors.ts'
import type { Listening } from './listen.ts'

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch']

export function serverFor({ tls }: Listening, fetch: Fetch): Server {
  const secure = tls === null ? {} : { createServer: createTlsServer, serverOptions: { ...tls } }
  return createAdaptorServer({ fetch, ...secure }) as Server
}

/** Resolves once it listens; throws a HostError where it cannot. */
export async function bind(server: PlainServer, { host, port }: Listening): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, resolve)
  try {
    await promise
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const isTaken = code === 'EADDRINUSE'
    const place = `port ${port}`
    const what = isTaken ? `${place} is taken` : `cannot listen on ${host}, ${place}: ${message}`
    const hint = 'choose another with --port, or `port` of [http] in watchfire.toml; 0 takes any'
    throw new HostError('unavailable', what, { hint, cause })
  }
}

/** Throws where the port is taken now: before anybody has waited for what is to be served there. */
export async function assertFree(listen: Listening): Promise<void> {
  if (listen.port === 0) return
  const server = createPlainServer()
  await bind(server, listen)
  await new Promise((resolve) => server.close(resolve))
}
