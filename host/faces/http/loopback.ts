// Only this machine's own browser tabs on this address may talk to the host. A page elsewhere can
// make a browser send requests here (DNS rebinding, cross-site sockets), but not under our name.
import type { IncomingHttpHeaders } from 'node:http'

export const LOOPBACK = '127.0.0.1'

const NAMES = ['127.0.0.1', 'localhost', '[::1]']

/** Whether the request was addressed to us by a name of this machine. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return NAMES.some((name) => host === `${name}:${port}` || (port === 80 && host === name))
}

/** A browser names the page that opens a socket; other programs name none. */
export function isOwnOrigin(
  headers: Pick<IncomingHttpHeaders, 'host' | 'origin'>,
  port: number,
): boolean {
  if (!isOwnHost(headers.host, port)) return false
  const { origin } = headers
  return origin === undefined || NAMES.some((name) => origin === `http://${name}:${port}`)
}
