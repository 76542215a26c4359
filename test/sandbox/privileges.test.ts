// What the process of a runner may do if a script should ever break out into it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startRunner } from '#host/runner/client.ts'
import { runnerOptions } from '#host/runner/privileges.ts'
import { LIMITS } from './ground.ts'

const isLinux = process.platform === 'linux'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-privileges-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function openRunner() {
  const runner = await startRunner({ limits: LIMITS, languages: ['js'] })
  onTestFinished(() => runner.end())
  return runner
}

test('reads nothing but its program, writes nothing, starts nothing, knows nothing of the host', async () => {
  process.env.WATCHFIRE_SECRET = 'for nobody'
  onTestFinished(() => void delete process.env.WATCHFIRE_SECRET)
  const folder = makeFolder()
  const outside = join(folder, 'outside.txt')
  writeFileSync(outside, 'not for runners')
  const program = join(mkdtempSync(join(folder, 'runner-')), 'main.mjs')
  cpSync(new URL('./privileges-probe.mjs', import.meta.url), program)
  const child = fork(program, [process.cwd(), outside], runnerOptions(program))
  onTestFinished(() => void child.kill('SIGKILL'))
  const [told] = (await once(child, 'message')) as [Record<string, unknown>]
  const denied = 'ERR_ACCESS_DENIED'
  expect(told).toMatchObject({
    readsOutside: denied,
    readsHost: denied,
    readsScripts: denied,
    readsAccounts: denied,
    readsMemory: denied,
    listsDescriptors: denied,
    writes: denied,
    writesHere: denied,
    spawns: denied,
    environment: { TZ: 'UTC' },
  })
  // Beside what is set here, Node itself names the channel to the parent, and removes it.
  expect(Object.keys(told.environment as object)).toEqual(['TZ'])
})

test.runIf(isLinux)('holds no file or socket of the host', async () => {
  const path = join(makeFolder(), 'open.txt')
  const file = openSync(path, 'w')
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    closeSync(file)
    server.close()
  })
  const { pid } = await openRunner()
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    return [Number(fd), readlinkSync(`/proc/${pid}/fd/${fd}`)] as const
  })
  expect(links.map(([, link]) => link)).not.toContain(path)
  // stderr, the channel of messages and the watchdog's: nothing else that leads out.
  const leading = links.filter(([, link]) => /^(socket|pipe|\/)/.test(link))
  const own = leading.filter(([fd]) => fd > 4)
  expect(leading.filter(([fd]) => fd <= 4).map(([fd]) => fd)).toEqual([0, 1, 2, 3, 4])
  expect(own.filter(([, link]) => link.startsWith('socket'))).toEqual([])
  expect(own.filter(([, link]) => link.startsWith('/') && !isOwnFile(link))).toEqual([])
})

/** What Node and isolated-vm themselves keep open. */
const isOwnFile = (link: string) => /^\/dev\/(null|u?random)$/.test(link)

test.runIf(isLinux)('is what Linux ends first where memory runs out', async () => {
  const { pid } = await openRunner()
  const score = (of: number) => Number(readFileSync(`/proc/${of}/oom_score_adj`, 'utf8'))
  expect(score(pid)).toBe(500)
  expect(score(process.pid)).toBeLessThan(500)
})
