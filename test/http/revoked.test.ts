// Signed tokens that are ended before their time.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openAccess } from '#host/faces/http/access.ts'
import { revoke } from '#host/faces/http/revoked-file.ts'

it('A revoked name has no token any more, others have theirs, and a new one may be made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-revoked-'))
  onTestFinished(() => {
    vi.useRealTimers()
    rmSync(folder, { recursive: true })
  })
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ['Date'] })
  const access = openAccess(folder)
  const sign = (name: string) => access.sign({ name, role: 'viewer', days: 30 })
  const [ann, bob] = [await sign('ann'), await sign('bob')]
  expect((await access.callerWith(ann))?.name).toBe('ann')
  revoke(folder, 'ann')
  expect(await access.callerWith(ann)).toBeNull()
  expect((await access.callerWith(bob))?.name).toBe('bob')
  expect((await access.callerWith(access.token))?.role).toBe('operator')
  vi.setSystemTime(Date.UTC(2026, 0, 1, 0, 0, 2))
  const again = await sign('ann')
  expect((await access.callerWith(again))?.name).toBe('ann')
  // A host that starts later knows of it too.
  expect(await openAccess(folder).callerWith(ann)).toBeNull()
  expect(statSync(join(folder, 'revoked')).mode & 0o077).toBe(0)
})
