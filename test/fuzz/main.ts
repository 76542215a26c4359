// By hand: all fuzz targets in turn, for as long as one likes. Prints a failure with its seed.
//   npm run fuzz -- --minutes 30
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { ACTIONS } from './actions.ts'
import { LUA } from './lua.ts'
import { SOURCES } from './sources.ts'
import { TREES } from './trees.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0))
  throw new Error(`--minutes: expected a number above 0, received ${values.minutes}`)

const TARGETS = [...TREES, ...ACTIONS, ...LUA, ...SOURCES]
const SLICE_MS = Math.min(60_000, (minutes * 60_000) / TARGETS.length)
const end = performance.now() + minutes * 60_000
const tried = new Map<string, number>()
let failures = 0

while (performance.now() < end && failures === 0) {
  for (const { name, property } of TARGETS) {
    const interruptAfterTimeLimit = Math.min(SLICE_MS, Math.max(0, end - performance.now()))
    if (interruptAfterTimeLimit === 0) break
    const limits = {
      numRuns: 1_000_000_000,
      interruptAfterTimeLimit,
      markInterruptAsFailure: false,
    }
    const details = await fc.check(property, limits)
    tried.set(name, (tried.get(name) ?? 0) + details.numRuns)
    if (!details.failed) continue
    failures += 1
    console.log(`${name}\n${fc.defaultReportMessage(details)}`)
  }
}
for (const [name, count] of tried) console.log(`${String(count).padStart(10)} cases: ${name}`)
process.exit(failures === 0 ? 0 : 1)
