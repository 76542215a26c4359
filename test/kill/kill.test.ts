// Runner processes that are killed at random moments: nothing of what the session comes to changes.
// KILLS=50 kills so often, over a longer session, with each of three seeds.
import { expect, it } from 'vitest'
import { type Outcome, play } from './play.ts'

const KILLS = Number(process.env.KILLS ?? 10)
const SEEDS = process.env.KILLS === undefined ? [1] : [1, 2, 3]
/** Ten kills a day leave room between them. */
const DAYS = Math.ceil(KILLS / 10)

let undisturbed: Promise<Outcome> | null = null

it.each(SEEDS)(
  `a session whose runners are killed ${KILLS} times comes to what an undisturbed one does (seed %i)`,
  {
    timeout: 120_000 + 30_000 * KILLS,
  },
  async (seed) => {
    undisturbed ??= play({ days: DAYS, kills: 0, seed: 0 })
    const { recoveries: none, ...calm } = await undisturbed
    expect(none).toEqual([])
    expect(calm.facts.length).toBeGreaterThan(30)
    const { recoveries, ...disturbed } = await play({ days: DAYS, kills: KILLS, seed })
    console.log(`seed ${seed}: ${inWords(recoveries)}`)
    expect(recoveries).toHaveLength(KILLS)
    expect(disturbed).toEqual(calm)
  },
)

function inWords(recoveries: Outcome['recoveries']): string {
  const sorted = [...recoveries].sort((a, b) => a - b)
  const [median, most] = [sorted[sorted.length >> 1]!, sorted.at(-1)!].map((ms) => ms.toFixed(0))
  return `${sorted.length} kills, all slots live again after ${median} ms (median), ${most} ms at most`
}
