// What a file looks like from outside: it opens by saying what it is, and it ends before long.
import type { Source } from './sources.ts'

export const LINES_MAX = 320

/** Longer files, and why they stay in one piece. */
const LONG: Readonly<Record<string, string>> = {
  'host/runner/sandbox.ts': 'one isolate, from its making to its end: private state all through',
}

export function shapeless(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length
    const isLong = lines > LINES_MAX && LONG[path] === undefined
    return [
      ...(/^\/\/ \S/.test(text) ? [] : [`${path} does not open with a comment`]),
      ...(isLong ? [`${path} has ${lines} lines, more than ${LINES_MAX}`] : []),
    ]
  })
}
