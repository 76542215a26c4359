// The thread on which a version that runs already is checked in full.
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { readSources } from '../validate/static.ts'
import type { ExamineQuestion } from './examiner.ts'
import { validateScript } from './validate.ts'

const NICE = 5

// There it is this thread's alone, and that of the processes that it starts.
if (process.platform === 'linux') setPriority(NICE)

parentPort?.on('message', async (question: ExamineQuestion | null) => {
  parentPort?.postMessage(question === null ? 'ready' : { diagnostics: await examine(question) })
})

/** null where the file is saved anew meanwhile: that version has its own turn. */
async function examine({ path, sha256, limits }: ExamineQuestion) {
  const isStill = async () => (await readSources(path, null)).sha256 === sha256
  if (!(await isStill())) return null
  const report = await validateScript(path, { limits }).catch(() => null)
  return (await isStill()) ? (report?.diagnostics ?? null) : null
}
