// TypeScript source → JavaScript with every type blanked out, so that positions stay.
import { Worker } from 'node:worker_threads'
import { stripErrorPlace } from './strip-place.ts'
import type { StripAnswer } from './strip-worker.ts'

export type Stripped =
  | { readonly code: string }
  | { readonly message: string; readonly line: number; readonly column: number }

/** Some sources take a parser exponential time; honest ones of 1 MB take a quarter of a second. */
const STRIP_MS_MAX = 5_000
/** From a thread's making to its first answer, on a machine that has no time. */
const START_MS_MAX = 60_000

let worker: Worker | null = null
let queue: Promise<unknown> = Promise.resolve()

/** One at a time: when a source breaks the thread, no other waits on it. */
export function stripTypes(source: string): Promise<Stripped> {
  const result = queue.then(() => ask(source)).then((answer) => read(answer, source))
  queue = result.catch(() => undefined)
  return result
}

function read(answer: StripAnswer | null, source: string): Stripped {
  if (answer !== null && 'code' in answer) return answer
  if (answer?.isSyntax === true) {
    return { message: plain(answer.message), ...stripErrorPlace(answer, source) }
  }
  dispose()
  return { message: 'the source is nested too deeply to be parsed', line: 1, column: 1 }
}

async function ask(source: string): Promise<StripAnswer | null> {
  if (worker === null) {
    worker = new Worker(new URL('./strip-worker.ts', import.meta.url))
    // A thread that is still starting is not held up by the source.
    await askThread(worker, '', START_MS_MAX)
  }
  return askThread(worker, source, STRIP_MS_MAX)
}

/** Null when the thread died or did not answer in time. */
function askThread(thread: Worker, source: string, msMax: number): Promise<StripAnswer | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(null), msMax)
    const settle = (answer: StripAnswer | null): void => {
      clearTimeout(timer)
      thread.off('message', settle).off('error', lost).off('exit', lost)
      // Idle, it does not keep the process alive.
      thread.unref()
      resolve(answer)
    }
    const lost = (): void => settle(null)
    thread.ref()
    thread.once('message', settle)
    thread.once('error', lost)
    thread.once('exit', lost)
    thread.postMessage(source)
  })
}

function dispose(): void {
  void worker?.terminate()
  worker = null
}

const plain = (message: string): string =>
  message.replace(' in strip-only mode', '').replace(/\.$/, '')
