// The thread on which static checks run.
import { parentPort } from 'node:worker_threads'
import { checkStatic, type StaticQuestion } from './static-checks.ts'

parentPort?.on('message', async (question: StaticQuestion | null) => {
  parentPort?.postMessage(question === null ? 'ready' : await checkStatic(question))
})
