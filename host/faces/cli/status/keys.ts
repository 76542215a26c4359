// The keys of the terminal that `watchfire run` runs on: the kill switch. A terminal that hands over keys
// one by one leaves Ctrl-C, Ctrl-\ and Ctrl-Z to us.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { ReadStream } from 'node:tty'
import { formatError } from '#host/errors.ts'

export interface KeyActs {
  kill(isFlat: boolean): Promise<void>
  unblock(): Promise<void>
  onTrouble(message: string): void
}

/** Capitals: nobody types them by mistake. */
export const KEYS_TEXT = 'K: kill switch, F: and flatten, U: let entries in again, Ctrl-C ends it'

const SIGNALS: Readonly<Record<string, NodeJS.Signals>> = {
  '\x03': 'SIGINT',
  '\x1c': 'SIGQUIT',
  '\x1a': 'SIGTSTP',
}

/** Follows the keys until what it returns is called; null where there are none to follow. */
export function followKeys(input: ReadStream, acts: KeyActs): (() => void) | null {
  if (!input.isTTY || !isInFront()) return null

  const act = (key: string): Promise<void> | undefined => {
    if (key === 'K') return acts.kill(false)
    if (key === 'F') return acts.kill(true)
    if (key === 'U') return acts.unblock()
    return undefined
  }
  const onData = (data: Buffer) => {
    for (const key of data.toString('latin1')) {
      const signal = SIGNALS[key]
      if (signal === 'SIGTSTP') letGo()
      // To all of the job, as the terminal does it.
      if (signal !== undefined) process.kill(0, signal)
      else act(key)?.catch((error) => acts.onTrouble(formatError(error)))
    }
  }
  const take = () => {
    if (isInFront()) input.setRawMode(true).resume()
  }
  const letGo = () => void input.setRawMode(false).pause()

  // A terminal that goes away says so by SIGHUP as well.
  const onError = () => {}
  input.on('data', onData).on('error', onError)
  process.on('SIGCONT', take)
  take()
  return () => {
    input.off('data', onData).off('error', onError)
    process.off('SIGCONT', take)
    letGo()
  }
}

/** Whether the terminal is ours: a job in the background that touches it is stopped by the system. */
function isInFront(): boolean {
  if (process.platform === 'win32') return true
  try {
    const [own, front] = process.platform === 'linux' ? groupsOfProc() : groupsOfPs()
    return own === front
  } catch {
    return false
  }
}

/** Of processes: our own group, and that which has the terminal. Source: proc(5). */
function groupsOfProc(): (string | undefined)[] {
  const [, , group, , , front] = readFileSync('/proc/self/stat', 'utf8')
    .split(') ')
    .at(-1)!
    .split(' ')
  return [group, front]
}

function groupsOfPs(): string[] {
  const asked = ['-o', 'pgid=,tpgid=', '-p', String(process.pid)]
  return execFileSync('ps', asked, { encoding: 'utf8' }).trim().split(/\s+/)
}
