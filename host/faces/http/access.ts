// Who may talk to the host: whoever holds the token that the terminal printed. A browser shows it
// once and gets a cookie; other programs send it along.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'

export interface Access {
  readonly token: string
  isRight(token: string): boolean
  /** Whether a request with these headers comes from somebody who holds the token. */
  allows(headers: Pick<IncomingHttpHeaders, 'cookie' | 'authorization'>): boolean
}

export const COOKIE = 'watchfire'
const TOKEN = /^[A-Za-z0-9_-]{32,}$/

/** The token lasts from start to start; only the user's own account can read it. */
export function openAccess(folder: string): Access {
  const path = join(folder, 'token')
  const known = readIfThere(path)?.trim() ?? ''
  if (TOKEN.test(known)) return createAccess(known)
  const token = randomBytes(24).toString('base64url')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, `${token}\n`, { mode: 0o600 })
  return createAccess(token)
}

export function createAccess(token: string): Access {
  const expected = Buffer.from(token)
  const isRight = (given: string) => {
    const bytes = Buffer.from(given)
    return bytes.length === expected.length && timingSafeEqual(bytes, expected)
  }
  return {
    token,
    isRight,
    allows({ cookie, authorization }) {
      const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
      return [bearer, cookieNamed(cookie ?? '', COOKIE)].some(
        (given) => given !== undefined && isRight(given),
      )
    },
  }
}

function cookieNamed(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
