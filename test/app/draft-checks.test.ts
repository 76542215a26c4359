// The full check of a text that somebody is writing: what it finds, and that it ends when nobody waits.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { DraftChecks } from '#host/app/draft-checks.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'

const draft = (detect: string) => `export default {
  name: 'draft', timeframe: '1m',
  detectOpportunity(market) { ${detect} },
  filterCommitment() {}, managePosition() {},
}
`
const HANGS = draft('for (;;);')
/** Longer than any test may take. */
const ENDLESS = { ...DEFAULT_LIMITS, callbackMs: 600_000 }

function open(limits = DEFAULT_LIMITS) {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-draft-'))
  const checks = new DraftChecks(limits)
  onTestFinished(() => {
    checks.close()
    rmSync(folder, { recursive: true })
  })
  return { checks, path: join(folder, 'draft.js') }
}

const UNTIL_THE_END = new AbortController().signal

it('names line and callback of what only a run shows, in a file that was never saved', async () => {
  const { checks, path } = open()
  const text = draft('return JSON.parse(`{"at":`)')
  const { valid, diagnostics } = await checks.check(path, text, UNTIL_THE_END)
  expect(valid).toBe(false)
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ severity: 'error', code: 'dry-run-error', line: 3 }),
  )
  expect(existsSync(path)).toBe(false)
})

it('finds nothing in a sound one', async () => {
  const { checks, path } = open()
  const answer = await checks.check(path, draft('return null'), UNTIL_THE_END)
  expect(answer.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(answer.valid).toBe(true)
})

/** Processes that this one's threads have started. */
function children(): ReadonlySet<string> {
  const tasks = `/proc/self/task`
  return new Set(
    readdirSync(tasks).flatMap((task) => {
      const list = join(tasks, task, 'children')
      return existsSync(list) ? readFileSync(list, 'utf8').trim().split(' ').filter(Boolean) : []
    }),
  )
}

it.skipIf(process.platform !== 'linux')(
  'ends with the one who asked; the next has its turn, and no process is left of either',
  async () => {
    const { checks, path } = open(ENDLESS)
    const before = children()
    const own = () => [...children()].filter((pid) => !before.has(pid))
    const asker = new AbortController()
    const hanging = checks.check(path, HANGS, asker.signal)
    const waiting = checks.check(path, draft('return null'), UNTIL_THE_END)
    await vi.waitFor(() => expect(own().length).toBeGreaterThan(0), { timeout: 60_000 })
    asker.abort()
    await expect(hanging).rejects.toMatchObject({ code: 'unavailable' })
    expect((await waiting).valid).toBe(true)
    // Both have been seen to end: none stays in the system's table.
    expect(own()).toEqual([])
  },
)
