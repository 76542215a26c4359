// Reads the SQLite file that a session's journal is.
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { HostError } from '../errors.ts'
import { type ChainCheck, type ChainOptions, checkChain, type Gap } from './chain.ts'
import { fromRow, NO_HASH, type Row } from './encode.ts'
import type { LogEntry, NumberedEntry } from './entry.ts'
import type { JournalReader, KeptCheckpoint } from './journal.ts'
import { atFile, JOURNAL_FILE } from './journal-file.ts'
import { whereType } from './type-index.ts'

/** Of a session's folder. */
export const openReader = (folder: string): JournalReader => new SqliteReader(folder)

class SqliteReader implements JournalReader {
  readonly path: string
  readonly #db: DatabaseSync

  constructor(folder: string) {
    this.path = join(folder, JOURNAL_FILE)
    this.#db = atFile(this.path, () => new DatabaseSync(this.path, { readOnly: true }))
  }

  *entries(from = 0): Generator<NumberedEntry> {
    const rows = this.#db.prepare('SELECT * FROM entries WHERE seq >= ? ORDER BY seq')
    for (const row of rows.iterate(from)) yield fromRow(row as unknown as Row)
  }

  *ofTypes(types: readonly LogEntry['type'][], from = 0): Generator<NumberedEntry> {
    const sql = `SELECT * FROM entries WHERE ${whereType(types)} AND seq >= ? ORDER BY seq`
    for (const row of this.#db.prepare(sql).iterate(...types, from)) {
      yield fromRow(row as unknown as Row)
    }
  }

  *ofSlot(slot: string, type: LogEntry['type']): Generator<NumberedEntry> {
    const sql = `SELECT * FROM entries WHERE ${whereType([type])} AND slot = ? ORDER BY seq`
    for (const row of this.#db.prepare(sql).iterate(type, slot)) {
      yield fromRow(row as unknown as Row)
    }
  }

  lastOf(types: readonly LogEntry['type'][]): NumberedEntry | null {
    const sql = `SELECT * FROM entries WHERE ${whereType(types)} ORDER BY seq DESC LIMIT 1`
    const row = this.#db.prepare(sql).get(...types)
    return row === undefined ? null : fromRow(row as unknown as Row)
  }

  get length(): number {
    const row = this.#db.prepare('SELECT max(seq) AS last FROM entries').get()
    return ((row?.last as number | null) ?? -1) + 1
  }

  version(version: string): string {
    const row = this.#db.prepare('SELECT body FROM versions WHERE version = ?').get(version)
    if (row !== undefined) return row.body as string
    throw new HostError('bad-data', `the journal lacks the script version ${version}`, {
      file: this.path,
    })
  }

  checkpoint(which: 'newest' | 'oldest' = 'newest'): KeptCheckpoint | null {
    const sql = `SELECT c.seq, c.body AS state, e.body AS entry FROM checkpoints c
      JOIN entries e USING (seq) ORDER BY seq ${which === 'newest' ? 'DESC' : 'ASC'}`
    for (const { seq, state, entry } of this.#db.prepare(sql).iterate()) {
      const { sha256 } = JSON.parse(entry as string) as { sha256: string }
      if (hash('sha256', state as string) === sha256) {
        return { seq: seq as number, state: state as string }
      }
    }
    return null
  }

  check({ from = 0, onProgress }: Pick<ChainOptions, 'from' | 'onProgress'> = {}): ChainCheck {
    const rows = this.#db.prepare('SELECT * FROM entries WHERE seq >= ? ORDER BY seq')
    const before = this.#db.prepare('SELECT hash FROM entries WHERE seq = ?').get(from - 1)
    const { gaps } = this
    const gap = gaps.find(({ last }) => last === from - 1)
    const previous = (before?.hash as string | undefined) ?? gap?.hash ?? NO_HASH
    const options = { from, previous, ...(onProgress === undefined ? {} : { onProgress }) }
    return checkChain(rows.iterate(from) as unknown as Iterable<Row>, gaps, options)
  }

  /** Journals from before there was such a thing have no table. */
  get gaps(): Gap[] {
    const table = this.#db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'gaps'").get()
    if (table === undefined) return []
    return this.#db.prepare('SELECT * FROM gaps ORDER BY first').all() as unknown as Gap[]
  }

  get dropped(): { readonly seq: number; readonly time: number } | null {
    const seq = this.gaps.at(-1)?.last
    if (seq === undefined) return null
    const row = this.#db.prepare('SELECT max(time) AS time FROM entries WHERE seq <= ?').get(seq)
    return { seq, time: (row?.time as number | null) ?? 0 }
  }

  close(): void {
    this.#db.close()
  }
}
