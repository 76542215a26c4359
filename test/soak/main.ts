// `npm run soak:feed [-- SECONDS]`: ten minutes of paper trading through every fault of a venue; exit
// code 0 where it came to what an undisturbed host came to.
import { isDeepStrictEqual } from 'node:util'
import { soak } from './feed-soak.ts'

const seconds = Number(process.argv[2] ?? 600)
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`)
const { truth, calm, rough, reconnections, trades } = await soak({ seconds, say })
const same = {
  'bars of the undisturbed host': isDeepStrictEqual(calm.bars, truth),
  'bars of the other': isDeepStrictEqual(rough.bars, truth),
  'orders, fills and trades of both': isDeepStrictEqual(rough.facts, calm.facts),
}
const bars = truth.reduce((sum, one) => sum + one.length, 0)
say(`${bars} bars, ${trades} trades, ${reconnections} reconnections`)
for (const [what, isSame] of Object.entries(same))
  say(`${what}: ${isSame ? 'as they must be' : 'DIFFERENT'}`)
process.exitCode = Object.values(same).every(Boolean) ? 0 : 1
