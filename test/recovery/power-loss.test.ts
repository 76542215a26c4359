// A host that loses its power at any moment: what had not reached the disk is gone, what was being
// written is half there. The next start goes on as if nothing had been.
// KILLS=50 cuts the power so often.
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
  theSession,
  undisturbed,
} from './host.ts'
import { cutLog, tearPages } from './power-loss.ts'

const KILLS = Number(process.env.KILLS ?? 4)
const DAYS = Math.max(2, Math.ceil(KILLS / 5))
const DELAY_MS_MAX = 400
const options = { timeout: 180_000 + 30_000 * KILLS }

let calm: Promise<readonly NumberedEntry[]> | null = null

it(
  `a journal that loses the end of its log ${KILLS} times comes to what it would have`,
  options,
  async () => {
    const place = await cutAndCut((place, random) => cutLog(theSession(place), random))
    await expectUndisturbed(place)
  },
)

it(
  `a journal into whose file pages were being copied ${KILLS} times loses nothing`,
  options,
  async () => {
    const place = await cutAndCut((place, random) => {
      const before = theJournal(place)
      const torn = tearPages(theSession(place), random)
      expect(theJournal(place)).toEqual(before)
      return torn
    })
    await expectUndisturbed(place)
  },
)

/** Kills the host so often, with `damage` to its journal each time, which must have some to do. */
async function cutAndCut(damage: (place: Place, random: () => number) => number): Promise<Place> {
  const random = generator(1)
  const place = makePlace(DAYS)
  let damaged = 0
  for (let i = 1; i <= KILLS && !hasEnded(place); i++) {
    await runAndKill(place, DELAY_MS_MAX * random())
    damaged += damage(place, random)
  }
  expect(damaged).toBeGreaterThan(0)
  return place
}

async function expectUndisturbed(place: Place): Promise<void> {
  calm ??= undisturbed(DAYS)
  expect(await runToEnd(place, '--speed', 'max')).toMatchObject({ code: 0, stderr: '' })
  expect(story(theJournal(place))).toEqual(story(await calm))
}
