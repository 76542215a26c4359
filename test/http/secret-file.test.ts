// Secrets on disk: made once, kept, and nobody else's to read.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { secretIn } from '#host/faces/http/secret-file.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'watchfire-secret-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

const modeOf = (path: string) => statSync(path).mode & 0o777

it('A secret is made once, in a file that only its owner can read', () => {
  const own = join(folder(), 'deep/down')
  const secret = secretIn(own, 'token')
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(modeOf(join(own, 'token'))).toBe(0o600)
  expect(secretIn(own, 'token')).toBe(secret)
  expect(secretIn(own, 'secret')).not.toBe(secret)
})

it('A file that others could read is closed to them', () => {
  const own = folder()
  const secret = secretIn(own, 'token')
  chmodSync(join(own, 'token'), 0o644)
  expect(secretIn(own, 'token')).toBe(secret)
  expect(modeOf(join(own, 'token'))).toBe(0o600)
})

it('What is no secret is replaced', () => {
  const own = folder()
  writeFileSync(join(own, 'token'), 'short\n')
  const secret = secretIn(own, 'token')
  expect(readFileSync(join(own, 'token'), 'utf8')).toBe(`${secret}\n`)
  expect(secret.length).toBe(43)
  expect(modeOf(join(own, 'token'))).toBe(0o600)
})
