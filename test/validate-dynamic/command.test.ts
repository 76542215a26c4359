// `watchfire validate-script` as a process: what it prints, and how it exits.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FIXTURES = 'test/fixtures'

function validateScript(...args: readonly string[]) {
  const argv = ['host/main.ts', 'validate-script', ...args]
  const options = { cwd: ROOT, encoding: 'utf8', env: { NO_COLOR: '1' } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, options)
  return { status, stdout, stderr }
}

test('a valid script: exit code 0, and JSON as the contract has it', () => {
  const script = `${FIXTURES}/valid/breakout.ts`
  const { status, stdout, stderr } = validateScript(script, '--json')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const report = JSON.parse(stdout)
  const keys = ['valid', 'script', 'language', 'strategy', 'diagnostics', 'warmup', 'proof']
  expect(Object.keys(report)).toEqual(keys)
  expect(report).toMatchObject({ valid: true, script, language: 'ts' })
  expect(report.strategy).toMatchObject({
    name: 'Breakout',
    timeframe: '5m',
    params: { length: { default: 20, min: 2, max: 200 }, trail: { default: true } },
    warmup: 30,
    cadence: { watch: 'bar', close_watch: 'bar', in_trade: '5s' },
    close_watch_timeout: '12 bars',
    cooldown: 3,
  })
  expect(report.proof.sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('an invalid script: exit code 1, a line per finding, and what kind of strategy it is', () => {
  const script = `${FIXTURES}/hostile/computed-metadata.js`
  const { status, stdout, stderr } = validateScript(script, '--no-types')
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  const lines = stdout.split('\n')
  expect(lines[0]).toMatch(`${script}:8:3  error  metadata  warmup: expected a whole number`)
  expect(lines[1]).toMatch(`${script}:10:5  error  metadata  params.length: expected at least 20`)
  expect(lines).toContain(`${script}: invalid, 2 errors`)
  expect(stdout).toMatch(/^ {2}strategy +Computed metadata$/m)
})

test('a script that does not load: the strategy is null', () => {
  const { status, stdout } = validateScript(`${FIXTURES}/hostile/breaks-at-load.js`, '--json')
  const { valid, strategy, diagnostics } = JSON.parse(stdout)
  expect({ status, valid, strategy }).toEqual({ status: 1, valid: false, strategy: null })
  expect(diagnostics.at(-1)).toMatchObject({
    severity: 'error',
    code: 'load-error',
    line: 4,
    column: 26,
  })
})

test('a script that is not there is an invalid script', () => {
  const { status, stdout } = validateScript('scripts/nowhere.lua', '--json')
  const { valid, diagnostics } = JSON.parse(stdout)
  expect({ status, valid }).toEqual({ status: 1, valid: false })
  expect(diagnostics).toMatchObject([{ code: 'unreadable-file', line: 1, column: 1 }])
})

test.each([
  ['no script', []],
  ['two scripts', ['a.js', 'b.js']],
  ['an unknown option', ['a.js', '--fast']],
])('%s is bad usage: exit code 2, told on stderr', (_what, args) => {
  const { status, stdout, stderr } = validateScript(...args)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^error: /)
})
