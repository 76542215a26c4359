// A server on its port, or in words why it cannot be there.
import { createServer, type Server } from 'node:net'
import { HostError } from '../../errors.ts'
import type { Listening } from './listen.ts'

export async function bind(server: Server, { host, port }: Listening): Promise<void> {
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
  const server = createServer()
  await bind(server, listen)
  await new Promise((resolve) => server.close(resolve))
}
