// How the host's own process uses memory, which only a start can say: V8's flags, and glibc's settings from
// the environment.
import { flushCompileCache } from 'node:module'

/**
 * MB for new objects. V8 would go on to 32, as it happens to find many alive, and none of it comes back;
 * all of it from the start, as a session needs it within its first minute.
 */
const FLAGS = ['--min-semi-space-size=8', '--max-semi-space-size=8']

/**
 * Pieces of 128 kB and more are given back when they are freed, as glibc begins; left alone, it raises that bound
 * up to 32 MB. And two heaps, where it takes eight for each core: threads beside the main one rarely ask.
 */
const MALLOC = { MALLOC_MMAP_THRESHOLD_: String(128 * 1024), MALLOC_ARENA_MAX: '2' }

/** Starts this program anew in the same process, unless it has been; before anything else is done. */
export function settleMemory(): void {
  const { env, execArgv, execPath, argv } = process
  if (FLAGS.every((flag) => execArgv.includes(flag))) return
  const args = [execPath, ...FLAGS, ...execArgv, ...argv.slice(1)]
  // What was compiled until here, for the next start.
  flushCompileCache()
  try {
    // What the operator has set wins.
    process.execve!(execPath, args, { ...MALLOC, ...env })
  } catch {
    // Not on Windows: it takes some tens of MB more there.
  }
}
