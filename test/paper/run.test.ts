// `watchfire run` as a process: its output, its end, and what a signal makes of it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { pageFiles } from '#host/faces/http/page-files.ts'
import { listSessions } from '#host/journal/sessions.ts'
import { readJournal } from './support/journal.ts'
import { makeFolder } from './support/session.ts'

interface Line {
  readonly msg: string
  readonly url?: string
  readonly token?: string
  readonly log?: string
  readonly trades?: number
  readonly status?: string
}

/** Starts it in a folder of its own; stdout is no terminal there. */
function run(...options: string[]) {
  const scripts = ['ema-cross.ts', 'range-breakout.lua']
  const files = scripts.map((name) => [name, readFileSync(`scripts/${name}`, 'utf8')])
  const folder = makeFolder(Object.fromEntries(files))
  writeFileSync(`${folder}/watchfire.toml`, 'symbols = ["BTCUSDT"]\n[data]\nto = 2025-05-12\n')
  const child = spawn(
    process.execPath,
    ['host/watchfire.js', 'run', '--config', `${folder}/watchfire.toml`, '--port', '0', ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: Line[] = []
  const waiting: { text: string; resolve: (line: Line) => void }[] = []
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line
    lines.push(line)
    for (const one of waiting) if (one.text === line.msg) one.resolve(line)
  })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  return {
    child,
    folder,
    lines,
    line: (text: string) => new Promise<Line>((resolve) => waiting.push({ text, resolve })),
    ended: async () => {
      const [code] = (await once(child, 'close')) as [number | null]
      return { code, stderr }
    },
  }
}

const childrenOf = ({ pid }: ChildProcess) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)

/** One that nobody has collected yet is gone all the same. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** The session's state, asked for with the token in the file that the log names. */
function state({ url, token }: Line): Promise<Response> {
  const authorization = `Bearer ${readFileSync(token!, 'utf8').trim()}`
  return fetch(new URL('/api/v1/state', url!), { headers: { authorization } })
}

// A first start builds the page and says so: here that is over before anything is looked at.
beforeAll(async () => {
  await pageFiles(() => {})
})

describe('watchfire run', () => {
  it('plays the recording to its end, says what came of it, and exits with --once', async () => {
    const { lines, ended } = run('--speed', 'max', '--once')
    expect(await ended()).toEqual({ code: 0, stderr: '' })
    const trades = lines.filter(({ msg }) => msg === 'trade closed').length
    expect(trades).toBeGreaterThan(10)
    expect(lines.at(-1)).toMatchObject({ status: 'finished', bars: 10_080, trades })
  })

  it('ends in order at Ctrl-C: the journal is whole, no process is left', async () => {
    const { child, line, ended } = run('--speed', '3600')
    const [open] = await Promise.all([line('watchfire is running'), line('trade closed')])
    expect((await state(open)).status).toBe(200)
    // A log is read by others: its address opens the page for a while, and does nothing else.
    expect(open.url).not.toContain(readFileSync(open.token!, 'utf8').trim())
    const runners = childrenOf(child)
    expect(runners.length).toBeGreaterThan(0)
    child.kill('SIGINT')
    expect(await ended()).toEqual({ code: 0, stderr: '' })
    const entries = readJournal(open.log!)
    expect(entries.at(-2)).toMatchObject({ type: 'end', reason: 'stopped' })
    expect(entries.at(-1)).toMatchObject({ type: 'checkpoint' })
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i))
    await vi.waitFor(() => expect(runners.filter(isAlive)).toEqual([]), { timeout: 60_000 })
  })

  it.runIf(process.platform === 'linux')(
    'is, in one and the same process, begun anew with what keeps its memory small',
    async () => {
      const { child, line } = run('--speed', '3600')
      await line('watchfire is running')
      const of = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8').split('\0')
      expect(of('cmdline')).toContain('--max-semi-space-size=8')
      expect(of('environ')).toContain('MALLOC_MMAP_THRESHOLD_=131072')
    },
  )

  it('keeps its page at the end of the recording until it is told to go', async () => {
    const { child, line, ended } = run('--speed', 'max')
    const [open] = await Promise.all([line('watchfire is running'), line('the recording is over')])
    expect(await (await state(open)).json()).toMatchObject({ session: { status: 'finished' } })
    child.kill('SIGTERM')
    expect(await ended()).toMatchObject({ code: 0 })
  })

  it('refuses a port that is taken before anything is opened', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { folder, lines, ended } = run('--port', String(port))
    const { code, stderr } = await ended()
    expect(code).toBe(1)
    expect(stderr).toContain(`port ${port} is taken`)
    expect(lines).toEqual([])
    // No session was begun, and nobody holds the folder.
    expect(listSessions(`${folder}/.watchfire/sessions`)).toEqual([])
    expect(existsSync(`${folder}/.watchfire/sessions/host.json`)).toBe(false)
  })

  it('refuses bad options and a bad configuration with their exit codes', async () => {
    const usage = await run('--speed', 'fast').ended()
    expect(usage).toMatchObject({ code: 2 })
    expect(usage.stderr).toContain('Expected a number above 0, or "max".')
    const missing = await run('--config', 'no-such.toml').ended()
    expect(missing).toMatchObject({ code: 1 })
    expect(missing.stderr).toContain('no configuration file "no-such.toml"')
  })
})
