// The isolates of a session: asked for days, they stay as small as they begin.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startRunner } from '#host/runner/client.ts'
import { FRAME, FRAME_LENGTH } from '#sdk/frame.ts'
import { LIMITS } from './ground.ts'

const MINUTE = 60_000

/** What a script in a runner of a session's comes to at its first bar. */
async function askOnce(body: string) {
  const runner = await startRunner({ limits: LIMITS, languages: ['js'], isLasting: true })
  onTestFinished(() => runner.end())
  const code = `export default {
    name: 'lasting', timeframe: '1m',
    detectOpportunity() { ${body} }, filterCommitment() {}, managePosition() {},
  }`
  const columns = new ArrayBuffer(0)
  const feeds = [{ symbol: 'BTCUSDT', intervalMs: MINUTE, count: 0, columns }]
  await runner.request({ type: 'feeds', feeds })
  const slot = {
    ...{ id: 0, name: 'lasting', symbol: 'BTCUSDT', currency: 'USDT', seed: 1, params: {} },
    script: { language: 'js', entry: 's.js', files: [{ path: 's.js', code }] },
  } as const
  expect(await runner.request({ type: 'open', slot })).toMatchObject({ ok: true })
  const start = { feeds: [0], timeframe: '1m', params: {}, memory: null }
  await runner.request({ type: 'start', slot: 0, start })
  const frame = new Float64Array(FRAME_LENGTH).fill(Number.NaN)
  Object.assign(frame, { [FRAME.state]: 0, [FRAME.time]: MINUTE, [FRAME.visible]: 1 })
  const bars = new Float64Array([0, 0, 1, 1, 1, 1, 1])
  const turns = [{ slot: 0, calls: [{ callback: 'detectOpportunity', frame }] }] as const
  const [result] = await runner.request({ type: 'ask', bars, turns })
  return result!
}

test('what calls have left is cleared long before V8 would', async () => {
  const probe = fileURLToPath(new URL('./lasting-probe.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--no-node-snapshot',
    '--expose-gc-as=log',
    probe,
  ])
  const { before, after, tidied } = JSON.parse(stdout)
  expect(after - before).toBeGreaterThan(100_000)
  expect(tidied - before).toBeLessThan(50_000)
})

test('its script does not see who clears', async () => {
  const { memory, logs } = await askOnce(`
    const names = Object.getOwnPropertyNames(globalThis).filter((name) => /gc|collect/i.test(name))
    log('heard')
    return { seen: [typeof gc, names.length, log === console.log] }
  `)
  expect(memory).toContain('"seen":["undefined",0,true]')
  expect(JSON.stringify(logs)).toContain('heard')
})
