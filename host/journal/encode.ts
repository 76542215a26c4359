// An entry ↔ the row that keeps it: bars as numbers, everything else as JSON, and the hash by which
// each row vouches for all rows before it.
import { hash } from 'node:crypto'
import type { LogEntry, NumberedEntry } from './entry.ts'

export interface Row {
  readonly seq: number
  readonly type: LogEntry['type']
  readonly slot: string | null
  readonly time: number | null
  readonly body: string | Uint8Array
  /** SHA-256 over the hash of the row before and all of this one, in hex. */
  readonly hash: string
}

/** What the first row's hash begins with. */
export const NO_HASH = ''

const ROW_WIDTH = 7

export function toRow(entry: LogEntry, seq: number, previous: string): Row {
  const { type, ...rest } = entry
  const { slot = null, time = null, ...others } = rest as Record<string, unknown>
  const keys = { seq, type, slot: slot as string | null, time: time as number | null }
  const body = hasBars(entry) ? encodeBars(entry) : JSON.stringify(others)
  return { ...keys, body, hash: rowHash({ ...keys, body }, previous) }
}

export function fromRow({ seq, type, slot, time, body }: Row): NumberedEntry {
  const others = typeof body === 'string' ? JSON.parse(body) : barsOf(type, body)
  const entry = {
    seq,
    type,
    ...(slot === null ? {} : { slot }),
    ...(time === null ? {} : { time }),
  }
  return { ...entry, ...others } as NumberedEntry
}

export function rowHash(row: Omit<Row, 'hash'>, previous: string): string {
  const { seq, type, slot, time, body } = row
  const head = JSON.stringify([previous, seq, type, slot, time])
  if (typeof body === 'string') return hash('sha256', `${head}\n${body}`)
  return hash('sha256', Buffer.concat([Buffer.from(`${head}\n`), body]))
}

function barsOf(type: LogEntry['type'], body: Uint8Array) {
  const decoded = decodeBars(body)
  return type === 'past' ? { bars: decoded.bars } : decoded
}

type BarsEntry = Extract<LogEntry, { type: 'bars' | 'past' }>

const hasBars = (entry: LogEntry): entry is BarsEntry =>
  entry.type === 'bars' || entry.type === 'past'

/** [how many silent, how many stale, …they, …rows]: JSON would take three times the space and time. */
function encodeBars(entry: BarsEntry): Uint8Array {
  const { silent, stale } = entry.type === 'bars' ? entry : NONE
  const start = 2 + silent.length + stale.length
  const numbers = new Float64Array(start + entry.bars.length * ROW_WIDTH)
  numbers.set([silent.length, stale.length, ...silent, ...stale])
  for (const [i, bar] of entry.bars.entries()) numbers.set(bar, start + i * ROW_WIDTH)
  return new Uint8Array(numbers.buffer)
}

const NONE = { silent: [], stale: [] }

function decodeBars(body: Uint8Array): { bars: number[][]; silent: number[]; stale: number[] } {
  // SQLite's bytes lie anywhere; numbers must lie on their boundary.
  const numbers = new Float64Array(body.slice().buffer)
  const [silent, stale] = [2 + numbers[0]!, 2 + numbers[0]! + numbers[1]!]
  const bars: number[][] = []
  for (let i = stale; i < numbers.length; i += ROW_WIDTH) {
    bars.push([...numbers.subarray(i, i + ROW_WIDTH)])
  }
  return {
    bars,
    silent: [...numbers.subarray(2, silent)],
    stale: [...numbers.subarray(silent, stale)],
  }
}
