// Names whose signed tokens have been ended, each with the moment: a line of JSON each in a file that a
// running host reads again where it has changed.
import { appendFileSync, chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Line = z.object({ name: z.string(), until: z.number() })

/** Tokens of the name that were signed until now are void from now on. */
export function revoke(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'revoked')
  // A token's own time is in whole seconds: one that is made in this very second is void too.
  const until = Math.floor(Date.now() / 1000)
  appendFileSync(path, `${JSON.stringify({ name, until })}\n`, { mode: 0o600 })
  chmodSync(path, 0o600)
}

const read = new Map<string, { readonly stamp: string; readonly until: Map<string, number> }>()

/** By name, in s since 1970. */
export function revokedIn(folder: string): ReadonlyMap<string, number> {
  const path = join(folder, 'revoked')
  const { mtimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  const stamp = `${mtimeMs} ${size}`
  const known = read.get(path)
  if (known?.stamp === stamp) return known.until
  const until = new Map<string, number>()
  for (const text of size === 0 ? [] : readFileSync(path, 'utf8').trim().split('\n')) {
    const line = Line.parse(JSON.parse(text))
    until.set(line.name, Math.max(line.until, until.get(line.name) ?? 0))
  }
  read.set(path, { stamp, until })
  return until
}
