// A journal that cannot be written for a while: who asks is told so, and nothing is lost over it.
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import type { Snapshot } from '#host/engine/delta.ts'
import { statusText } from '#host/faces/cli/text/session.ts'
import { ask, json, serveFace } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { save, startSession } from './support/session.ts'

/** A session, what its journal's state turns to, and another writer who can hold it up. */
async function start() {
  const turns: (string | null)[] = []
  let wake = Promise.withResolvers<void>()
  const onStuck = (message: string | null) => {
    turns.push(message)
    wake.resolve()
  }
  const open = await startSession({ 'holder.js': holder('1') }, {}, { onStuck })
  const other = new DatabaseSync(open.session.board.session().log)
  onTestFinished(() => other.close())
  return {
    ...open,
    turns,
    hold() {
      wake = Promise.withResolvers()
      other.exec('BEGIN IMMEDIATE')
      return wake.promise
    },
    free() {
      wake = Promise.withResolvers()
      other.exec('ROLLBACK')
      return wake.promise
    },
  }
}

it('says that it waits, since when and why, until it goes on', async () => {
  const open = await start()
  const face = await serveFace(open)
  const { market, session } = open
  const before = Date.now()
  const stuck = open.hold()
  const minute = market.calm(1)
  await stuck
  const state = json(await ask(face, '/api/v1/state')) as Snapshot
  expect(state.session.status).toBe('waiting')
  const { since, why } = state.session.waiting!
  expect(why).toBe('the journal: database is locked')
  expect(since).toBeGreaterThanOrEqual(before)
  expect(since).toBeLessThanOrEqual(Date.now())
  expect(statusText(session.board.snapshot())).toContain(why)
  const health = await ask(face, '/api/v1/health', { headers: { authorization: '' } })
  expect(health.status).toBe(503)
  expect(json(health)).toEqual({ ok: false, waiting: why })
  const waits = async () =>
    (await ask(face, '/api/v1/metrics')).body.match(/^watchfire_journal_waiting \d/m)?.[0]
  expect(await waits()).toBe('watchfire_journal_waiting 1')
  await open.free()
  await minute
  expect(session.board.session()).toMatchObject({ status: 'playing', waiting: null })
  expect(json(await ask(face, '/api/v1/health'))).toEqual({ ok: true, waiting: null })
  expect(await waits()).toBe('watchfire_journal_waiting 0')
  expect(open.turns).toEqual([expect.stringContaining(why), null])
})

it('takes a script that is saved meanwhile once it can be written', async () => {
  const { market, ear, folder, hold, free } = await start()
  await market.calm(3)
  const reloaded = ear.script('holder.js')
  const stuck = hold()
  // No bar comes: it is the new version's text that cannot be kept.
  save(folder, 'holder.js', holder('2'))
  await stuck
  await free()
  expect(await reloaded).toBe('reloaded')
  await market.calm(1)
  expect(ear.logs.slice(-2)).toEqual(['2 reload after 1 5 1', '2 manage 6 1'])
})
