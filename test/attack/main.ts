// `npm run attack`: the whole corpus, one line per promise; ends with 1 where one falls short.
// `--only <text>` takes the attacks whose name, promise or language contains the text.
import { parseArgs } from 'node:util'
import { type AttackCase, PROMISES } from './case.ts'
import { readCorpus } from './corpus.ts'
import { Harness, type Verdict } from './harness.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, verbose: { type: 'boolean' } },
})
const { only, verbose } = values
const isMeant = ({ name, promise, language }: AttackCase) =>
  only === undefined || [name, promise, language].some((text) => text.includes(only))
const cases = (await readCorpus()).filter(isMeant)
if (cases.length === 0) {
  console.error(`no attack is called "${only}"`)
  process.exit(1)
}

const harness = await Harness.open(cases.length)
const verdicts: Verdict[] = []
for (const attack of cases) {
  const began = performance.now()
  const verdict = await harness.judge(attack)
  verdicts.push(verdict)
  const isFine = verdict.problems.length === 0
  const ms = Math.round(performance.now() - began)
  if (verbose === true || !isFine) {
    console.log(
      `${isFine ? '✓' : '✗'} ${attack.language} ${attack.promise}: ${attack.name} (${ms} ms)`,
    )
  }
  for (const problem of verdict.problems) console.log(`    ${problem}`)
}
await harness.close()

for (const promise of PROMISES) {
  const its = verdicts.filter(({ attack }) => attack.promise === promise)
  const contained = its.filter(({ isContained }) => isContained).length
  const equal = its.filter(({ isBystanderEqual }) => isBystanderEqual).length
  const counts = [its.length, contained, equal].map((count) => String(count).padStart(4))
  const [all, held, same] = counts
  console.log(`${promise.padEnd(13)}${all} cases ${held} contained ${same} bystander equal`)
}
process.exit(verdicts.every(({ problems }) => problems.length === 0) ? 0 : 1)
