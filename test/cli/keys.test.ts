// The host on a real terminal: one key is the kill switch, and the terminal is left as it was.
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { pageFiles } from '#host/faces/http/page-files.ts'
import { finished, workplace } from './watchfire.ts'

const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))
const HOST = fileURLToPath(new URL('../../host/watchfire.js', import.meta.url))

/** util-linux's script(1) gives a command a terminal; that of other systems has other options. */
const hasTerminal = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
  } catch {
    return false
  }
})()

const place = workplace()

beforeAll(async () => {
  await pageFiles(() => {})
  place.write('watchfire.toml', 'scripts = "."\nsymbols = ["BTCUSDT"]\n')
  place.write('ema-cross.ts', readFileSync('scripts/ema-cross.ts', 'utf8'))
})

/** A shell on a terminal, in which the command runs; what the terminal shows comes out of it. */
function onTerminal(command: string) {
  const child = spawn('script', ['-qfec', command, join(place.folder, 'typescript')], {
    cwd: place.folder,
    env: { ...process.env, SHELL: '/bin/sh' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = finished(child)
  let shown = ''
  const news = new Set<() => void>()
  child.stdout!.on('data', (text: string) => {
    shown += stripVTControlCharacters(text)
    for (const look of news) look()
  })
  return {
    ended,
    type: (keys: string) => void child.stdin!.write(keys),
    /** Until the terminal has shown it since the last time that something was waited for. */
    async shows(text: string): Promise<void> {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const look = () => {
        const at = shown.indexOf(text)
        if (at < 0) return
        shown = shown.slice(at + text.length)
        resolve()
      }
      news.add(look)
      ended.then(() => reject(new Error(`it ended without showing "${text}": ${shown}`)))
      look()
      await promise.finally(() => news.delete(look))
    },
  }
}

const RUN = `stty cols 120 rows 30; ${NODE} ${HOST} run --port 0 --speed 60`

describe.skipIf(!hasTerminal)('the terminal of a running host', () => {
  it('has the kill switch under one key, and keeps Ctrl-C and its own ways', async () => {
    const terminal = onTerminal(`trap : INT; ${RUN}; echo ended with $?; stty -a`)
    await terminal.shows('K: kill switch')
    terminal.type('k')
    terminal.type('K')
    await terminal.shows('ENTRIES BLOCKED: by key')
    terminal.type('U')
    await terminal.shows('entries are let in again')
    terminal.type('F')
    await terminal.shows('ENTRIES BLOCKED: by key, with all positions')
    terminal.type('\x03')
    await terminal.shows('ended with 0')
    await terminal.shows(' echo ')
    await terminal.ended
    const { stdout } = await place.watchfire('journal', 'export')
    const entries = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(
      entries.filter(({ type }) => type === 'command').map(({ by, what }) => `${by} ${what}`),
    ).toEqual(['terminal killSession', 'terminal unblockSession', 'terminal killSession'])
    expect(entries.filter(({ type }) => type === 'killed').map(({ flatten }) => flatten)).toEqual([
      false,
      true,
    ])
  })

  it('is left alone by a host in its background', async () => {
    // Jobs of their own, as of a shell that somebody types into; it waits for a line.
    const shell = `set -m; ${RUN} --fresh & read line; kill $!; wait $!; echo ended with $?`
    const terminal = onTerminal(shell)
    await terminal.shows('Ctrl-C ends it')
    terminal.type('\n')
    await terminal.shows('ended with 0')
    await terminal.ended
  })
})
