// Where the host listens and by which names it answers. Loopback unless asked otherwise; on other
// addresses only with TLS, or with the word that it shall be without. A page elsewhere can make a
// browser send requests here (DNS rebinding, cross-site sockets), but not under our name.
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { hostname, networkInterfaces } from 'node:os'
import { HostError } from '#host/errors.ts'

export interface ListenOptions {
  /** An address of this machine, or a name of one. */
  readonly host?: string | undefined
  /** 0 takes any free one. */
  readonly port: number
  readonly tlsCert?: string | undefined
  readonly tlsKey?: string | undefined
  /** Other machines may come in, and whoever is on the way may read along. */
  readonly isInsecure?: boolean | undefined
  /** Where browsers find the page, behind a proxy that passes requests on. */
  readonly publicUrl?: string | null | undefined
}

export interface Tls {
  readonly cert: Buffer
  readonly key: Buffer
}

export interface Listening {
  readonly host: string
  readonly port: number
  readonly tls: Tls | null
  readonly publicUrl: URL | null
}

const LOOPBACK = '127.0.0.1'
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']
const EVERYWHERE = ['0.0.0.0', '::']

/** Throws a HostError where listening like this would be careless. */
export function listening(options: ListenOptions): Listening {
  const { host = LOOPBACK, port, tlsCert, tlsKey, isInsecure = false, publicUrl = null } = options
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new HostError('usage', 'TLS needs both --tls-cert and --tls-key')
  }
  const tls =
    tlsCert === undefined || tlsKey === undefined
      ? null
      : { cert: read(tlsCert), key: read(tlsKey) }
  if (tls === null && !isLoopback(host) && !isInsecure) {
    throw new HostError('usage', `without TLS, the host does not listen on ${host}`, {
      hint: 'give --tls-cert and --tls-key, or --insecure-listen where the network is your own',
    })
  }
  return { host, port, tls, publicUrl: publicUrl === null ? null : new URL(publicUrl) }
}

export interface Addresses {
  readonly url: string
  /** Whether a request was addressed to us by a name of ours. */
  isOwnHost(host: string | undefined): boolean
  /** A browser names the page that sends a request; other programs name none. */
  isOwnOrigin(headers: Pick<IncomingHttpHeaders, 'host' | 'origin'>): boolean
}

/** `port` is the one that was got. */
export function addressesOf({ host, tls, publicUrl }: Listening, port: number): Addresses {
  const scheme = tls === null ? 'http' : 'https'
  const usual = tls === null ? 80 : 443
  const names = [...new Set([...LOOPBACK_NAMES, ...namesOf(host), ...certifiedNames(tls)])]
  const hosts = new Set(names.map((name) => `${name}:${port}`))
  if (port === usual) for (const name of names) hosts.add(name)
  const origins = new Set([...hosts].map((name) => `${scheme}://${name}`))
  // The proxy's name, as a browser writes it: without the scheme's usual port.
  if (publicUrl !== null) {
    hosts.add(publicUrl.host)
    origins.add(publicUrl.origin)
  }
  const isOwnHost = (given: string | undefined) =>
    given !== undefined && hosts.has(given.toLowerCase())
  const shown = isLoopback(host)
    ? 'localhost'
    : EVERYWHERE.includes(host)
      ? hostname()
      : inUrl(host)
  return {
    url: publicUrl?.origin ?? `${scheme}://${shown.toLowerCase()}:${port}`,
    isOwnHost,
    isOwnOrigin: (headers) =>
      isOwnHost(headers.host) && (headers.origin === undefined || origins.has(headers.origin)),
  }
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

function namesOf(host: string): string[] {
  if (!EVERYWHERE.includes(host)) return [inUrl(host).toLowerCase()]
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return [hostname().toLowerCase(), ...own.map(({ address }) => inUrl(address))]
}

/** Who has a certificate for a name is meant by it. */
function certifiedNames(tls: Tls | null): string[] {
  if (tls === null) return []
  const { subjectAltName = '' } = new X509Certificate(tls.cert)
  return [...subjectAltName.matchAll(/DNS:([\w.-]+)/g)].map(([, name]) => name!.toLowerCase())
}

const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host)

function read(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new HostError('unreadable', `cannot read ${path}: ${(cause as Error).message}`, { cause })
  }
}
