// A script that has failed too often: what the owner sees of it, and how it is let go on.
import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createStatus } from '#host/faces/cli/status.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { ask, serveFace } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { configIn, makeFolder, startSession } from './support/session.ts'

const SLOT = 'holder.js/BTCUSDT'

/** Enters on bar 0, and fails on each bar while the price is above 100; two strikes. */
const MOODY = holder(
  '1',
  `managePosition: (market) => {
    console.log('asked')
    if (market.price > 100) throw new Error('too high for me')
    return null
  },`,
)

async function quarantined(script = MOODY) {
  const broker = { ...configIn(makeFolder()).broker, strikes: 2 }
  const limits = { ...DEFAULT_LIMITS, callbackMs: 300, isolateMb: 32 }
  const open = await startSession({ 'holder.js': script }, { broker, limits })
  await open.market.calm(2)
  await open.market.calm(2, 101)
  const slot = () => open.session.board.snapshot().slots[0]!
  expect(slot()).toMatchObject({ status: 'quarantined', faults: 2, state: 'InTrade' })
  return { ...open, slot }
}

describe('a quarantined slot', () => {
  it('says why: in its view, among the notes, in the journal', async () => {
    const { session, slot, ear } = await quarantined()
    const error = { code: 'threw', message: 'too high for me', file: 'holder.js', line: 21 }
    expect(slot().lastError).toMatchObject(error)
    const note = 'quarantined after 2 faults, the last: holder.js:21: too high for me'
    expect(session.board.snapshot().notes.at(-1)).toMatchObject({ kind: 'fault', text: note })
    expect(ear.facts(SLOT).at(-1)).toMatchObject({ type: 'quarantined', faults: 2, error })
  })

  it('says why on the terminal', async () => {
    const { session, folder } = await quarantined()
    let drawn = ''
    const write = (chunk: Buffer, _encoding: string, done: () => void) => {
      drawn += chunk
      done()
    }
    const stream = Object.assign(new Writable({ write }), { isTTY: true, columns: 200, rows: 30 })
    const status = createStatus(stream as unknown as NodeJS.WriteStream, configIn(folder))
    const { board } = session
    const url = 'http://localhost'
    status.open({
      url,
      loggedUrl: url,
      tokenFile: 'token',
      board,
      resumed: null,
      passedOver: null,
      hasKeys: false,
    })
    status.close()
    expect(stripVTControlCharacters(drawn)).toMatch(
      /quarantined .*2 faults: holder\.js:21: too high for me/,
    )
  })

  it('is asked again once it is released, with all its strikes, its position and its stop', async () => {
    const { session, slot, ear, market } = await quarantined()
    const asked = ear.logs.filter((line) => line === 'asked').length
    await market.calm(1)
    expect(ear.logs.filter((line) => line === 'asked')).toHaveLength(asked)
    await session.engine.release(SLOT)
    expect(slot()).toMatchObject({ status: 'running', faults: 0, position: { stop: 90 } })
    expect(ear.entries.at(-1)).toMatchObject({ type: 'released', slot: SLOT })
    await market.calm(1)
    expect(ear.logs.filter((line) => line === 'asked')).toHaveLength(asked + 1)
    await market.calm(1, 101)
    expect(slot()).toMatchObject({ status: 'running', faults: 1 })
  })

  it('is released where its isolate was ended under it', async () => {
    const spins = holder('1', 'managePosition: () => { for (;;); },')
    const { session, slot, market } = await quarantined(spins)
    await session.engine.release(SLOT)
    await market.calm(1)
    expect(slot()).toMatchObject({ status: 'running', faults: 1 })
    expect(slot().lastError).toMatchObject({ code: 'cpu-limit', callback: 'managePosition' })
  })
})

describe('POST /api/v1/slots/<key>/release', () => {
  async function serve() {
    const open = await quarantined()
    const face = await serveFace(open)
    const release = (key: string, headers: Record<string, string> = {}) => {
      const path = `/api/v1/slots/${encodeURIComponent(key)}/release`
      return ask(face, path, { method: 'POST', headers })
    }
    return { ...open, face, release }
  }

  it('releases the slot, once', async () => {
    const { slot, release, face } = await serve()
    const origin = `http://localhost:${face.port}`
    expect((await release(SLOT, { origin })).status).toBe(200)
    expect(slot().status).toBe('running')
    const again = await release(SLOT)
    expect(again.status).toBe(409)
    expect(again.body).toContain(`the slot ${SLOT} is not quarantined`)
    expect((await release('no.js/BTCUSDT')).status).toBe(404)
  })

  it('does not listen to pages of other sites, nor to strangers', async () => {
    const { slot, release } = await serve()
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      expect((await release(SLOT, { origin })).status, origin).toBe(403)
    }
    expect((await release(SLOT, { authorization: '' })).status).toBe(401)
    expect(slot().status).toBe('quarantined')
  })
})

describe('the view of a slot', () => {
  it('tells the processor time and the heap of its isolate', async () => {
    const spins = 'for (const end = 3e7, o = { i: 0 }; o.i < end; o.i++);'
    const busy = holder('1').replace("count(context, 'detect')", spins)
    const { session, market } = await startSession({ 'holder.js': busy })
    await market.calm(1)
    const [first] = session.board.snapshot().slots
    expect(first!.cpuMs).toBeGreaterThan(1)
    expect(first!.heapMb).toBeGreaterThan(0.5)
    await market.calm(1)
    expect(session.board.snapshot().slots[0]!.cpuMs).toBeGreaterThanOrEqual(first!.cpuMs!)
  })

  it('counts on where the isolate was replaced', async () => {
    const detect = `if (market.barIndex === 0) for (const o = { i: 0 }; o.i < 3e7; o.i++);
      if (market.barIndex === 1) for (;;);`
    const script = holder('1').replace(
      "count(context, 'detect'); return",
      `${detect} return false &&`,
    )
    const limits = { ...DEFAULT_LIMITS, callbackMs: 2000 }
    const { session, market } = await startSession({ 'holder.js': script }, { limits })
    const slot = () => session.board.snapshot().slots[0]!
    await market.calm(1)
    const worked = slot().cpuMs!
    await market.calm(2)
    expect(slot()).toMatchObject({ faults: 1, lastError: { code: 'cpu-limit' } })
    // The isolate that answered last has hardly worked itself.
    expect(slot().cpuMs).toBeGreaterThan(worked)
  })

  it('counts the lines of an hour of the market that are not kept', async () => {
    const lines = 'for (let i = 0; i < 30; i++) console.log(i)'
    const floods = holder('1').replace("count(context, 'manage')", lines)
    const limits = { ...DEFAULT_LIMITS, logLines: 40 }
    const { session, market, ear } = await startSession({ 'holder.js': floods }, { limits })
    await market.calm(2)
    const before = ear.logs.length
    await market.calm(4)
    const notice = 'it logs too much: what follows in this hour is dropped (log_lines, log_bytes)'
    expect(ear.logs.at(-1)).toBe(notice)
    const kept = 40 - before
    expect(ear.logs.length).toBe(before + kept + 1)
    expect(session.board.snapshot().slots[0]!.droppedLines).toBe(4 * 30 - kept)
    await market.calm(60)
    expect(ear.logs.filter((line) => line === notice)).toHaveLength(2)
  })
})
