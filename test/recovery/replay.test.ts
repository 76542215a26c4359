// `watchfire replay`, `journal`: what a session kept is enough to prove it, and to ask what if.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { findSession } from '#host/journal/sessions.ts'
import { finished, startWatchfire } from '../cli/watchfire.ts'
import { makePlace, type Place, runToEnd, theJournal } from './host.ts'

const watchfire = ({ folder }: Place, ...args: string[]) => finished(startWatchfire(args, folder))

const trades = (place: Place) =>
  theJournal(place).flatMap((entry) =>
    entry.type === 'fact' && entry.fact.type === 'tradeClosed'
      ? [{ slot: entry.slot, ...entry.fact.trade }]
      : [],
  )

let place: Place
beforeEach(async () => {
  place = makePlace(1)
  expect(await runToEnd(place, '--speed', 'max')).toMatchObject({ code: 0 })
})

describe('watchfire replay', () => {
  it('comes to the same decisions, whichever scripts lie in the folder by now', async () => {
    writeFileSync(join(place.folder, 'scripts/ema-cross.ts'), 'export default {}')
    const { code, stdout, stderr } = await watchfire(place, 'replay')
    expect([code, stderr]).toEqual([0, ''])
    const own = theJournal(place)
    const instants = own.filter(({ type }) => type === 'bars').length
    expect(instants).toBe(1440)
    expect(stdout).toMatch(/^1,440 instants, [\d,]+ journal entries: the same to the last byte/)
    expect(stdout).toContain(`${trades(place).length} trades`)
  })

  it('tells the first difference: where, what was kept, and what came', async () => {
    const path = join(findSession(place.sessions, undefined), 'journal.db')
    const db = new DatabaseSync(path)
    onTestFinished(() => db.close())
    const [row] = db
      .prepare(
        `SELECT seq, slot, body FROM entries WHERE type = 'turn' AND body LIKE '%"side":"long"%'`,
      )
      .all() as { seq: number; slot: string; body: string }[]
    const forged = row!.body.replace('"side":"long"', '"side":"short"')
    db.prepare('UPDATE entries SET body = ? WHERE seq = ?').run(forged, row!.seq)
    const { code, stdout } = await watchfire(place, 'replay')
    expect(code).toBe(1)
    const lines = stdout.split('\n')
    expect(lines[0]).toContain('and then another way:')
    expect(lines.find((line) => line.includes('slot'))).toContain(row!.slot)
    expect(lines.find((line) => line.startsWith('  journal'))).toMatch(
      new RegExp(`"side":"short".*\\(entry ${row!.seq}\\)`),
    )
    expect(lines.find((line) => line.startsWith('  replay'))).toContain('"side":"long"')
    const verified = await watchfire(place, 'journal', 'verify')
    expect(verified.code).toBe(1)
    expect(verified.stdout).toContain(`entry ${row!.seq} is not what was written`)
  })

  it('says what another script would have made of it', async () => {
    const before = trades(place)
    const source = readFileSync(join(place.folder, 'scripts/ema-cross.ts'), 'utf8')
    const edited = source.replace('fast: { default: 12', 'fast: { default: 5')
    expect(edited).not.toBe(source)
    writeFileSync(join(place.folder, 'ema-cross.ts'), edited)
    const { code, stdout } = await watchfire(place, 'replay', '--script', 'ema-cross.ts', '--json')
    expect(code).toBe(0)
    const { was, is, replaced } = JSON.parse(stdout)
    expect(replaced).toBe('ema-cross.ts')
    expect(was.trades).toEqual(before)
    // What a session with the edited script from its start comes to.
    writeFileSync(join(place.folder, 'scripts/ema-cross.ts'), edited)
    const other = { ...place, sessions: join(place.folder, 'other') }
    writeFileSync(
      join(place.folder, 'watchfire.toml'),
      `sessions = "other"\n${readFileSync(join(place.folder, 'watchfire.toml'), 'utf8')}`,
    )
    await runToEnd(other, '--speed', 'max')
    expect(is.trades).toEqual(trades(other))
    expect(is.trades).not.toEqual(was.trades)
  })

  it('names the scripts of the session where none is called so', async () => {
    const text = readFileSync(join(place.folder, 'scripts/ema-cross.ts'), 'utf8')
    writeFileSync(join(place.folder, 'mine.ts'), text)
    const { code, stderr } = await watchfire(place, 'replay', '--script', 'mine.ts')
    expect(code).toBe(1)
    expect(stderr).toContain('no script of the session is called mine.ts')
    expect(stderr).toContain('ema-cross.ts, range-breakout.lua, rsi-reversion.js')
  })

  it('says which session there is where the name is wrong', async () => {
    const { code, stderr } = await watchfire(place, 'replay', 'yesterday')
    expect(code).toBe(1)
    expect(stderr).toMatch(/there is no session "yesterday"\n.*did you mean "2/)
  })
})

describe('watchfire journal', () => {
  it('lists, shows and exports what is there', async () => {
    const own = theJournal(place)
    const listed = JSON.parse((await watchfire(place, 'journal', 'list', '--json')).stdout)
    expect(listed).toMatchObject([
      { end: 'finished', entries: own.length, symbols: ['BTCUSDT', 'ETHUSDT'] },
    ])
    const exported = await watchfire(place, 'journal', 'export')
    expect(
      exported.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(JSON.parse(JSON.stringify(own)))
    const none = await watchfire(place, 'journal', 'show', '--type', 'facts')
    expect(none).toMatchObject({ code: 2, stdout: '' })
    expect(none.stderr).toContain('did you mean "fact"? there are session, past, bars')
    const shown = await watchfire(place, 'journal', 'show', '--type', 'end', '--last', '3')
    expect(shown.stdout).toMatch(/^\d+ {2}2025-05-06 00:00 {2}end +finished, equity \d+\.\d+\n$/)
    expect(await watchfire(place, 'journal', 'verify')).toMatchObject({ code: 0 })
  })
})

describe('watchfire why', () => {
  const why = async (...args: string[]) =>
    JSON.parse((await watchfire(place, 'why', ...args, '--json')).stdout)

  it('tells what was asked, answered and done at the moment of a fill', async () => {
    const [first] = trades(place)
    const decided = theJournal(place).findLast(
      (entry) =>
        entry.type === 'turn' &&
        entry.slot === first!.slot &&
        entry.time <= first!.entryTime &&
        entry.calls.includes('filterCommitment'),
    )
    if (decided?.type !== 'turn') throw new Error('nobody decided the first trade')
    const at = new Date(decided.time).toISOString()
    const [moment] = await why(first!.slot, '--at', at)
    expect(moment).toMatchObject({
      time: decided.time,
      state: 'CloseWatch',
      asked: [{ call: 'filterCommitment', answer: decided.results[0] }],
      whyNot: null,
    })
    expect(moment.facts[0]).toMatchObject({ type: 'entryPlaced' })
  })

  it('tells why a slot was not asked', async () => {
    const [moment] = await why('ema-cross.ts/BTCUSDT', '--at', '2025-05-05T00:15')
    expect(moment.asked).toEqual([])
    expect(moment.barIndex).toBe(0)
    expect(moment.whyNot).toBe('it warms up: it is asked from bar 50 on')
  })

  it('says which slots there are where the key is wrong', async () => {
    const { code, stderr } = await watchfire(place, 'why', 'ema-cros.ts/BTCUSDT')
    expect(code).toBe(1)
    expect(stderr).toContain('did you mean "ema-cross.ts/BTCUSDT"?')
  })
})
