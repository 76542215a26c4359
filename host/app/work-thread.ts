// Work that would hold the host up, on a thread of its own: one question, its progress, one answer. The
// thread's program calls `answerHost`.
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { HOST_ERRORS, HostError, type HostErrorCode } from '../errors.ts'
import { endRunners } from '../runner/living.ts'
import { type JobError, jobError } from './job-error.ts'

/** What the thread says: how far it is, again and again, and then one of the others. */
type Report<Answer> =
  | { readonly progress: number }
  | { readonly result: Answer }
  | { readonly error: JobError }

export interface ThreadPorts {
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (progress: number) => void
}

/** A heap that holds a long session; the host's own is untouched by it. */
const HEAP_MB = 2048
const PROGRESS_MS = 100
/** So long a thread may take to end its runners, once its answer is not wanted any more. */
const END_MS = 2000

/** Its runners, if it has any, end before it does. */
export async function onThread<Answer>(
  program: URL,
  question: unknown,
  { signal, onProgress = () => {} }: ThreadPorts,
): Promise<Answer> {
  signal.throwIfAborted()
  const worker = new Worker(program, {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const onAbort = () => {
    worker.postMessage('stop')
    reject(signal.reason)
  }
  signal.addEventListener('abort', onAbort)
  worker.on('message', (report: Report<Answer>) => {
    if ('progress' in report) onProgress(report.progress)
    else if ('result' in report) resolve(report.result)
    else reject(asHostError(report.error))
  })
  worker.on('error', reject)
  worker.on('exit', () => reject(new Error('the thread ended before it had an answer')))
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', onAbort)
    if (signal.aborted) await Promise.race([exited, sleep(END_MS, null, { ref: false })])
    await worker.terminate()
  }
}

function asHostError({ code, message, ...details }: JobError): Error {
  if (!Object.hasOwn(HOST_ERRORS, code)) return new Error(message)
  return new HostError(code as HostErrorCode, message, details)
}

/** On the thread: `answer` tells how much of how much is done. */
export async function answerHost<Question, Answer>(
  answer: (
    question: Question,
    onProgress: (done: number, total: number) => void,
  ) => Promise<Answer>,
): Promise<void> {
  const say = (report: Report<Answer>) => parentPort!.postMessage(report)
  parentPort!.once('message', () => void endRunners().then(() => process.exit()))
  let toldAt = 0
  const onProgress = (done: number, total: number): void => {
    const now = performance.now()
    if (now - toldAt < PROGRESS_MS) return
    toldAt = now
    say({ progress: total === 0 ? 0 : done / total })
  }
  const report = await answer(workerData as Question, onProgress).then(
    (result) => ({ result }),
    (error: unknown) => ({ error: jobError(error) }),
  )
  await endRunners()
  say(report)
}
