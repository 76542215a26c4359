// Ends of a host that are no kill in mid-work, and starts after them.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findSession, listSessions } from '#host/journal/sessions.ts'
import { openJournal } from '#host/journal/sqlite-journal.ts'
import { finished, said, startWatchfire } from '../cli/watchfire.ts'
import { makePlace, type Place, runAndKill, runToEnd, story, theJournal } from './host.ts'

/** Starts a host that plays at the pace given; resolves once it says so. */
async function start({ folder }: Place, pattern: RegExp, ...options: string[]) {
  const child = startWatchfire(['run', '--port', '0', '--once', ...options], folder)
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = finished(child)
  await said(child, pattern)
  return { child, ended }
}

let calm: unknown[] | null = null
/** What one day of the starter scripts comes to undisturbed. */
async function undisturbed(): Promise<unknown[]> {
  if (calm !== null) return calm
  const place = makePlace(1)
  expect(await runToEnd(place, '--speed', 'max')).toMatchObject({ code: 0 })
  calm = story(theJournal(place))
  return calm
}

const STUCK = /waiting until the journal can be written/

const runIn = ({ folder }: Place, ...args: string[]) => finished(startWatchfire(args, folder))

const kinds = (place: Place) => theJournal(place).map(({ type }) => type)

describe('a host that is started again', () => {
  it('goes on after Ctrl-C as if it had not ended', async () => {
    const place = makePlace(1)
    const { child, ended } = await start(place, /trade closed/, '--speed', '36000')
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    const again = await runToEnd(place, '--speed', 'max')
    expect(again.stdout).toContain('the session goes on')
    expect(story(theJournal(place))).toEqual(await undisturbed())
    expect(kinds(place).filter((type) => type === 'resumed')).toHaveLength(1)
  })

  it('begins a new session with --fresh, and after a recording that was played to its end', async () => {
    const place = makePlace(1)
    await runAndKill(place, 0)
    await runToEnd(place, '--speed', 'max', '--fresh')
    expect(listSessions(place.sessions)).toHaveLength(2)
    await runToEnd(place, '--speed', 'max')
    expect(listSessions(place.sessions)).toHaveLength(3)
  })

  it('says which session it leaves behind, and for what, where the symbols are others', async () => {
    const place = makePlace(1)
    const { child, ended } = await start(place, /trade closed/, '--speed', '36000')
    child.kill('SIGINT')
    await ended
    const [left] = listSessions(place.sessions)
    const file = join(place.folder, 'watchfire.toml')
    const written = readFileSync(file, 'utf8')
    writeFileSync(file, `symbols = ["BTCUSDT"]\n${written}`)
    const { stdout } = await runToEnd(place, '--speed', 'max')
    const warned = stdout.split('\n').find((line) => line.includes('a new session begins'))
    expect(JSON.parse(warned!).msg).toBe(
      'a new session begins: symbols not BTCUSDT, ETHUSDT any more but BTCUSDT. ' +
        `Session ${left} stays behind with all that it holds`,
    )
    // As the guide says: put back, and the new folder moved away, it goes on.
    writeFileSync(file, written)
    rmSync(join(place.sessions, listSessions(place.sessions).at(-1)!), { recursive: true })
    const back = await runToEnd(place, '--speed', 'max')
    expect(back.stdout).toContain('the session goes on')
    expect(back.stdout).not.toContain('a new session begins')
    expect(story(theJournal(place))).toEqual(await undisturbed())
  })

  it('takes in a script that was edited meanwhile, with its position and context', async () => {
    const place = makePlace(1)
    writeFileSync(join(place.folder, 'scripts/keeper.js'), KEEPER('one'))
    const { child, ended } = await start(place, /trade closed/, '--speed', '36000')
    child.kill('SIGKILL')
    await ended
    writeFileSync(join(place.folder, 'scripts/keeper.js'), KEEPER('two'))
    await runToEnd(place, '--speed', 'max')
    const lines = theJournal(place).flatMap((entry) =>
      entry.type === 'log' && entry.slot === 'keeper.js/BTCUSDT' ? [entry.text] : [],
    )
    const counts = lines.map((line) => Number(line.split(' ')[1]))
    expect(lines[0]).toBe('one 1')
    expect(lines.at(-1)).toMatch(/^two /)
    // Not one count is missing or said twice: what was remembered went through both ends.
    expect(counts).toEqual(counts.map((_, i) => i + 1))
    const holds = theJournal(place).filter(
      (entry) =>
        entry.type === 'fact' && entry.slot === 'keeper.js/BTCUSDT' && entry.fact.type === 'filled',
    )
    expect(holds).toHaveLength(1)
  })

  it('goes on from what is left of a journal whose last writes did not reach the disk', async () => {
    const place = makePlace(1)
    const { child, ended } = await start(place, /trade closed/, '--speed', '36000')
    child.kill('SIGKILL')
    await ended
    const wal = join(findSession(place.sessions, undefined), 'journal.db-wal')
    const { size } = statSync(wal)
    expect(size).toBeGreaterThan(50_000)
    truncateSync(wal, Math.floor(size * 0.7) + 11)
    const torn = readFileSync(wal)
    // The page that was being written when the power went.
    torn.fill(0x5a, torn.length - 2000)
    writeFileSync(wal, torn)
    const last = await runToEnd(place, '--speed', 'max')
    expect(last).toMatchObject({ code: 0, stderr: '' })
    expect(story(theJournal(place))).toEqual(await undisturbed())
  })

  it('refuses a folder that another host runs on, and names that one', async () => {
    const place = makePlace(1)
    const { child, ended } = await start(place, /watchfire is running/, '--speed', '60')
    const second = await runToEnd(place)
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`the host with process id ${child.pid}`)
    expect(second.stderr).toMatch(/http:\/\/localhost:\d+/)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0 })
  })

  it('says so and ends where its journal was changed to something it would not do', async () => {
    const place = makePlace(1)
    const { child, ended } = await start(place, /trade closed/, '--speed', '36000')
    child.kill('SIGKILL')
    await ended
    const db = new DatabaseSync(join(findSession(place.sessions, undefined), 'journal.db'))
    db.exec('DELETE FROM checkpoints')
    const changed = db
      .prepare(`UPDATE entries SET body = replace(body, '"transitioned"', '"stopMoved"') WHERE seq =
        (SELECT min(seq) FROM entries WHERE type = 'fact' AND body LIKE '%transitioned%')`)
      .run()
    db.close()
    expect(changed.changes).toBe(1)
    const again = await runToEnd(place, '--speed', 'max')
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('the session cannot be gone on with')
    expect(again.stderr).toContain('--fresh')
  })
})

