// A session's journal in one SQLite file.
import { hash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { dropDetails } from './compact.ts'
import { NO_HASH, type Row, toRow } from './encode.ts'
import { isOrder, type LogEntry } from './entry.ts'
import type { Journal } from './journal.ts'
import { atFile, JOURNAL_FILE } from './journal-file.ts'
import { INDEXED } from './type-index.ts'

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
