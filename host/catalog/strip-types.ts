// TypeScript source → JavaScript with every type blanked out, so that positions stay.
import { Thread } from '../thread.ts'
import { stripErrorPlace } from './strip-place.ts'
import type { StripAnswer } from './strip-worker.ts'

export type Stripped =
  | { readonly code: string }
  | { readonly message: string; readonly line: number; readonly column: number }

const thread = new Thread<string, StripAnswer>({
  program: new URL('./strip-worker.ts', import.meta.url),
  // Some sources take a parser exponential time; honest ones of 1 MB take a quarter of a second.
  msMax: 5_000,
  heapMb: 1024,
})

export async function stripTypes(source: string): Promise<Stripped> {
  const answer = await thread.ask(source)
  if (answer !== null && 'code' in answer) return answer
  if (answer?.isSyntax === true) {
    return { message: plain(answer.message), ...stripErrorPlace(answer, source) }
  }
  // It broke over this source: no other shall be answered by it.
  thread.replace()
  return { message: 'the source is nested too deeply to be parsed', line: 1, column: 1 }
}

const plain = (message: string): string =>
  message.replace(' in strip-only mode', '').replace(/\.$/, '')