it('does not go on with a session of another format, nor silently without it', async () => {
  const place = makePlace(1)
  const { child, ended } = await start(place, /watchfire is running/, '--speed', '60')
  child.kill('SIGKILL')
  await ended
  const folder = findSession(place.sessions, undefined)
  const [first] = theJournal(place)
  if (first?.type !== 'session') throw new Error('a journal begins with its session')
  const { seq: _, ...session } = first
  rmSync(folder, { recursive: true })
  const older = openJournal(folder)
  older.append({ ...session, engine: 'watchfire 0.0.9', format: 1 })
  older.commit()
  older.close()
  const refused = await runToEnd(place)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('written by watchfire 0.0.9 in format 1')
  expect(refused.stderr).toContain('--fresh')
  expect(listSessions(place.sessions)).toHaveLength(1)
  const fresh = await runToEnd(place, '--fresh', '--speed', 'max')
  expect(fresh).toMatchObject({ code: 0, stderr: '' })
  expect(listSessions(place.sessions)).toHaveLength(2)
})

const hasPrlimit = (() => {
  try {
    execFileSync('prlimit', ['--version'])
    return true
  } catch {
    return false
  }
})()

describe('a disk that is full', () => {
  // A limit on the size of files is to SQLite what a full disk is: writes fail, and later they do not.
  it.skipIf(!hasPrlimit)(
    'holds the session up until there is room, and nothing is lost',
    async () => {
      const place = makePlace(1)
      const { child, ended } = await start(place, /watchfire is running/, '--speed', '20000')
      execFileSync('prlimit', [`--pid=${child.pid}`, '--fsize=400000:unlimited'])
      await said(child, STUCK)
      expect((await runIn(place, 'status')).stdout).toMatch(
        /session +paper, waiting\nstands still +since .* UTC: .*; it goes on by itself once there is room/,
      )
      execFileSync('prlimit', [`--pid=${child.pid}`, '--fsize=unlimited'])
      expect(await ended).toMatchObject({ code: 0, stderr: '' })
      expect(story(theJournal(place))).toEqual(await undisturbed())
    },
  )

  it.skipIf(!hasPrlimit)(
    'does not keep a host that is told to go: it says what is missing, and the next start has it all',
    async () => {
      const place = makePlace(1)
      const { child, ended } = await start(place, /watchfire is running/, '--speed', '20000')
      execFileSync('prlimit', [`--pid=${child.pid}`, '--fsize=400000:unlimited'])
      await said(child, STUCK)
      child.kill('SIGTERM')
      const end = await ended
      expect(end.code).toBe(1)
      expect(end.stderr).toMatch(
        /the journal could not be written for 10 s; the last (entry is|\d+ entries are) not in it/,
      )
      expect(end.stderr).toContain('journal.db')
      await runToEnd(place, '--speed', 'max')
      expect(story(theJournal(place))).toEqual(await undisturbed())
    },
  )
})

/** Buys once and holds; counts its bars, and says so. */
const KEEPER = (version: string) => `
import { action } from 'watchfire'
export default {
  name: 'Keeper', timeframe: '15m', version: '${version}', symbols: ['BTCUSDT'],
  detectOpportunity(market, context) {
    context.data.count = (context.data.count ?? 0) + 1
    console.log('${version}', context.data.count)
    return context.data.count > 3 ? { reason: 'enough' } : null
  },
  filterCommitment(market, context) {
    context.data.count += 1
    console.log('${version}', context.data.count)
    return action.enter({ side: 'long', quantity: 0.001 })
  },
  managePosition(market, context) {
    context.data.count += 1
    console.log('${version}', context.data.count)
  },
}
`
