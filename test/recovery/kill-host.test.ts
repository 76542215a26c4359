// A host that is killed at any moment, every other time with its runners: the next start goes on as if
// nothing had been.
// WATCHFIRE_KILLS=50 kills so often, with each of three seeds.
import { expect, it } from 'vitest'
import { generator } from '../kill/random.ts'
import { makePlace, runAndKill, runToEnd, story, theJournal } from './host.ts'

const KILLS = Number(process.env.WATCHFIRE_KILLS ?? 4)
const SEEDS = process.env.WATCHFIRE_KILLS === undefined ? [1] : [1, 2, 3]
const DAYS = Math.ceil(KILLS / 2)
const DELAY_MS_MAX = 400

it(`a session whose host is killed ${KILLS} times comes to what an undisturbed one does`, {
  timeout: 120_000 + 30_000 * KILLS * SEEDS.length,
}, async () => {
  const calm = makePlace(DAYS)
  expect(await runToEnd(calm, '--speed', 'max')).toMatchObject({ code: 0, stderr: '' })
  const expected = theJournal(calm)
  expect(expected.filter(({ type }) => type === 'fact').length).toBeGreaterThan(30)
  for (const seed of SEEDS) {
    const random = generator(seed)
    const place = makePlace(DAYS)
    let hits = 0
    for (let i = 0; i < KILLS; i++) {
      if (await runAndKill(place, DELAY_MS_MAX * random(), i % 2 === 1)) hits += 1
      if (theJournal(place).some(({ type }) => type === 'end')) break
    }
    expect(hits).toBeGreaterThan(0)
    const last = await runToEnd(place, '--speed', 'max')
    expect(last).toMatchObject({ code: 0, stderr: '' })
    const entries = theJournal(place)
    console.log(`seed ${seed}: ${hits} kills, ${entries.length} entries`)
    expect(entries.filter(({ type }) => type === 'resumed')).toHaveLength(hits)
    expect(story(entries)).toEqual(story(expected))
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i))
    const end = (of: typeof entries) => of.findLast(({ type }) => type === 'end')
    expect(end(entries)).toMatchObject({ reason: 'finished', equity: equityOf(end(expected)) })
  }
})

const equityOf = (entry: ReturnType<typeof theJournal>[number] | undefined) =>
  entry?.type === 'end' ? entry.equity : null
