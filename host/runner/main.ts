// A runner process: holds isolates, answers the host's requests one after the other, owns nothing
// that cannot be had again.
import { Worker } from 'node:worker_threads'
import { MARK_LENGTH } from '#sdk/frame.ts'
import type { Reply, StopNote, WireRequest } from './protocol.ts'
import { SandboxLost } from './sandbox.ts'
import { SLOTS_MAX, Slots } from './slots.ts'

const marks = new SharedArrayBuffer(SLOTS_MAX * MARK_LENGTH * 4)
// Bundled, both files lie side by side under another name; else they run from their sources.
const isBundled = import.meta.url.endsWith('.mjs')
const watchdog = isBundled
  ? new URL('./watchdog.mjs', import.meta.url)
  : new URL('./watchdog.ts', import.meta.url)
new Worker(watchdog, { workerData: { marks } })

const slots = new Slots(marks, (progress) => send({ progress }))

let queue = Promise.resolve()

process.on('message', (message: { id: number; request: WireRequest } | StopNote) => {
  if ('stop' in message) return slots.stop(message.stop)
  queue = queue.then(async () => {
    send(await answer(message.id, message.request))
    slots.tidy()
  })
})

// A signal to the whole group (Ctrl-C in a terminal, a service's stop) is the host's to answer: it
// ends its runners when it has done with them.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})

// Whoever asked is gone.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

async function answer(id: number, request: WireRequest): Promise<Reply> {
  try {
    return { id, value: await slots.answer(request) }
  } catch (error) {
    if (error instanceof SandboxLost && error.fault !== null) return { id, fault: error.fault }
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function send(message: unknown): void {
  process.send?.(message)
}
