// Scripts that are right on paper and fail on trial. Every place was counted in the fixture by hand.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type ValidateReport, validateScript } from '#host/app/validate.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'

const fixture = (path: string) => fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))
const limits = { ...DEFAULT_LIMITS, callbackMs: 300, loadMs: 500 }

const validate = (name: string) =>
  validateScript(fixture(`hostile/${name}`), { types: false, limits })
const rows = ({ diagnostics }: ValidateReport) =>
  diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)

/** Each with all of its findings: place, code, and how the message goes. */
const FAILURES: Readonly<Record<string, readonly RegExp[]>> = {
  'spins.js': [/^9:3 cpu-limit filterCommitment did not end within 300 ms, on bar 1 /],
  'spins-at-load.lua': [/^1:12 cpu-limit the script did not end within 500 ms$/],
  // Which of its limits ends it depends on the machine.
  'grows.js': [/^6:3 (memory-limit|cpu-limit|runner-lost) detectOpportunity /],
  'throws.js': [/^9:48 dry-run-error five bars at BTCUSDT; in managePosition, on bar 6 /],
  'throws.lua': [
    /^4:1 dry-run-error attempt to index a nil value.*; in detect_opportunity, on bar 3/,
  ],
  'returns-text.lua': [/^5:1 bad-return detect_opportunity returned "long"; expected nothing/],
  'keeps-a-map.js': [/^6:1 bad-data context\.data\.levels is an instance of a class/],
  'wrong-side.js': [/^8:19 bad-action expected the stop of a long position below the market price/],
  'computed-metadata.js': [
    /^8:3 metadata warmup: .*received -20$/,
    /^10:5 metadata params\.length: expected at least 20, received 10$/,
  ],
  'forgets-a-callback.js': [/^5:31 missing-callback the strategy does not define managePosition$/],
  'breaks-at-load.js': [/^4:26 load-error Cannot read properties of undefined/],
}

test.each(Object.entries(FAILURES))('%s is found out on trial', async (name, expected) => {
  const report = await validate(name)
  const found = rows(report)
  expect(found.length).toBe(expected.length)
  for (const [i, pattern] of expected.entries()) expect(found[i]).toMatch(pattern)
  expect({ valid: report.valid, proof: report.proof }).toEqual({ valid: false, proof: null })
})

test('the strategy is told where the script loads, and null where it does not', async () => {
  expect((await validate('throws.js')).strategy).toMatchObject({ name: 'Throws', timeframe: '1h' })
  expect((await validate('breaks-at-load.js')).strategy).toBeNull()
  expect((await validate('spins-at-load.lua')).strategy).toBeNull()
})

test('an error in an imported function names the frames that led there', async () => {
  const { diagnostics } = await validate('throws.lua')
  expect(diagnostics[0]!.hint).toBe("called from throws.lua:8 in function 'detect_opportunity'")
})

test('callbacks that the sample never reaches are warnings: the script may be right', async () => {
  const report = await validate('never-finds.lua')
  expect(report.valid).toBe(true)
  expect(rows(report)).toEqual([
    '5:10 never-reached filter_commitment was never called: detect_opportunity found nothing on the 24000 bars of the sample',
    '6:10 never-reached manage_position was never called: no entry was filled on the 24000 bars of the sample',
  ])
})

test('of a script that is still warming up at the end of the sample nothing is proven', async () => {
  const report = await validate('warms-up-for-ever.lua')
  expect(rows(report)).toEqual([
    '2:10 never-reached detect_opportunity was never called: its warm-up of 5000 bars is longer than the 2000 bars of the sample',
  ])
  expect(report.proof).toBeNull()
})

test('static errors are told with the strategy, and the script is not run over bars', async () => {
  const report = await validateScript(fixture('broken/members.js'), { types: false, limits })
  expect(report.valid).toBe(false)
  expect(report.strategy).not.toBeNull()
  expect(report.dryRun).toBeNull()
  expect(report.diagnostics.some(({ code }) => code === 'dry-run-error')).toBe(false)
})

test('a script that does not parse is not loaded', async () => {
  const report = await validateScript(fixture('broken/syntax.js'), { types: false, limits })
  expect({ valid: report.valid, strategy: report.strategy }).toEqual({
    valid: false,
    strategy: null,
  })
  expect(report.diagnostics.map(({ code }) => code)).toEqual(['syntax'])
})

const WAVES = `import { action, defineStrategy } from 'watchfire'
export default defineStrategy({
  name: 'Waves',
  timeframe: '4h',
  warmup: 50,
  detectOpportunity: (market, _context, indicators) =>
    indicators.rsi(14) < 40 && market.tf('1d').barIndex > 3 && indicators.ema(3, { symbol: 'ETHUSDT' }) > 0
      ? { reason: 'low' } : null,
  filterCommitment: (market) => action.enter({ side: 'long', stop: market.price * (0.9 + 0.01 * Math.random()) }),
  managePosition: (market, context, indicators) => (indicators.rsi(14) > 60 ? action.exit() : null),
})
`

test('a script that trades is valid, with a proof that anyone can repeat and that is its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'watchfire-validate-'))
  try {
    const [first, other] = ['a.js', 'b.js'].map((name) => join(folder, name))
    await writeFile(first!, WAVES)
    await writeFile(other!, `${WAVES}// changed`)
    const steps: string[] = []
    const onStep = (done: number, total: number) => steps.push(`${done}/${total}`)
    const report = await validateScript(first!, { types: true, limits: DEFAULT_LIMITS, onStep })
    expect(rows(report)).toEqual([])
    expect(report.valid).toBe(true)
    expect(report.dryRun!.bars).toBe(3000)
    expect(report.dryRun!.trades).toBeGreaterThan(5)
    expect(report.proof!.cuts.length).toBe(4)
    expect(report.proof!.decisions).toBeGreaterThan(10)
    expect(steps).toEqual(Array.from({ length: 10 }, (_, i) => `${i + 1}/10`))
    const proofOf = async (path: string) =>
      (await validateScript(path, { types: false, limits: DEFAULT_LIMITS })).proof
    expect(await proofOf(first!)).toEqual(report.proof)
    const changed = await proofOf(other!)
    expect(changed!.decisions).toBe(report.proof!.decisions)
    expect(changed!.sha256).not.toBe(report.proof!.sha256)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
