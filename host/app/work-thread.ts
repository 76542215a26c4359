// Work that would hold the host up, on a thread of its own: one question, its progress, one answer. The
// thread's program calls `answerHost`.
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { HOST_ERRORS, HostError, type HostErrorCode } from '../errors.ts'
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

/** Its runners, if it has any, end with the thread: their only line is to it. */
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
  const onAbort = () => reject(signal.reason)
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
  let toldAt = 0
  const onProgress = (done: number, total: number): void => {
    const now = performance.now()
    if (now - toldAt < PROGRESS_MS) return
    toldAt = now
    say({ progress: total === 0 ? 0 : done / total })
  }
  await answer(workerData as Question, onProgress).then(
    (result) => say({ result }),
    (error: unknown) => say({ error: jobError(error) }),
  )
}
