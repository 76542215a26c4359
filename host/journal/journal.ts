// The journal of a session: every input and everything that was decided, in order, in one SQLite
// file. What belongs to one instant is kept whole or not at all, and each entry's hash covers all
// entries before it.
import { hash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { HostError } from '../errors.ts'
import { type ChainCheck, type ChainOptions, checkChain, type Gap } from './chain.ts'
import { dropDetails } from './compact.ts'
import { fromRow, NO_HASH, type Row, toRow } from './encode.ts'
import { isOrder, type LogEntry, type NumberedEntry } from './entry.ts'
import { INDEXED, whereType } from './type-index.ts'

export const JOURNAL_FILE = 'journal.db'

/** Kept beside the entries; two of each, should the newer one be what cannot be read. */
const CHECKPOINTS_KEPT = 2

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    seq INTEGER PRIMARY KEY, type TEXT NOT NULL, slot TEXT, time REAL, body ANY NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_by_type ON entries (type, seq) WHERE ${INDEXED};
  CREATE TABLE IF NOT EXISTS versions (version TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS gaps (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoints (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
`

export interface Journal {
  readonly path: string
  /** How many entries there are, those that are not committed yet included. */
  readonly length: number
  /** Of those, how many are not committed yet. */
  readonly pending: number
  append(entry: LogEntry): void
  /**
   * Keeps what was appended since the last time, all of it or, where it throws, nothing: then it may
   * be called again. An order or a cancel is on the disk itself when it returns.
   */
  commit(): void
  /** Keeps a script's version, once. */
  keepVersion(version: string, body: string): void
  /** Keeps the state that all entries so far have led to. */
  checkpoint(state: string): void
  /** Drops how decisions came about before the market's time (ms UTC), as far as it is not needed. */
  dropDetails(before: number): number
  close(): void
}

/** Opens the journal in a session's folder for writing; makes both where they are not there. */
export function openJournal(folder: string): Journal {
  const path = join(folder, JOURNAL_FILE)
  const db = atFile(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    const opened = new DatabaseSync(path)
    opened.exec('PRAGMA journal_mode = WAL')
    opened.exec(SCHEMA)
    return opened
  })
  return new SqliteJournal(db, path)
}

class SqliteJournal implements Journal {
  readonly path: string
  length: number
  #hash: string
  #pending: Row[] = []
  #isUrgent = false
  #isFull = false
  readonly #db: DatabaseSync
  readonly #begin: StatementSync
  readonly #insert: StatementSync
  readonly #commit: StatementSync
  readonly #keep: StatementSync

  constructor(db: DatabaseSync, path: string) {
    this.#db = db
    this.path = path
    const last = db.prepare('SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1').get()
    this.length = last === undefined ? 0 : (last.seq as number) + 1
    this.#hash = last === undefined ? NO_HASH : (last.hash as string)
    this.#begin = db.prepare('BEGIN')
    this.#insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)')
    this.#commit = db.prepare('COMMIT')
    this.#keep = db.prepare('INSERT OR IGNORE INTO versions VALUES (?, ?)')
    db.exec('PRAGMA synchronous = NORMAL')
  }

  get pending(): number {
    return this.#pending.length
  }

  append(entry: LogEntry): void {
    const row = toRow(entry, this.length, this.#hash)
    this.#pending.push(row)
    this.#hash = row.hash
    this.length += 1
    if (isOrder(entry)) this.#isUrgent = true
  }

  commit(): void {
    if (this.#pending.length === 0) return
    if (this.#isUrgent !== this.#isFull) {
      this.#db.exec(`PRAGMA synchronous = ${this.#isUrgent ? 'FULL' : 'NORMAL'}`)
      this.#isFull = this.#isUrgent
    }
    this.#transaction(() => {
      for (const row of this.#pending) this.#write(row)
    })
    this.#pending = []
    this.#isUrgent = false
  }

  keepVersion(version: string, body: string): void {
    atFile(this.path, () => this.#keep.run(version, body))
  }

  checkpoint(state: string): void {
    this.commit()
    const wall = new Date().toISOString()
    const entry: LogEntry = { type: 'checkpoint', wall, sha256: hash('sha256', state) }
    const row = toRow(entry, this.length, this.#hash)
    this.#transaction(() => {
      this.#write(row)
      this.#db.prepare('INSERT INTO checkpoints VALUES (?, ?)').run(row.seq, state)
      this.#db
        .prepare(
          'DELETE FROM checkpoints WHERE seq NOT IN (SELECT seq FROM checkpoints ORDER BY seq DESC LIMIT ?)',
        )
        .run(CHECKPOINTS_KEPT)
    })
    this.#hash = row.hash
    this.length += 1
  }

  dropDetails(before: number): number {
    let dropped = 0
    this.#transaction(() => {
      dropped = dropDetails(this.#db, before)
    })
    return dropped
  }

  close(): void {
    this.#db.close()
  }

  #write({ seq, type, slot, time, body, hash }: Row): void {
    this.#insert.run(seq, type, slot, time, body, hash)
  }

  #transaction(write: () => void): void {
    atFile(this.path, () => {
      this.#begin.run()
      try {
        write()
        this.#commit.run()
      } catch (error) {
        // Where SQLite has rolled it back by itself, as on a full disk.
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
        throw error
      }
    })
  }
}

