// What the host makes of a runner that dies, falls silent, or loses one of its isolates.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Runner, ScriptFault, startRunner } from '#host/runner/client.ts'
import type { Turn } from '#host/runner/protocol.ts'
import { DEFAULT_BROKER } from '#kernel/spec.ts'
import { FRAME_LENGTH } from '#sdk/frame.ts'
import { Ground, isProcess, LIMITS, waves } from './ground.ts'
import { jsScript, NORMAL } from './js-script.ts'

const JOB = {
  broker: DEFAULT_BROKER,
  initialCash: 10_000,
  keepGoing: false,
  isPortfolio: false,
  placement: 'inside',
  withDecisions: false,
} as const

async function openSlot(runner: Runner, id: number, code: string): Promise<void> {
  const script = { language: 'js', entry: 's.js', files: [{ path: 's.js', code }] } as const
  const of = { name: 'a', symbol: 'BTCUSDT', currency: 'USDT', seed: 1, params: {} }
  const report = await runner.request({ type: 'open', slot: { ...of, id, script } })
  expect(report.ok).toBe(true)
  const start = { feeds: [0], timeframe: '1m', params: {}, memory: null }
  await runner.request({ type: 'start', slot: id, start })
}

/** Runs a script that hangs in managePosition, in slot 7; `onRunning` is called while it does. */
async function hang(onRunning: (pid: number) => void, silenceMs: number) {
  let notes = 0
  const runner: Runner = await startRunner({
    limits: { ...LIMITS, callbackMs: 60_000, silenceMs },
    languages: ['js'],
    // By then the watchdog has told more than once what runs.
    onProgress: () => {
      notes += 1
      if (notes === 5) onRunning(runner.pid)
    },
  })
  await runner.request({ type: 'feeds', feeds: [waves()] })
  await openSlot(runner, 7, jsScript({ manage: 'for (;;);' }))
  const runs = [{ slot: 7, feed: 0 }]
  const request = runner.request({ type: 'backtest', job: { ...JOB, runs } })
  const fault = await request.then(
    () => null,
    (error: unknown) => error as ScriptFault,
  )
  return { runner, fault: fault! }
}

test('a runner that is killed in the middle of a run is a fault that names slot and callback', async () => {
  const { runner, fault } = await hang((pid) => process.kill(pid, 'SIGKILL'), 60_000)
  expect(fault).toBeInstanceOf(ScriptFault)
  expect(fault.slot).toBe(7)
  const { code, callback, message, barIndex } = fault.error
  expect({ code, callback }).toEqual({ code: 'runner-lost', callback: 'managePosition' })
  expect(message).toMatch(/SIGKILL/)
  // Found at bar 0, entered from bar 1's close, filled and first managed on bar 2.
  expect(barIndex).toBe(2)
  expect(await runner.lost).toBe(fault)
})

test('a request to a runner that is gone is refused with what ended it', async () => {
  const { runner, fault } = await hang((pid) => process.kill(pid, 'SIGKILL'), 60_000)
  await expect(runner.request({ type: 'close', slot: 7 })).rejects.toBe(fault)
})

test('a runner that falls silent is ended, and was lost by the script that ran', async () => {
  const { runner, fault } = await hang((pid) => process.kill(pid, 'SIGSTOP'), 4000)
  const { code, callback, message } = fault.error
  expect({ code, callback, message }).toEqual({
    code: 'runner-lost',
    callback: 'managePosition',
    message: 'made the process fall silent',
  })
  expect(fault.slot).toBe(7)
  expect(isProcess(runner.pid)).toBe(false)
})

test('of two slots that are asked at once, one that hangs is lost and the other answers', async () => {
  const runner = await startRunner({ limits: LIMITS, languages: ['js'] })
  try {
    await runner.request({ type: 'feeds', feeds: [waves()] })
    await openSlot(runner, 1, jsScript({ detect: 'for (;;);' }))
    await openSlot(runner, 2, NORMAL)
    const frame = new Float64Array(FRAME_LENGTH)
    const turns = [1, 2].map((slot): Turn => {
      return { slot, calls: [{ callback: 'detectOpportunity', frame }] }
    })
    const [hanging, other] = await runner.request({ type: 'ask', bars: new Float64Array(0), turns })
    expect(hanging!.lost).toMatchObject({ code: 'cpu-limit', callback: 'detectOpportunity' })
    expect(hanging!.answers).toEqual([])
    expect(other).toMatchObject({ lost: null, answers: ['{"kind":"opportunity","reason":""}'] })
  } finally {
    runner.end()
  }
})

test('a runner outlives the isolate that it had to end, however long it goes on', async () => {
  const ground = new Ground('js')
  const hanging = await ground.attempt(jsScript({ detect: 'for (;;);' }), 'outside')
  expect({ code: hanging.code, alive: hanging.isRunnerAlive }).toEqual({
    code: 'cpu-limit',
    alive: true,
  })
  // Longer in all than any limit, each call far below it.
  const work = 'let x = 0; for (let i = 0; i < 5e6; i++) x += i; return null'
  expect((await ground.attempt(jsScript({ detect: work }))).code).toBe('fine')
  const pids = await ground.end()
  expect(pids.length).toBe(1)
  expect(pids.filter(isProcess)).toEqual([])
})

test('a runner does not outlive its host, not even while a script spins', async () => {
  const path = fileURLToPath(new URL('./doomed-host.ts', import.meta.url))
  const host = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(host.stdout, 'data')) as [Buffer]
  const pid = Number.parseInt(line.toString(), 10)
  expect(isProcess(pid)).toBe(true)
  host.kill('SIGKILL')
  // Whoever adopts the orphan has to notice that it is gone; the test's own time limit ends this.
  while (isProcess(pid)) await setImmediate()
})
