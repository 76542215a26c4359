// What a journal need not keep for ever: old details, and old sessions. What is left is still a chain.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { replaySession } from '#host/app/replay.ts'
import { explainSlot } from '#host/app/why.ts'
import { openPaper } from '#host/engine/paper.ts'
import type { LogEntry } from '#host/journal/entry.ts'
import type { JournalReader } from '#host/journal/journal.ts'
import { removeOldSessions } from '#host/journal/retention.ts'
import { openJournal } from '#host/journal/sqlite-journal.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { readJournal } from '../paper/support/journal.ts'
import { holder } from '../paper/support/scripts.ts'
import { configIn, Ear, ManualMarket, makeFolder, START } from '../paper/support/session.ts'

const MINUTE = 60_000
const bars = (minute: number): LogEntry => ({
  ...{ type: 'bars', time: minute * MINUTE, silent: [], stale: [] },
  bars: [[0, (minute - 1) * MINUTE, 1, 2, 0.5, 1.5, 10]],
})
const log = (minute: number, text: string): LogEntry => ({
  ...{ type: 'log', slot: 'a.lua/BTCUSDT', time: minute * MINUTE, text },
})
const slot = (minute: number): LogEntry => ({
  ...{ type: 'slot', change: 'attached', slot: 'a.lua/BTCUSDT', time: minute * MINUTE },
})

/** Six minutes of a bar and two lines each, an attachment in the first, a checkpoint after 4 and 6. */
function written(): string {
  const place = mkdtempSync(join(tmpdir(), 'watchfire-retention-'))
  onTestFinished(() => rmSync(place, { recursive: true }))
  const journal = openJournal(place)
  for (let minute = 1; minute <= 6; minute++) {
    journal.append(bars(minute))
    if (minute === 1) journal.append(slot(1))
    journal.append(log(minute, 'one'))
    journal.append(log(minute, 'two'))
    journal.commit()
    if (minute === 4 || minute === 6) journal.checkpoint(`state after ${minute}`)
  }
  journal.close()
  return place
}

function drop(place: string, beforeMinute: number): number {
  const journal = openJournal(place)
  try {
    return journal.dropDetails(beforeMinute * MINUTE)
  } finally {
    journal.close()
  }
}

function reading<T>(place: string, read: (reader: JournalReader) => T): T {
  const reader = openReader(place)
  try {
    return read(reader)
  } finally {
    reader.close()
  }
}
const check = (place: string, from = 0) => reading(place, (reader) => reader.check({ from }))

function edit(place: string, sql: string): void {
  const db = new DatabaseSync(join(place, 'journal.db'))
  db.exec(sql)
  db.close()
}

