// What a script logs: kept until the host takes it, no more lines, bytes and longer lines than allowed.
import { cut } from './cut.ts'
import type { GuestLimits } from './guest-limits.ts'
import { utf8Bytes } from './tree.ts'

export interface LogLine {
  /** The event's time, ms UTC. */
  readonly time: number
  readonly text: string
}

export interface Log {
  write(text: string): void
  isEmpty(): boolean
  /** The lines since the last call, and how many more there were that were not kept. */
  drain(): { lines: LogLine[]; dropped: number }
}

const CHARS_MAX = 1000

export function createLog(now: () => number, { logLines, logBytes }: GuestLimits): Log {
  let lines: LogLine[] = []
  let bytes = 0
  let dropped = 0

  function keep(text: string): boolean {
    if (lines.length >= logLines) return false
    bytes += utf8Bytes(text)
    if (bytes > logBytes) return false
    lines.push({ time: now(), text })
    return true
  }

  return {
    write(text) {
      // After the first line that is not kept none is: what is there has no holes.
      if (dropped > 0 || !keep(cut(text, CHARS_MAX))) dropped += 1
    },
    isEmpty: () => lines.length === 0 && dropped === 0,
    drain() {
      const drained = { lines, dropped }
      lines = []
      bytes = 0
      dropped = 0
      return drained
    },
  }
}
