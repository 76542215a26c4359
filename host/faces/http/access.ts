// Who may talk to the host: the owner, by the token that the terminal printed, and whoever holds a
// signed token of `watchfire token`. A browser shows it once and gets a cookie; other programs send
// it along.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { sign, verify } from 'hono/jwt'
import { z } from 'zod'
import { revokedIn } from './revoked-file.ts'
import { ROLES, type Role } from './roles.ts'
import { secretIn } from './secret-file.ts'

export interface Caller {
  /** Goes into the journal with what they change. */
  readonly name: string
  readonly role: Role
  /** When their token ends (ms UTC); null: never. */
  readonly until: number | null
}

export interface Access {
  /** The owner's. */
  readonly token: string
  /** Opens the page as the owner's token does, for a while after the start: fit for a log. */
  readonly ticket: string
  /** What a browser shall keep of a token or ticket in an address; null for neither. */
  admitted(given: string): Promise<string | null>
  callerWith(token: string): Promise<Caller | null>
  /** Who sent a request with these headers; null for a stranger. */
  callerOf(headers: Pick<IncomingHttpHeaders, 'cookie' | 'authorization'>): Promise<Caller | null>
  sign(grant: Grant): Promise<string>
}

export interface Grant {
  readonly name: string
  readonly role: Role
  readonly days: number
}

export const COOKIE = 'watchfire'
/** In the session's folder: the owner's token. */
export const TOKEN_FILE = 'token'
const ALGORITHM = 'HS256'
const OWNER: Caller = { name: 'owner', role: 'operator', until: null }
const DAY_S = 86_400
const TICKET_MS = 15 * 60_000
/** Ours are far shorter; longer ones are not even looked at. */
const TOKEN_CHARS_MAX = 1000

const Claims = z.object({
  sub: z.string().min(1).max(100),
  role: z.enum(ROLES),
  exp: z.number(),
  iat: z.number().default(0),
})

/** Tokens last from start to start; without the files in `folder` they are all void. */
export function openAccess(folder: string): Access {
  return createAccess({
    token: secretIn(folder, TOKEN_FILE),
    secret: secretIn(folder, 'secret'),
    revokedAt: (name) => revokedIn(folder).get(name) ?? -1,
  })
}

export interface Secrets {
  readonly token: string
  /** What tokens of `watchfire token` are signed with. */
  readonly secret: string
  /** Tokens of that name are void if they were signed until then (s since 1970); −1: none is. */
  readonly revokedAt?: (name: string) => number
}

export function createAccess({ token, secret, revokedAt = () => -1 }: Secrets): Access {
  const isOwner = isEqualTo(token)
  const ticket = randomBytes(32).toString('base64url')
  const isTicket = isEqualTo(ticket)
  const ticketEnd = performance.now() + TICKET_MS
  async function callerWith(given: string): Promise<Caller | null> {
    if (isOwner(given)) return OWNER
    if (given.length > TOKEN_CHARS_MAX || !given.includes('.')) return null
    // It throws for a hundred reasons, and all of them mean the same.
    const claims = Claims.safeParse(await verify(given, secret, ALGORITHM).catch(() => null))
    if (!claims.success) return null
    const { sub, role, exp, iat } = claims.data
    if (iat <= revokedAt(sub)) return null
    return { name: sub, role, until: exp * 1000 }
  }
  return {
    token,
    ticket,
    callerWith,
    async admitted(given) {
      if (isTicket(given) && performance.now() < ticketEnd) return token
      return (await callerWith(given)) === null ? null : given
    },
    async callerOf({ cookie, authorization }) {
      const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
      for (const given of [bearer, cookieNamed(cookie ?? '', COOKIE)]) {
        const caller = given === undefined ? null : await callerWith(given)
        if (caller !== null) return caller
      }
      return null
    },
    sign({ name, role, days }) {
      const iat = Math.floor(Date.now() / 1000)
      return sign({ sub: name, role, iat, exp: iat + days * DAY_S }, secret, ALGORITHM)
    },
  }
}

/** In a time that tells nothing of what is expected. */
function isEqualTo(secret: string): (given: string) => boolean {
  const expected = Buffer.from(secret)
  return (given) => {
    const bytes = Buffer.from(given)
    return bytes.length === expected.length && timingSafeEqual(bytes, expected)
  }
}

function cookieNamed(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}
