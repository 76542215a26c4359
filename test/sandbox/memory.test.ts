// Scripts that eat memory: some V8 ends by itself, some take their process with them. Either way
// the host lives, hears a reason, and the next script runs.
import { afterAll, describe, expect, test } from 'vitest'
import { Ground, isProcess, LIMITS } from './ground.ts'
import { jsScript, NORMAL } from './js-script.ts'

// So much time that memory is what runs out.
const ground = new Ground('js', { ...LIMITS, callbackMs: 20_000, loadMs: 20_000 })
afterAll(async () => {
  expect((await ground.end()).filter(isProcess)).toEqual([])
})

const expectNextFine = async () => {
  expect((await ground.attempt(NORMAL)).run?.trades.length).toBeGreaterThan(50)
}

const BOMBS = {
  'many small objects': 'const a = []; for (;;) a.push({ x: 1 })',
  'many small strings': 'const a = []; for (let i = 0; ; i++) a.push("x" + i)',
  'a list of lists': 'const a = []; for (;;) a.push(new Array(1000).fill(1))',
  'a Map with ever more keys': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, {})',
  'an object with ever more keys': 'const o = {}; for (let i = 0; ; i++) o["k" + i] = i',
  'a replacement of every letter': '"a".repeat(2 ** 29 - 24).replace(/a/g, "bbbbbbbbbbbbbb")',
}

describe('memory without end is ended, and told from an endless loop', () => {
  test.each(Object.entries(BOMBS))('%s', async (_what, detect) => {
    const { code, callback } = await ground.attempt(jsScript({ detect }))
    expect(['memory-limit', 'runner-lost']).toContain(code)
    expect(callback).toBe('detectOpportunity')
    await expectNextFine()
  })

  test.each(Object.keys(BOMBS).slice(0, 2))('%s, while the script loads', async (what) => {
    const top = `{ ${BOMBS[what as keyof typeof BOMBS]} }`
    const { code, callback } = await ground.attempt(jsScript({ top }))
    expect(['memory-limit', 'runner-lost']).toContain(code)
    expect(callback).toBe('load')
    await expectNextFine()
  })
})

describe('what V8 refuses is an error of the script, and the isolate lives', () => {
  test.each([
    ['large buffers', 'const a = []; for (;;) a.push(new Uint8Array(1e8))'],
    ['many buffers', 'const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1))'],
    ['a string that doubles', 'let s = "x"; for (;;) s += s'],
    ['a stack without end', 'const f = () => f(); f()'],
    ['a stack without end through the API', 'const f = () => { indicators.ema(9); f() }; f()'],
  ])('%s', async (_what, detect) => {
    const outcome = await ground.attempt(jsScript({ detect }))
    const { code, line, isRunnerAlive } = outcome
    expect({ code, line, isRunnerAlive }).toEqual({ code: 'threw', line: 4, isRunnerAlive: true })
    await expectNextFine()
  })
})

test('a log is cut and counted, however much a script writes', async () => {
  const detect = 'for (let i = 0; i < 2000; i++) log("x".repeat(5000)); return null'
  const { code, logs, dropped } = await ground.attempt(jsScript({ detect }))
  expect(code).toBe('fine')
  expect({ lines: logs.length, dropped }).toEqual({ lines: 1000, dropped: 200 * 2000 - 1000 })
  expect(logs[0]!.text).toBe('x'.repeat(1000))
})

test('a cut line does not keep the long text that it was cut from', async () => {
  // Two hundred lines of half a megabyte each, in an isolate of 32 MB.
  const detect = 'log({ a: "x".repeat(5e5) }); return null'
  const { code, logs } = await ground.attempt(jsScript({ detect }))
  expect({ code, lines: logs.length }).toEqual({ code: 'fine', lines: 200 })
})