export interface KeptCheckpoint {
  /** Of its entry: the state is that after the entry before. */
  readonly seq: number
  readonly state: string
}

/** Reads a journal, also while a host is writing it. */
export class JournalReader {
  readonly path: string
  readonly #db: DatabaseSync

  constructor(folder: string) {
    this.path = join(folder, JOURNAL_FILE)
    this.#db = atFile(this.path, () => new DatabaseSync(this.path, { readOnly: true }))
  }

  /** In order; `from` is the first one's number. */
  *entries(from = 0): Generator<NumberedEntry> {
    const rows = this.#db.prepare('SELECT * FROM entries WHERE seq >= ? ORDER BY seq')
    for (const row of rows.iterate(from)) yield fromRow(row as unknown as Row)
  }

  /** Those of some kinds only. */
  *ofTypes(types: readonly LogEntry['type'][], from = 0): Generator<NumberedEntry> {
    const sql = `SELECT * FROM entries WHERE ${whereType(types)} AND seq >= ? ORDER BY seq`
    for (const row of this.#db.prepare(sql).iterate(...types, from)) {
      yield fromRow(row as unknown as Row)
    }
  }

  /** The latest of some kinds; null where there is none. */
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

  /** The newest that is what its entry says, or the oldest of those that are kept; null where there is none. */
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

  /** Holds the entries from `from` on against their hashes. */
  check({ from = 0, onProgress }: Pick<ChainOptions, 'from' | 'onProgress'> = {}): ChainCheck {
    const rows = this.#db.prepare('SELECT * FROM entries WHERE seq >= ? ORDER BY seq')
    const before = this.#db.prepare('SELECT hash FROM entries WHERE seq = ?').get(from - 1)
    const { gaps } = this
    const gap = gaps.find(({ last }) => last === from - 1)
    const previous = (before?.hash as string | undefined) ?? gap?.hash ?? NO_HASH
    const options = { from, previous, ...(onProgress === undefined ? {} : { onProgress }) }
    return checkChain(rows.iterate(from) as unknown as Iterable<Row>, gaps, options)
  }

  /** Where details were dropped; journals from before there was such a thing have none. */
  get gaps(): Gap[] {
    const table = this.#db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'gaps'").get()
    if (table === undefined) return []
    return this.#db.prepare('SELECT * FROM gaps ORDER BY first').all() as unknown as Gap[]
  }

  /** Up to where details were dropped: the last such entry, and the market's time (ms UTC); or null. */
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

function atFile<T>(path: string, task: () => T): T {
  try {
    return task()
  } catch (cause) {
    throw new HostError('unwritable', `the journal: ${(cause as Error).message}`, {
      file: path,
      hint: '`sessions` in watchfire.toml names the folder for journals',
      cause,
    })
  }
}
