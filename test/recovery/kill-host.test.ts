// A host that is killed at any moment, every other time with its runners: the next start goes on as if
// nothing had been.
// KILLS=50 kills so often, with each of three seeds, and says how far it is.
import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import type { NumberedEntry } from '#host/journal/entry.ts'
import { generator } from '../kill/random.ts'
import {
  hasEnded,
  makePlace,
  type Place,
  runAndKill,
  runToEnd,
  story,
  theJournal,
  undisturbed,
} from './host.ts'

const KILLS = Number(process.env.KILLS ?? 4)
const SEEDS = process.env.KILLS === undefined ? [1] : [1, 2, 3]
/** A life of the host, of `DELAY_MS_MAX` at the most, gets through a small part of a day. */
const DAYS = Math.max(2, Math.ceil(KILLS / 5))
const DELAY_MS_MAX = 400
const TOLD_EVERY = 10

let calm: Promise<readonly NumberedEntry[]> | null = null

it.each(SEEDS)(
  `a session whose host is killed ${KILLS} times comes to what an undisturbed one does (seed %i)`,
  {
    timeout: 180_000 + 30_000 * KILLS,
  },
  async (seed) => {
    calm ??= undisturbed(DAYS)
    const expected = await calm
    const place = makePlace(DAYS)
    const hits = await killAndKill(place, seed)
    expect(hits).toBeGreaterThan(0)
    expect(await runToEnd(place, '--speed', 'max')).toMatchObject({ code: 0, stderr: '' })
    const entries = theJournal(place)
    console.log(`seed ${seed}: ${hits} kills, ${entries.length} entries`)
    expect(entries.filter(({ type }) => type === 'resumed')).toHaveLength(hits)
    expect(firstDifference(story(entries), story(expected))).toBe(null)
    expect(entries.findIndex(({ seq }, i) => seq !== i)).toBe(-1)
    const end = (of: readonly NumberedEntry[]) => of.findLast(({ type }) => type === 'end')
    expect(end(entries)).toMatchObject({ reason: 'finished', equity: equityOf(end(expected)) })
  },
)

/** Kills one host after the other; how many were there to be killed. */
async function killAndKill(place: Place, seed: number): Promise<number> {
  const random = generator(seed)
  let hits = 0
  for (let i = 1; i <= KILLS && !hasEnded(place); i++) {
    if (await runAndKill(place, DELAY_MS_MAX * random(), i % 2 === 0)) hits += 1
    if (i % TOLD_EVERY === 0) console.log(`seed ${seed}: ${i} of ${KILLS} hosts killed`)
  }
  return hits
}

/** Where two stories part: to list all that follows would say no more. */
function firstDifference(a: readonly unknown[], b: readonly unknown[]) {
  const length = Math.max(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (!isDeepStrictEqual(a[i], b[i])) return { at: i, is: a[i], expected: b[i] }
  }
  return null
}

const equityOf = (entry: NumberedEntry | undefined) => (entry?.type === 'end' ? entry.equity : null)
