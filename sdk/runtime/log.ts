// What a script logs: kept until the host takes it, no more lines and no longer ones than allowed.

export interface LogLine {
  /** The event's time, ms UTC. */
  readonly time: number
  readonly text: string
}

export interface Log {
  write(text: string): void
  /** The lines since the last call, and how many more there were that were not kept. */
  drain(): { lines: LogLine[]; dropped: number }
}

const LINES_MAX = 1000
const CHARS_MAX = 1000

/** A copy of the beginning: a mere slice would keep all of a long text in memory. */
const cut = (text: string) =>
  text.length <= CHARS_MAX ? text : [...text.slice(0, CHARS_MAX)].join('')

export function createLog(now: () => number): Log {
  let lines: LogLine[] = []
  let dropped = 0
  return {
    write(text) {
      if (lines.length < LINES_MAX) lines.push({ time: now(), text: cut(text) })
      else dropped += 1
    },
    drain() {
      const drained = { lines, dropped }
      lines = []
      dropped = 0
      return drained
    },
  }
}
