// The journal itself: what is appended comes back, whole instants or nothing, and no row can be
// changed without its being seen.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { LogEntry } from '#host/journal/entry.ts'
import { openJournal } from '#host/journal/sqlite-journal.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'
import { whereType } from '#host/journal/type-index.ts'
import { readJournal } from '../paper/support/journal.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'watchfire-journal-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const note = (text: string): LogEntry => ({
  type: 'log',
  slot: 'a.lua/BTCUSDT',
  time: 60_000,
  text,
})

const INSTANT: LogEntry = {
  type: 'bars',
  time: 1_735_689_660_000,
  bars: [
    [0, 1_735_689_600_000, 0.1 + 0.2, 1e-9, 5e-324, 1.7976931348623157e308, 0],
    [3, 1_735_689_600_000, 1, 2, 0.5, 1.5, 1e21],
  ],
  silent: [1, 2],
  stale: [2],
}

function written(entries: readonly LogEntry[]): string {
  const place = folder()
  const journal = openJournal(place)
  for (const entry of entries) journal.append(entry)
  journal.commit()
  journal.close()
  return place
}

function edit(place: string, sql: string): void {
  const db = new DatabaseSync(join(place, 'journal.db'))
  db.exec(sql)
  db.close()
}

function firstBroken(place: string): number | null {
  const reader = openReader(place)
  onTestFinished(() => reader.close())
  return reader.check().broken
}

describe('the journal', () => {
  it('gives back what was appended, numbers to the last bit', () => {
    const entries = [note('one'), INSTANT, note('ünïcödé \u0000 and "quotes"')]
    expect(readJournal(written(entries))).toEqual(entries.map((entry, seq) => ({ seq, ...entry })))
  })

  it('finds what is rare without reading everything, and what every instant brings in its order', () => {
    const place = written([note('one'), INSTANT, note('two')])
    const db = new DatabaseSync(join(place, 'journal.db'))
    onTestFinished(() => db.close())
    const planOf = (types: readonly LogEntry['type'][]) => {
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM entries WHERE ${whereType(types)}`
      return db.prepare(sql).get(...types)?.detail
    }
    expect(planOf(['end', 'resumed'])).toContain('USING INDEX entries_by_type')
    expect(planOf(['past', 'bars'])).toContain('USING INDEX entries_by_type')
    const reader = openReader(place)
    onTestFinished(() => reader.close())
    expect([...reader.ofTypes(['bars'])]).toEqual([{ seq: 1, ...INSTANT }])
    expect([...reader.ofTypes(['log', 'bars'], 1)].map(({ seq }) => seq)).toEqual([1, 2])
    expect(reader.lastOf(['log'])).toEqual({ seq: 2, ...note('two') })
    expect(reader.lastOf(['bars'])).toEqual({ seq: 1, ...INSTANT })
  })

  it('reads and goes on with one whose index holds every type, as earlier hosts wrote it', () => {
    const place = written([note('one'), INSTANT])
    edit(place, 'DROP INDEX entries_by_type; CREATE INDEX entries_by_type ON entries (type, seq)')
    const journal = openJournal(place)
    journal.append(note('two'))
    journal.commit()
    journal.close()
    const reader = openReader(place)
    onTestFinished(() => reader.close())
    expect(reader.lastOf(['bars'])?.seq).toBe(1)
    expect([...reader.ofTypes(['log'])].map(({ seq }) => seq)).toEqual([0, 2])
    expect(reader.check().broken).toBe(null)
  })

  it('holds nothing of an instant that was not committed', () => {
    const place = folder()
    const journal = openJournal(place)
    journal.append(note('kept'))
    journal.commit()
    journal.append(note('lost'))
    journal.close()
    expect(readJournal(place)).toEqual([{ seq: 0, ...note('kept') }])
  })

  it('is continued where it ended, in one chain', () => {
    const place = written([note('one')])
    const journal = openJournal(place)
    journal.append(note('two'))
    journal.commit()
    journal.close()
    expect(readJournal(place).map(({ seq }) => seq)).toEqual([0, 1])
    expect(firstBroken(place)).toBeNull()
  })

  it('can be read while it is written', () => {
    const place = folder()
    const journal = openJournal(place)
    onTestFinished(() => journal.close())
    journal.append(note('one'))
    journal.commit()
    expect(readJournal(place)).toHaveLength(1)
    journal.append(note('two'))
    journal.commit()
    expect(readJournal(place)).toHaveLength(2)
  })

  const ten = Array.from({ length: 10 }, (_, i) => note(`line ${i}`))
  it.each([
    ['a changed body', `UPDATE entries SET body = '{"text":"line 9"}' WHERE seq = 4`, 4],
    ['a changed slot', `UPDATE entries SET slot = 'b.lua/BTCUSDT' WHERE seq = 4`, 4],
    ['a changed time', 'UPDATE entries SET time = time + 1 WHERE seq = 4', 4],
    ['a changed type', `UPDATE entries SET type = 'fact' WHERE seq = 4`, 4],
    ['a row that is gone', 'DELETE FROM entries WHERE seq = 4', 4],
    [
      'two rows exchanged',
      'UPDATE entries SET seq = -seq WHERE seq IN (4, 5); UPDATE entries SET seq = 9 + seq WHERE seq < 0',
      4,
    ],
    ['a first row that is gone', 'DELETE FROM entries WHERE seq = 0', 0],
  ])('finds %s', (_, sql, at) => {
    const place = written([...ten, INSTANT])
    expect(firstBroken(place)).toBeNull()
    edit(place, sql)
    expect(firstBroken(place)).toBe(at)
  })

  it('finds a changed bar', () => {
    const place = written([note('one'), INSTANT, note('two')])
    edit(place, `UPDATE entries SET body = zeroblob(length(body)) WHERE type = 'bars'`)
    expect(firstBroken(place)).toBe(1)
  })

  it('gives the newest checkpoint that is what its entry says', () => {
    const place = written([note('one')])
    const journal = openJournal(place)
    for (const state of ['first', 'second', 'third']) journal.checkpoint(state)
    journal.close()
    const read = () => {
      const reader = openReader(place)
      try {
        return reader.checkpoint()
      } finally {
        reader.close()
      }
    }
    expect(read()).toEqual({ seq: 3, state: 'third' })
    edit(place, `UPDATE checkpoints SET body = 'forged' WHERE seq = 3`)
    expect(read()).toEqual({ seq: 2, state: 'second' })
  })
})
