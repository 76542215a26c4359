// What stands at the host's address while a venue has not answered yet: a page that says so, and looks
// again by itself until the real one is there. It knows nothing, and lets nobody do anything.
import type { AddressInfo } from 'node:net'
import { bind, serverFor } from './bind.ts'
import { addressesOf, type Listening } from './listen.ts'

export interface WaitingRoom {
  readonly url: string
  readonly port: number
  /** What went wrong last. */
  tell(trouble: string): void
  close(): Promise<void>
}

const LOOK_AGAIN_S = 2

/** Throws a HostError where the port cannot be had. */
export async function openWaitingRoom(listen: Listening, venue: string): Promise<WaitingRoom> {
  let trouble = ''
  const server = serverFor(listen, (request) => {
    const { host, pathname } = new URL(request.url)
    if (!addresses.isOwnHost(host)) return new Response('not this host', { status: 421 })
    const message = `waiting for ${venue}`
    const headers = { 'retry-after': String(LOOK_AGAIN_S), 'cache-control': 'no-store' }
    if (pathname.startsWith('/api/')) {
      const error = { code: 'unavailable', message, ...(trouble === '' ? {} : { hint: trouble }) }
      return Response.json({ error }, { status: 503, headers })
    }
    const policy = "default-src 'none'; style-src 'unsafe-inline'"
    const type = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
    return new Response(page(message, trouble), { status: 503, headers: { ...headers, ...type } })
  })
  await bind(server, listen)
  const { port } = server.address() as AddressInfo
  const addresses = addressesOf(listen, port)
  return {
    url: addresses.url,
    port,
    tell(message) {
      trouble = message
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The address stays as it is, with its token: whoever has it gets in once there is something. */
const page = (message: string, trouble: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="${LOOK_AGAIN_S}">
<title>Watchfire: ${escaped(message)}</title>
<style>
  body { margin: 20vh auto; max-width: 34em; padding: 0 1em; font: 15px system-ui, sans-serif;
    color: #d8d4cc; background: #14120f }
  p { color: #948d81 }
</style>
<h1>${escaped(message)} …</h1>
<p role="status">${escaped(trouble || 'it has been asked for its symbols and their latest bars')}</p>
<p>The page opens by itself as soon as it has answered. Ctrl-C in the terminal ends the host.</p>
</html>
`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
