// Secrets that last from start to start, each in a file that only the user's own account can read.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostError } from '#host/errors.ts'

const SECRET = /^[A-Za-z0-9_-]{32,}$/
const OTHERS = 0o077

/** The secret of that name; made at first use. */
export function secretIn(folder: string, name: string): string {
  const path = join(folder, name)
  const known = readIfThere(path)?.trim() ?? ''
  try {
    if (SECRET.test(known)) {
      if ((statSync(path).mode & OTHERS) !== 0) chmodSync(path, 0o600)
      return known
    }
    const secret = randomBytes(32).toString('base64url')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, `${secret}\n`, { mode: 0o600 })
    chmodSync(path, 0o600)
    return secret
  } catch (cause) {
    const message = `cannot keep a secret in ${path}: ${(cause as Error).message}`
    throw new HostError('unwritable', message, { cause })
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
