// The command as a user runs it: a process of its own, in a folder of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const FIXTURES = join(ROOT, 'test/fixtures/cli')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export function startWatchfire(args: readonly string[], folder: string): ChildProcess {
  const node = join(ROOT, 'node_modules/.bin/node')
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env
  return spawn(node, [join(ROOT, 'host/watchfire.js'), ...args], { cwd: folder, env })
}

export async function finished(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ['', '']
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.on('close', resolve)
  return { code: await promise, stdout, stderr }
}

/** What matches, once the process says it from now on; rejects where it ends without. */
export function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const streams = [child.stdout!, child.stderr!]
  let text = ''
  const hear = (part: string | Buffer) => {
    text += part
    const found = pattern.exec(text)
    if (found === null) return
    for (const stream of streams) stream.off('data', hear)
    resolve(found[0])
  }
  for (const stream of streams) stream.on('data', hear)
  child.on('close', (code) =>
    reject(new Error(`it ended with ${code}, and had not said ${pattern}: ${text}`)),
  )
  return promise
}

/** The host says it once it listens. */
export const isRunning = (child: ChildProcess): Promise<string> =>
  said(child, /watchfire is running/)

export interface Workplace {
  readonly folder: string
  watchfire(...args: string[]): Promise<Outcome>
  /** Runs a backtest that must go well, and reads its JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: what the JSON holds is what the tests are about.
  backtest(...args: string[]): Promise<any>
  write(name: string, content: string | Uint8Array): string
  exists(name: string): boolean
  /** Names in the folder. */
  list(): string[]
}

/** A folder for this test file, removed afterwards; commands run in it. */
export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-cli-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let results = 0
  const watchfire = (...args: string[]) => finished(startWatchfire(args, folder))
  return {
    folder,
    watchfire,
    async backtest(...args) {
      const name = `result-${++results}.json`
      const outcome = await watchfire('backtest', ...args, '--json', name)
      if (outcome.code !== 0) throw new Error(`exit code ${outcome.code}: ${outcome.stderr}`)
      return JSON.parse(readFileSync(join(folder, name), 'utf8'))
    },
    write(name, content) {
      writeFileSync(join(folder, name), content)
      return name
    },
    exists: (name) => existsSync(join(folder, name)),
    list: () => readdirSync(folder),
  }
}

export const fixture = (name: string) => join(FIXTURES, name)

const HEADER = 'timestamp,open,high,low,close,volume'
export const START = Date.UTC(2025, 0, 1)

/** Minute bars from START on, as a CSV file's text. */
export function csv(bars: readonly (readonly [number, number, number, number])[]): string {
  const rows = bars.map(([open, high, low, close], i) =>
    [START + i * 60_000, open, high, low, close, 1].join(','),
  )
  return `${[HEADER, ...rows].join('\n')}\n`
}

/** So many bars that do not move. */
export const flat = (count: number) =>
  csv(Array.from({ length: count }, () => [100, 101, 99, 100] as const))
