// A thread of this process that answers one question after the other, for work on text that others
// wrote: where one takes too long, too much memory or breaks it, only the thread is lost.
import { Worker } from 'node:worker_threads'

/** From a thread's making to its first answer, on a machine that has no time. */
const START_MS_MAX = 60_000

export interface ThreadOptions {
  /** Answers each message by one; the message null at once, by anything. */
  readonly program: URL
  /** Ms that an answer may take. */
  readonly msMax: number
  /** MB of heap. */
  readonly heapMb: number
}

export class Thread<Question, Answer> {
  readonly #options: ThreadOptions
  #worker: Worker | null = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: ThreadOptions) {
    this.#options = options
  }

  /** null where the thread did not live to answer, or not in time; the next question gets another. */
  ask(question: Question): Promise<Answer | null> {
    const answer = this.#queue.then(() => this.#ask(question))
    this.#queue = answer
    return answer
  }

  async #ask(question: Question): Promise<Answer | null> {
    const { program, msMax, heapMb } = this.#options
    if (this.#worker === null) {
      this.#worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heapMb } })
      // A thread that is still starting is not held up by what it is asked.
      const started = await settled(this.#worker, null, START_MS_MAX)
      if (started === null) this.replace()
    }
    // It did not start, or was replaced meanwhile.
    if (this.#worker === null) return null
    const answer = await settled(this.#worker, question, msMax)
    if (answer === null) this.replace()
    return answer as Answer | null
  }

  /** For an answer that says that the thread is not to be asked again. */
  replace(): void {
    void this.#worker?.terminate()
    this.#worker = null
  }
}

function settled(worker: Worker, question: unknown, msMax: number): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (answer: unknown): void => {
      clearTimeout(timer)
      worker.off('message', settle).off('exit', lost)
      // Idle, it does not keep the process alive.
      worker.unref()
      resolve(answer)
    }
    const lost = (): void => settle(null)
    const timer = setTimeout(lost, msMax)
    worker.ref()
    worker.once('message', settle)
    worker.once('exit', lost)
    // What broke it is told by its end; heard by nobody, it would end this process too.
    worker.removeAllListeners('error').on('error', () => {})
    worker.postMessage(question)
  })
}
