// The isolate of a script. A backtest's is over in seconds and shall be fast; a session's is asked now and
// then for days, beside a hundred others, and shall stay small.
import ivm from 'isolated-vm'
import { COLLECTOR } from './collector.ts'

export interface IsolateOptions {
  readonly memoryMb: number
  /** It belongs to a session, whose runner has V8's collector at hand. */
  readonly isLasting: boolean
}

export interface OpenIsolate {
  readonly isolate: ivm.Isolate
  readonly context: ivm.Context
  /** Clears what calls have left behind. */
  tidy(): void
}

/** Of the collector: only what is new. */
const YOUNG = new ivm.ExternalCopy({ type: 'minor' })

export function openIsolate({ memoryMb, isLasting }: IsolateOptions): OpenIsolate {
  const { isolate, context } = create(memoryMb)
  if (!isLasting) return { isolate, context, tidy() {} }
  // Before the guest puts the script's log there.
  const collect = context.global.getSync(COLLECTOR, { reference: true }) as ivm.Reference
  return { isolate, context, tidy: () => tidy(isolate, collect) }
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
