// The thread on which one journal is played again: it takes the processor for as long as the session
// is long, and the host goes on meanwhile.
import { versionsOf } from '../engine/resume.ts'
import { openReader } from '../journal/sqlite-reader.ts'
import { readHeld } from './held.ts'
import type { PastAnswer, PastQuestion, SlotPast } from './past.ts'
import { listPast } from './past-list.ts'
import { replaySession } from './replay.ts'
import { explainSlot } from './why.ts'
import { answerHost } from './work-thread.ts'

async function answer(
  question: PastQuestion,
  onProgress: (done: number, total: number) => void,
): Promise<PastAnswer> {
  const { folder, limits } = question
  const { signal } = new AbortController()
  if (question.kind === 'replay') {
    return { replay: await replaySession(folder, { ...question, signal, onProgress }) }
  }
  if (question.kind === 'list') return { page: listPast(folder, question) }
  if (question.kind === 'held') return { held: readHeld(folder, question) }
  const moments = await explainSlot(folder, { ...question, limits, signal, onProgress })
  return { past: { moments, sources: sourcesOf(folder, moments) } }
}

/** The text of every version that the moments speak of. */
function sourcesOf(folder: string, moments: SlotPast['moments']): SlotPast['sources'] {
  const reader = openReader(folder)
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

await answerHost(answer)
