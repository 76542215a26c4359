// The append-only record of a session: one JSON object per line, numbered, in the order in which
// things came in and were decided. Lines of one instant reach the file in one write, before the
// next instant begins.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Fact } from '#kernel/fact.ts'
import type { Callback } from '#sdk/domain.ts'
import { HostError } from '../errors.ts'
import type { GateRecord } from '../feeds/gate.ts'

/** What may stand in the log. Times are the market's, in ms UTC; `wall` is ours. */
export type LogEntry =
  | {
      readonly type: 'session'
      readonly engine: string
      readonly wall: string
      readonly feeds: readonly { readonly symbol: string; readonly intervalMs: number }[]
      readonly cash: number
      readonly seed: number
    }
  /** Rows of [feed, openTime, open, high, low, close, volume]; the feeds that were stale, if any. */
  | {
      readonly type: 'bars'
      readonly time: number
      readonly bars: readonly (readonly number[])[]
      readonly stale?: readonly number[]
    }
  /** Data that the gate kept out, or let pass with a remark. */
  | ({ readonly type: 'quality' } & GateRecord)
  | {
      readonly type: 'script'
      readonly change: 'added' | 'reloaded' | 'refused' | 'removed'
      readonly script: string
      readonly sha256: string | null
      readonly wall: string
      /** Why it was refused, or what else there is to say. */
      readonly notes: readonly string[]
    }
  | {
      readonly type: 'slot'
      readonly change: 'attached' | 'reloaded' | 'detached' | 'removed' | 'released'
      readonly slot: string
      readonly time: number
    }
  /** An answer of a script's that was not nothing. */
  | {
      readonly type: 'decision'
      readonly slot: string
      readonly time: number
      readonly callback: Callback
      readonly answer: unknown
    }
  /** What the machine made of it: orders, fills, transitions, trades, faults. */
  | { readonly type: 'fact'; readonly slot: string; readonly time: number; readonly fact: Fact }
  | {
      readonly type: 'log'
      readonly slot: string
      readonly time: number
      readonly text: string
    }
  | {
      readonly type: 'runner-lost'
      readonly wall: string
      readonly message: string
      /** The slot that is held to be the cause; null where nobody is. */
      readonly slot: string | null
    }
  | {
      readonly type: 'end'
      readonly wall: string
      readonly time: number
      readonly reason: 'finished' | 'stopped' | 'failed'
      readonly equity: number
    }

export type NumberedEntry = LogEntry & { readonly seq: number }

export interface EventLog {
  readonly path: string
  append(entry: LogEntry): void
  /** Hands what was appended to the operating system. */
  flush(): void
  /** Flushes to the disk itself. */
  close(): void
}

/** Opens the log of a new session, in a folder of its own named by the session's start. */
export function openEventLog(sessions: string, start: Date): EventLog {
  const folder = join(sessions, start.toISOString().replaceAll(':', '-'))
  const path = join(folder, 'events.jsonl')
  let file: number
  try {
    mkdirSync(folder, { recursive: true })
    // Never into a log that is there: it belongs to another session.
    file = openSync(path, 'ax')
  } catch (cause) {
    throw new HostError('unwritable', `cannot start the event log: ${(cause as Error).message}`, {
      file: path,
      hint: '`sessions` in watchfire.toml names the folder for event logs',
      cause,
    })
  }
  let seq = 0
  let lines = ''
  function flush(): void {
    if (lines === '') return
    const bytes = Buffer.from(lines)
    let written = 0
    while (written < bytes.length) written += writeSync(file, bytes, written)
    lines = ''
  }
  return {
    path,
    append(entry) {
      lines += `${JSON.stringify({ seq: seq++, ...entry })}\n`
    },
    flush,
    close() {
      flush()
      fsyncSync(file)
      closeSync(file)
    },
  }
}

/** All entries; a last line that was cut short by a crash is left out. */
export function readEventLog(path: string): NumberedEntry[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  lines.pop()
  return lines.map((line) => JSON.parse(line) as NumberedEntry)
}
