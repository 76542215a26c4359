// A recording that is paused, hurried and played at another speed from outside: the session comes to
// what it would have come to.
import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPaper } from '#host/engine/paper.ts'
import { DAY, FROM } from './support/bars.ts'
import { ask, json, serveFace } from './support/face.ts'
import { readJournal } from './support/journal.ts'
import { configIn, Ear, makeFolder, startSession } from './support/session.ts'

const NAME = 'range-breakout.lua'

async function open(speed: number | 'max') {
  const folder = makeFolder({ [NAME]: readFileSync(`scripts/${NAME}`, 'utf8') })
  const ear = new Ear()
  const data = { path: 'bundled', speed, from: FROM, to: FROM + DAY }
  const session = await openPaper({ ...configIn(folder), data }, { onEntry: ear.hear })
  onTestFinished(() => session.close())
  return { session, ear, folder }
}

const URL = '/api/v1/playback'
const post = (body: object) => ({ method: 'POST', body })

describe('a session over a recording', () => {
  it('comes to the same however it is played, and keeps who did what', async () => {
    const calm = await open('max')
    expect(await calm.session.play()).toBe('finished')
    // At this speed the day takes a day.
    const { session, ear, folder } = await open(1)
    const face = await serveFace({ session, folder } as never)
    expect(json(await ask(face, URL))).toEqual({
      ...{ time: 0, from: FROM, to: FROM + DAY },
      ...{ speed: 1, isPaused: false, until: null },
    })
    const end = session.play()
    const noon = FROM + DAY / 2
    const passes = ear.next((one) => one.type === 'bars' && one.time === noon)
    const asked = json(await ask(face, URL, post({ isPaused: true, until: noon })))
    expect(asked).toMatchObject({ isPaused: true, until: noon, speed: 1 })
    await passes
    const back = await ask(face, URL, post({ until: noon - DAY / 4 }))
    expect(back.status).toBe(409)
    expect(json(back).error.message).toContain('not played backwards')
    expect(session.board.session().time).toBeLessThanOrEqual(noon + 60_000)
    await ask(face, URL, post({ speed: 'max', isPaused: false }))
    expect(await end).toBe('finished')
    expect(ear.trades(`${NAME}/BTCUSDT`)).toEqual(calm.ear.trades(`${NAME}/BTCUSDT`))
    expect(ear.facts(`${NAME}/BTCUSDT`).length).toBeGreaterThan(5)
    const commands = readJournal(session.folder).filter(({ type }) => type === 'command')
    expect(commands).toMatchObject([
      { what: 'changePlayback', detail: { isPaused: 'true', until: String(noon) } },
      { what: 'changePlayback', detail: { speed: 'max', isPaused: 'false' } },
    ])
  })

  it('is the only one that can be paused', async () => {
    const open = await startSession({})
    const face = await serveFace(open)
    expect(json(await ask(face, URL))).toMatchObject({ speed: null, isPaused: false })
    const refused = await ask(face, URL, post({ isPaused: true }))
    expect(json(refused).error.message).toBe('a live market is not paused or hurried')
  })
})
