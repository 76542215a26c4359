// An entry ↔ the row that keeps it: bars and ticks as numbers, everything else as JSON, and the hash by which
// each row vouches for all rows before it.
import { hash } from 'node:crypto'
import type { LogEntry, NumberedEntry } from './entry.ts'
import { LONG_ROW, TICK_COLUMNS } from './tick-rows.ts'

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

export function toRow(entry: LogEntry, seq: number, previous: string): Row {
  const { type, ...rest } = entry
  const { slot = null, time = null, ...others } = rest as Record<string, unknown>
  const keys = { seq, type, slot: slot as string | null, time: time as number | null }
  const body = hasRows(entry) ? encodeRows(entry) : JSON.stringify(others)
  return { ...keys, body, hash: rowHash({ ...keys, body }, previous) }
}

export function fromRow({ seq, type, slot, time, body }: Row): NumberedEntry {
  const others =
    typeof body === 'string' ? JSON.parse(body) : decodeRows(type as RowsEntry['type'], body)
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

type RowsEntry = Extract<LogEntry, { type: 'bars' | 'past' | 'ticks' }>

/** Those whose body is numbers, and how many make a row. JSON would take three times as much of all. */
const ROW_WIDTHS: Readonly<Record<RowsEntry['type'], number>> = {
  bars: 7,
  past: 7,
  ticks: TICK_COLUMNS.length,
}

const hasRows = (entry: LogEntry): entry is RowsEntry => entry.type in ROW_WIDTHS

/**
 * [how many listed, how many stale, …they, …rows]. Listed are of bars the silent feeds, of ticks the
 * rows that have an order book behind their columns.
 */
function encodeRows(entry: RowsEntry): Uint8Array {
  const listed = listedIn(entry)
  const stale = entry.type === 'past' ? [] : entry.stale
  const rows = entry.type === 'ticks' ? entry.ticks : entry.bars
  const start = 2 + listed.length + stale.length
  const numbers = new Float64Array(rows.reduce((length, row) => length + row.length, start))
  numbers.set([listed.length, stale.length, ...listed, ...stale])
  let at = start
  for (const row of rows) {
    numbers.set(row, at)
    at += row.length
  }
  return new Uint8Array(numbers.buffer)
}

function listedIn(entry: RowsEntry): readonly number[] {
  if (entry.type === 'bars') return entry.silent
  if (entry.type === 'past') return []
  return entry.ticks.flatMap((row, i) => (row.length === LONG_ROW ? [i] : []))
}

function decodeRows(type: RowsEntry['type'], body: Uint8Array) {
  // SQLite's bytes lie anywhere; numbers must lie on their boundary.
  const numbers = new Float64Array(body.slice().buffer)
  const [listedEnd, staleEnd] = [2 + numbers[0]!, 2 + numbers[0]! + numbers[1]!]
  const listed = [...numbers.subarray(2, listedEnd)]
  const stale = [...numbers.subarray(listedEnd, staleEnd)]
  const rows: number[][] = []
  for (let at = staleEnd; at < numbers.length; ) {
    const isLong = type === 'ticks' && listed.includes(rows.length)
    const end = at + (isLong ? LONG_ROW : ROW_WIDTHS[type])
    rows.push([...numbers.subarray(at, end)])
    at = end
  }
  if (type === 'bars') return { bars: rows, silent: listed, stale }
  return type === 'ticks' ? { ticks: rows, stale } : { bars: rows }
}
