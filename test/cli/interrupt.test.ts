// Ctrl-C in the middle of a backtest: the runner process goes too, and no result appears.
import { readFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { finished, fixture, startWatchfire, workplace } from './watchfire.ts'

const place = workplace()

/** The processes that a process has started. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

/** Milliseconds of processor time that a process has had. */
function workOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find()
    if (found !== undefined) return found
    await after(20)
  }
}

describe.runIf(process.platform === 'linux')('a backtest that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s leaves no process and no file', async (signal, code) => {
    const args = ['backtest', fixture('slow.js'), '--data', 'bundled', '--symbol', 'BTCUSDT']
    const child = startWatchfire([...args, '--json', 'result.json'], place.folder)
    const outcome = finished(child)
    const runner = await until(() => childrenOf(child.pid!)[0])
    // Far more than it needs to start: by now it works on the bars.
    await until(() => (workOf(runner) > 3000 ? true : undefined))
    child.kill(signal)
    expect(await outcome).toEqual({ code, stdout: '', stderr: '' })
    await until(() => (isAlive(runner) ? undefined : true))
    expect(place.list()).toEqual([])
  })
})
