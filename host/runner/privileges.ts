// What a runner process is given: the program it runs, the module it needs, and nothing else of the
// host's. Node's permission model is no wall against native code that has been taken over; it is one
// more that whoever breaks out of an isolate has to climb.
import type { ForkOptions } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COLLECTOR } from './collector.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * How V8 treats the isolates of a session: compiled in the background, each function would leave pieces of
 * memory behind, a megabyte and a half per isolate within half a day; and the runner clears up by itself. V8
 * lets no name of its collector go: it gets that of a function which the guest puts in its place.
 */
const LASTING = ['--no-concurrent-recompilation', `--expose-gc-as=${COLLECTOR}`]
/** The others': MB for new objects; with V8's one a year of minutes is stopped three hundred times. */
const QUICK = ['--min-semi-space-size=8', '--max-semi-space-size=8']

/**
 * As glibc begins: pieces of 128 kB and more are given back to the system when they are freed. Left alone, it
 * raises that bound with each that is, up to 32 MB, and keeps them among those that stay.
 */
const MALLOC = { MALLOC_MMAP_THRESHOLD_: String(128 * 1024) }

/** For `fork`: `program` is the file that it starts. */
export function runnerOptions(program: string, isLasting = false): ForkOptions {
  return {
    execArgv: [
      ...(isLasting ? LASTING : QUICK),
      '--permission',
      '--allow-addons',
      '--allow-worker',
      ...readable(program).map((path) => `--allow-fs-read=${path}`),
      // isolated-vm's loader asks whether this is Alpine.
      '--allow-fs-read=/etc/alpine-release',
      '--no-node-snapshot',
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=SecurityWarning',
    ],
    // Nothing of the host's environment; local time is UTC for whatever asks.
    env: { TZ: 'UTC', ...(isLasting ? MALLOC : {}) },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
  }
}

/** Its own folder and the native module's; where it runs from the sources, those. */
function readable(program: string): string[] {
  if (extname(program) === '.ts') return [`${ROOT}*`]
  const isolatedVm = createRequire(import.meta.url).resolve('isolated-vm')
  const loader = createRequire(isolatedVm).resolve('node-gyp-build')
  return [program, isolatedVm, loader].map((path) => join(dirname(path), '*'))
}

/** Of 1000: chosen long before the host, whose value is 0, and before most else. */
const OOM_SCORE = 500

/** Where memory runs out, Linux shall end the process that holds scripts, not the host. */
export function offerToOomKiller(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, String(OOM_SCORE))
  } catch {
    // Not Linux, or gone already: then it is as it was.
  }
}
