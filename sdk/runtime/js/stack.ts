// Where in the author's files an error arose, read from V8's stack text.
import type { Place } from '../script.ts'

export interface Frame extends Place {
  readonly inFunction: string | null
}

const FRAME_LINE = /^\s+at (?:(.*) \()?(.+?):(\d+):(\d+)\)?$/

/** The frames that lie in the script's own files, innermost first. */
export function ownFrames(stack: unknown, files: ReadonlySet<string>): Frame[] {
  if (typeof stack !== 'string') return []
  const frames: Frame[] = []
  for (const line of stack.split('\n')) {
    const match = FRAME_LINE.exec(line)
    if (match === null) continue
    const [, name, file, row, column] = match
    if (!files.has(file!)) continue
    frames.push({
      file: file!,
      line: Number(row),
      column: Number(column),
      inFunction: name === undefined ? null : name.replace(/^(?:Object|Module)\./, ''),
    })
  }
  return frames
}

export function describeFrame(frame: Frame): string {
  const at = `${frame.file}:${frame.line}:${frame.column}`
  return frame.inFunction === null ? at : `${at} in ${frame.inFunction}`
}
