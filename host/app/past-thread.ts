// The thread on which one journal is played again: it takes the processor for as long as the session
// is long, and the host goes on meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import { versionsOf } from '../engine/resume.ts'
import { JournalReader } from '../journal/journal.ts'
import { jobError } from './job-error.ts'
import type { PastAnswer, PastQuestion, PastReport, SlotPast } from './past.ts'
import { listPast } from './past-list.ts'
import { replaySession } from './replay.ts'
import { explainSlot } from './why.ts'

const PROGRESS_MS = 100

const say = (report: PastReport) => parentPort!.postMessage(report)

let toldAt = 0
function onProgress(done: number, total: number): void {
  const now = performance.now()
  if (now - toldAt < PROGRESS_MS) return
  toldAt = now
  say({ progress: total === 0 ? 0 : done / total })
}

async function answer(question: PastQuestion): Promise<PastAnswer> {
  const { folder, limits } = question
  const { signal } = new AbortController()
  if (question.kind === 'replay') {
    return { replay: await replaySession(folder, { ...question, signal, onProgress }) }
  }
  if (question.kind === 'list') return { page: listPast(folder, question) }
  const moments = await explainSlot(folder, { ...question, limits, signal, onProgress })
  return { past: { moments, sources: sourcesOf(folder, moments) } }
}

/** The text of every version that the moments speak of. */
function sourcesOf(folder: string, moments: SlotPast['moments']): SlotPast['sources'] {
  const reader = new JournalReader(folder)
  try {
    const read = versionsOf(reader)
    const found = new Map<string, SlotPast['sources'][number]>()
    for (const { script, sha256, kept } of moments) {
      if (found.has(sha256)) continue
      const { sources } = read(kept)
      found.set(sha256, { sha256, script, source: sources.files[0]?.source ?? '' })
    }
    return [...found.values()]
  } finally {
    reader.close()
  }
}

await answer(workerData as PastQuestion).then(
  (result) => say({ result }),
  (error: unknown) => say({ error: jobError(error) }),
)