describe('details that were dropped', () => {
  it('are lines from before the time that is asked for; bars and what happened stay', () => {
    const place = written()
    expect(check(place)).toEqual({ broken: null, from: 0, checked: 21, dropped: 0 })
    // Minutes 1 and 2: two lines each.
    expect(drop(place, 3)).toBe(4)
    expect(readJournal(place).map(({ seq, type }) => `${seq} ${type}`)).toEqual([
      ...['0 bars', '1 slot', '4 bars', '7 bars', '8 log', '9 log', '10 bars', '11 log', '12 log'],
      ...['13 checkpoint', '14 bars', '15 log', '16 log', '17 bars', '18 log', '19 log'],
      '20 checkpoint',
    ])
    expect(check(place)).toEqual({ broken: null, from: 0, checked: 17, dropped: 4 })
    // Again, and later, goes on from there.
    expect(drop(place, 3)).toBe(0)
    expect(drop(place, 4)).toBe(2)
    expect(check(place)).toMatchObject({ broken: null, dropped: 6 })
  })

  it('are none that the older checkpoint is needed for', () => {
    const place = written()
    // Up to the checkpoint after minute 4, and not one further.
    expect(drop(place, 100)).toBe(8)
    expect(check(place)).toEqual({ broken: null, from: 0, checked: 13, dropped: 8 })
    expect(check(place, 13)).toEqual({ broken: null, from: 13, checked: 8, dropped: 0 })
    expect(reading(place, (reader) => reader.checkpoint())).toMatchObject({ seq: 20 })
  })

  it.each([
    ['an entry that is left is changed', 'UPDATE entries SET time = 1 WHERE seq = 4', 4],
    ['an entry that is left goes too', 'DELETE FROM entries WHERE seq = 4', 4],
    ['the hash of a gap is changed', "UPDATE gaps SET hash = 'x' WHERE first = 2", 4],
    ['a gap is made wider', 'UPDATE gaps SET last = 4 WHERE first = 2', 5],
    ['a gap goes', 'DELETE FROM gaps WHERE first = 2', 2],
  ])('leave a chain that shows it where %s', (_what, sql, broken) => {
    const place = written()
    drop(place, 3)
    edit(place, sql)
    expect(check(place).broken).toBe(broken)
  })

  it('leave a session that goes on, and cannot be played from its beginning', async () => {
    const folder = makeFolder({ 'holder.js': holder('1') })
    const day = 86_400_000
    const config = configIn(folder, { journal: { sessions: null, details: MINUTE / day } })
    let minutes = 0
    const life = async () => {
      const market = new ManualMarket(['BTCUSDT'], minutes)
      minutes += 4
      const ear = new Ear()
      const session = await openPaper(config, { market, onEntry: ear.hear })
      const played = session.play()
      await market.calm(4)
      session.stop()
      await played
      await session.close()
      return { session, ear }
    }
    await life()
    await life()
    const { session, ear } = await life()
    // Twelve bars: opportunity, order, and ten times the position, each with a line, and the first one.
    expect(ear.logs.at(-1)).toBe('1 manage 13 1')
    expect(session.resumed).toMatchObject({ after: 'stop' })
    const { broken, dropped } = check(session.folder)
    expect(broken).toBeNull()
    expect(dropped).toBeGreaterThan(5)
    const bars = readJournal(session.folder).filter(({ type }) => type === 'bars')
    expect(bars).toHaveLength(12)
    const options = { limits: DEFAULT_LIMITS, runners: 1, signal: new AbortController().signal }
    const until = reading(session.folder, (reader) => reader.dropped!)
    expect(bars[0]!.seq).toBeLessThan(until.seq)
    const from = new Date(until.time).toISOString().slice(0, 16)
    await expect(replaySession(session.folder, options)).rejects.toThrow(
      `up to ${from} UTC (entry ${until.seq}) were dropped (details_days of [journal]): it cannot be played from its beginning`,
    )
    // Of what came after them it is still known why.
    const asked = { ...options, slot: 'holder.js/BTCUSDT', count: 2 }
    const moments = await explainSlot(session.folder, { ...asked, at: null })
    expect(moments.map(({ logs }) => logs)).toEqual([['1 manage 12 1'], ['1 manage 13 1']])
    const early = { ...asked, at: START + MINUTE }
    await expect(explainSlot(session.folder, early)).rejects.toMatchObject({
      message: expect.stringContaining('nobody knows any more what scripts said then'),
      hint: expect.stringContaining('watchfire journal show'),
    })
  })
})

describe('sessions that are older than they are kept', () => {
  it('are removed whole, but never the latest, and nothing that is no session', () => {
    const sessions = dirname(written())
    const folder = mkdtempSync(join(sessions, 'watchfire-sessions-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const now = Date.UTC(2026, 0, 31)
    for (const [name, day] of [
      ['2026-01-01', 2],
      ['2026-01-10', 30],
      ['2026-01-12', 12],
      ['2026-01-13', 13],
    ] as const) {
      openJournal(join(folder, name)).close()
      const written = new Date(Date.UTC(2026, 0, day))
      for (const file of readdirSync(join(folder, name))) {
        utimesSync(join(folder, name, file), written, written)
      }
    }
    mkdirSync(join(folder, '2025-01-01'))
    expect(removeOldSessions(folder, 10, now)).toEqual(['2026-01-01', '2026-01-12'])
    expect(readdirSync(folder).sort()).toEqual(['2025-01-01', '2026-01-10', '2026-01-13'])
  })
})
