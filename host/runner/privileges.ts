// What a runner process is given: the program it runs, the module it needs, and nothing else of the
// host's. Node's permission model is no wall against native code that has been taken over; it is one
// more that whoever breaks out of an isolate has to climb.
import type { ForkOptions } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * For `fork`: `program` is the file that it starts. `youngMb`: room for new objects that each isolate has
 * from the start; null: V8 begins small, which suits many slots, and stays so where all of them die young.
 */
export function runnerOptions(program: string, youngMb: number | null = null): ForkOptions {
  const young =
    youngMb === null ? [] : [`--min-semi-space-size=${youngMb}`, `--max-semi-space-size=${youngMb}`]
  return {
    execArgv: [
      ...young,
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
    env: { TZ: 'UTC' },
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
