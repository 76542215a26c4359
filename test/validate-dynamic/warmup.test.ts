// What `validate-script` says of a strategy's warm-up: always what it needs, and a warning where
// decisions were made without.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { validateScript } from '#host/app/validate.ts'

async function validate(warmup: string, detect: string) {
  const folder = await mkdtemp(join(tmpdir(), 'watchfire-warmup-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'script.lua')
  const code = `strategy = { name = "Warm", timeframe = "30m", ${warmup} }
function detect_opportunity(market, context, indicators)
  ${detect}
end
function filter_commitment() return action.abandon("no") end
function manage_position() end
`
  await writeFile(path, code)
  const { diagnostics, dryRun } = await validateScript(path)
  const about = diagnostics.filter(({ code }) => code === 'warmup-too-short')
  return { warmup: dryRun!.warmup, about }
}

const WAITS = 'if indicators.ema(50) > market.close then return { reason = "below" } end'
const RUSHES = 'if not (indicators.ema(50) > market.close) then return { reason = "above" } end'

test('a script without warmup that waits for its indicators is right', async () => {
  const { warmup, about } = await validate('', WAITS)
  expect(warmup).toEqual({ declared: 0, needed: 49, by: 'ema(50)' })
  expect(about).toEqual([])
})

test('one that decides while its indicator has no value is warned', async () => {
  const { about } = await validate('', RUSHES)
  expect(about).toMatchObject([
    {
      severity: 'warning',
      line: 1,
      message:
        'warmup is 0, but ema(50) has its first value after 49 bars; on bar 0 it decided while ema(50) had none',
      hint: 'set warmup = 49',
    },
  ])
})

test('a warmup that is meant and too short is warned at its place', async () => {
  const { about } = await validate('warmup = 20', WAITS)
  expect(about).toMatchObject([
    { line: 1, column: 48, message: 'warmup is 20, but ema(50) has its first value after 49 bars' },
  ])
})

test('one that is long enough is not', async () => {
  const { warmup, about } = await validate('warmup = 49', RUSHES)
  expect(warmup).toEqual({ declared: 49, needed: 49, by: 'ema(50)' })
  expect(about).toEqual([])
})
