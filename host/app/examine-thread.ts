// The thread on which a version that runs already is checked in full.
import { parentPort } from 'node:worker_threads'
import { endRunners } from '../runner/living.ts'
import { readSources } from '../validate/static.ts'
import { goBehind } from './behind.ts'
import type { ExamineQuestion } from './examiner.ts'
import { validateScript } from './validate.ts'

goBehind()

parentPort?.on('message', async (question: ExamineQuestion | null) => {
  if (question === null) return parentPort?.postMessage('ready')
  const diagnostics = await examine(question)
  await endRunners()
  parentPort?.postMessage({ diagnostics })
})

/** null where the file is saved anew meanwhile: that version has its own turn. */
async function examine({ path, sha256, limits }: ExamineQuestion) {
  const isStill = async () => (await readSources(path, null)).sha256 === sha256
  if (!(await isStill())) return null
  const report = await validateScript(path, { limits }).catch(() => null)
  return (await isStill()) ? (report?.diagnostics ?? null) : null
}
