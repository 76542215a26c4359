// Follows the configuration's file while a session runs: what can change at once does, of the rest the
// host says that it waits for the next start.
import { isDeepStrictEqual } from 'node:util'
import { type Config, loadConfig } from '../config/load.ts'
import { formatError, HostError } from '../errors.ts'
import type { LogEntry } from '../journal/entry.ts'
import { watchPath } from './watching.ts'

const SETTLE_MS = 50

/** What a running session can take over, and how: by the key of Config, or one within. */
export type Takings = {
  readonly [K in keyof Parts]?: (next: Config) => Promise<void> | void
}

type Parts = ReturnType<typeof partsOf>

/** Keys as the file has them, where some of a table can change at once and some cannot. */
function partsOf({ log, ...rest }: Config) {
  return {
    ...rest,
    'log.level': log.level,
    'log.levels': log.levels,
    'log.file': log.file,
    'log.size_mb': log.bytes,
    'log.keep_files': log.kept,
  }
}

/** Resolves once the file is watched; what it returns ends that. */
export async function followConfig(
  { file }: Config,
  takings: Takings,
  note: (entry: LogEntry) => Promise<void>,
  onTrouble: (message: string) => void,
): Promise<() => Promise<void>> {
  if (file === null) return async () => {}
  // As the file says it: the session may have been started with options that go before it.
  const started = partsOf(loadConfig(file))
  let current = started
  // One after the other: each knows what the one before it has changed.
  let queue = Promise.resolve()
  const heard = () => {
    queue = queue.then(take).catch(() => {})
  }
  const settled = { awaitWriteFinish: { stabilityThreshold: SETTLE_MS, pollInterval: 10 } }
  const ears = { onEvent: heard, onReopened: heard, onTrouble }
  const watching = await watchPath(file, settled, ears)
  return () => watching.close()

  async function take(): Promise<void> {
    let next: Config
    try {
      next = loadConfig(file!)
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      return note(entry('refused', [formatError(error)]))
    }
    const parts = partsOf(next)
    const keys = Object.keys(parts) as (keyof Parts)[]
    const changed = keys.filter((key) => !isDeepStrictEqual(parts[key], current[key]))
    if (changed.length === 0) return
    const before = current
    current = parts
    const taken = changed.filter((key) => takings[key] !== undefined)
    const others = changed.filter((key) => takings[key] === undefined)
    // What was changed and put back waits for nothing.
    const [same, waiting] = [true, false].map((isSame) =>
      others.filter((key) => isDeepStrictEqual(parts[key], started[key]) === isSame),
    ) as [typeof others, typeof others]
    try {
      // Some keys are taken together.
      for (const take of new Set(taken.map((key) => takings[key]!))) await take(next)
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      // Saved again, it is tried again.
      current = before
      return note(entry('refused', [formatError(error)]))
    }
    await note(
      entry('taken', [
        ...taken.map((key) => `${nameOf(key)} is in force`),
        ...same.map((key) => `${key} is as it was at the start`),
        ...waiting.map((key) => `${key} takes effect at the next start`),
      ]),
    )
  }
}

/** As the file writes it: tables in brackets. */
const nameOf = (key: string): string => (key.includes('.') || key === 'symbols' ? key : `[${key}]`)

function entry(change: 'taken' | 'refused', notes: readonly string[]): LogEntry {
  return { type: 'config', change, wall: new Date().toISOString(), notes }
}
