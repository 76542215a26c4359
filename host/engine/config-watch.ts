// Follows the configuration's file while a session runs: what can change at once does, of the rest the
// host says that it waits for the next start.
import { isDeepStrictEqual } from 'node:util'
import { type Config, loadConfig } from '../config/load.ts'
import { formatError, HostError } from '../errors.ts'
import type { LogEntry } from '../journal/entry.ts'
import { watchPath } from './watching.ts'

const SETTLE_MS = 50

/** What a running session can take over together, and how. */
export interface Taking {
  readonly keys: readonly Key[]
  readonly take: (next: Config) => Promise<void> | void
  /** It may ask a venue: what does not wait for that goes before it, and on meanwhile. */
  readonly isSlow?: true
}

/** Of Config, or one within. */
type Key = keyof Parts
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

/** Resolves once the file is watched; what it returns ends that. `takings`: in the order in which they go. */
export async function followConfig(
  { file }: Config,
  takings: readonly Taking[],
  note: (entry: LogEntry) => Promise<void>,
  onTrouble: (message: string) => void,
): Promise<() => Promise<void>> {
  if (file === null) return async () => {}
  // As the file says it: the session may have been started with options that go before it.
  const started = partsOf(loadConfig(file))
  const current = { ...started }
  // One after the other: each knows what the one before it has changed.
  let queue = Promise.resolve()
  let slowQueue = Promise.resolve()
  /** Of the slow ones, what was saved last. */
  let latest: Config | null = null
  const [slow, quick] = [true, false].map((isSlow) =>
    takings.filter((one) => (one.isSlow === true) === isSlow),
  ) as [Taking[], Taking[]]
  const heard = () => {
    queue = queue.then(look).catch(() => {})
  }
  const settled = { awaitWriteFinish: { stabilityThreshold: SETTLE_MS, pollInterval: 10 } }
  const ears = { onEvent: heard, onReopened: heard, onTrouble }
  const watching = await watchPath(file, settled, ears)
  return () => watching.close()

  async function look(): Promise<void> {
    try {
      latest = loadConfig(file!)
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      return note(entry('refused', [formatError(error)]))
    }
    const next = latest
    await takeAll(quick, next, waitingOf(partsOf(next)))
    slowQueue = slowQueue.then(() => takeAll(slow, latest!, [])).catch(() => {})
  }

  /** What is to be said of the keys that nobody takes. */
  function waitingOf(parts: Parts): string[] {
    const known = new Set(takings.flatMap(({ keys }) => keys))
    const others = changed(
      parts,
      (Object.keys(parts) as Key[]).filter((key) => !known.has(key)),
    )
    Object.assign(current, Object.fromEntries(others.map((key) => [key, parts[key]])))
    // What was changed and put back waits for nothing.
    const [same, waiting] = [true, false].map((isSame) =>
      others.filter((key) => isDeepStrictEqual(parts[key], started[key]) === isSame),
    ) as [Key[], Key[]]
    return [
      ...same.map((key) => `${key} is as it was at the start`),
      ...waiting.map((key) => `${key} takes effect at the next start`),
    ]
  }

  async function takeAll(some: readonly Taking[], next: Config, notes: string[]): Promise<void> {
    const parts = partsOf(next)
    const taken: string[] = []
    const refused: string[] = []
    for (const { keys, take } of some) {
      const own = changed(parts, keys)
      if (own.length === 0) continue
      try {
        await take(next)
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        // Saved again, it is tried again.
        refused.push(formatError(error))
        continue
      }
      Object.assign(current, Object.fromEntries(own.map((key) => [key, parts[key]])))
      taken.push(...own.map((key) => `${nameOf(key)} is in force`))
    }
    if (taken.length + notes.length > 0) await note(entry('taken', [...taken, ...notes]))
    if (refused.length > 0) await note(entry('refused', refused))
  }

  function changed(parts: Parts, keys: readonly Key[]): Key[] {
    return keys.filter((key) => !isDeepStrictEqual(parts[key], current[key]))
  }
}

/** As the file writes it: tables in brackets. */
const nameOf = (key: string): string => (key.includes('.') || key === 'symbols' ? key : `[${key}]`)

function entry(change: 'taken' | 'refused', notes: readonly string[]): LogEntry {
  return { type: 'config', change, wall: new Date().toISOString(), notes }
}
