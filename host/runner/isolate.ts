// The isolate of a script, and how V8 is to treat it. A backtest's is over in seconds and shall be fast;
// a session's is asked now and then for days, beside a hundred others, and shall stay small.
import { setFlagsFromString } from 'node:v8'
import ivm from 'isolated-vm'

export interface IsolateOptions {
  readonly memoryMb: number
  /** It belongs to a session. */
  readonly isLasting: boolean
}

export interface OpenIsolate {
  readonly isolate: ivm.Isolate
  readonly context: ivm.Context
  /** Clears what calls have left behind. */
  tidy(): void
}

/**
 * What an isolate is made with holds for its whole life. Compiled in the background, each function would
 * leave pieces of memory behind: a megabyte and a half per isolate within half a day.
 */
const LASTING = '--no-concurrent-recompilation --expose-gc'
/** V8's own: flags are part of what its compiled code is known by, and must be as they were. */
const USUAL = '--concurrent-recompilation --no-expose-gc'
/** Of the collector: only what is new. */
const YOUNG = new ivm.ExternalCopy({ type: 'minor' })

export function openIsolate({ memoryMb, isLasting }: IsolateOptions): OpenIsolate {
  if (!isLasting) return { ...create(memoryMb), tidy() {} }
  setFlagsFromString(LASTING)
  try {
    const { isolate, context } = create(memoryMb)
    // The guest takes it from the script, with all else that is not for it.
    const collect = context.global.getSync('gc', { reference: true }) as ivm.Reference
    return { isolate, context, tidy: () => tidy(isolate, collect) }
  } finally {
    setFlagsFromString(USUAL)
  }
}

function create(memoryLimit: number): { isolate: ivm.Isolate; context: ivm.Context } {
  const isolate = new ivm.Isolate({
    memoryLimit,
    // The heap is beyond repair: only this ends the process, and the host takes it from there.
    onCatastrophicError: () => process.kill(process.pid, 'SIGKILL'),
  })
  return { isolate, context: isolate.createContextSync() }
}

/** V8 would wait for a megabyte: of a script that is asked once a minute, for half a day. */
function tidy(isolate: ivm.Isolate, collect: ivm.Reference): void {
  if (isolate.isDisposed) return
  try {
    collect.applySync(undefined, [YOUNG.copyInto()])
  } catch {
    // More than its limit is left: its next turn finds it gone.
  }
}
