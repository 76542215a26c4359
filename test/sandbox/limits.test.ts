// Limits that the guest and the checks see to: what lies within them passes, what does not is a fault
// with its line.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { validateStatic } from '#host/validate/static.ts'
import { Ground, LIMITS } from './ground.ts'
import { jsScript } from './js-script.ts'

// Time enough that it is never what runs out.
const SMALL = { ...LIMITS, callbackMs: 20_000, loadMs: 20_000 }
const js = new Ground('js', { ...SMALL, contextBytes: 2000, logLines: 10, logBytes: 500 })
const lua = new Ground('lua', { ...SMALL, contextBytes: 2000, logLines: 10, logBytes: 500 })
afterAll(() => Promise.all([js.end(), lua.end()]))

const luaScript = (body: string) => `strategy = { name = "hostile", timeframe = "1m" }
function detect_opportunity(market, context)
${body}
end
function filter_commitment() end
function manage_position() end`

describe('context.data', () => {
  test('may be as large as its limit, counted in bytes of UTF-8', async () => {
    // The value, its quotes, and the key "a" with its punctuation.
    const detect = (text: string) => `context.data = { a: ${text} }; return null`
    expect(await js.attempt(jsScript({ detect: detect('"x".repeat(1991)') }))).toMatchObject({
      code: 'fine',
    })
    for (const text of ['"x".repeat(1992)', '"é".repeat(996)', '"😀".repeat(498)']) {
      expect(await js.attempt(jsScript({ detect: detect(text) })), text).toMatchObject({
        code: 'bad-data',
        callback: 'detectOpportunity',
        line: 4,
        message: 'context.data takes 2001 bytes, at most 2000 are kept (context_bytes)',
      })
    }
  })

  test('is limited in Lua too', async () => {
    const body = 'context.data.text = string.rep("x", 3000)'
    expect(await lua.attempt(luaScript(body))).toMatchObject({ code: 'bad-data', line: 2 })
  })

  test('that holds the same list twice, and that the same one twice, ends quickly', async () => {
    const detect = 'let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; context.data.a = a'
    const message = /more than 100000 values/
    const expected = { code: 'bad-data', message: expect.stringMatching(message) }
    expect(await js.attempt(jsScript({ detect }))).toMatchObject(expected)
    const body = 'local a = {1}; for i = 1, 30 do a = {a, a} end; context.data.a = a'
    expect(await lua.attempt(luaScript(body))).toMatchObject(expected)
  })

  test('limits an opportunity alike', async () => {
    expect(
      await js.attempt(jsScript({ detect: 'return { text: "x".repeat(3000) }' })),
    ).toMatchObject({ code: 'bad-data', message: expect.stringContaining('the opportunity takes') })
  })
})

describe('a log', () => {
  test('keeps the lines that fit, and counts all that come after them', async () => {
    const { run } = await js.attempt(
      jsScript({ detect: 'log("twenty five characters .."); return null' }),
    )
    // Two hundred bars; ten lines of 26 bytes fit.
    expect(run?.logs.lines).toHaveLength(10)
    expect(run?.logs.dropped).toBe(190)
  })

  test('is limited in bytes, and has no holes', async () => {
    const detect = 'log(market.barIndex === 2 ? "é".repeat(200) : "x".repeat(60)); return null'
    const { run } = await js.attempt(jsScript({ detect }))
    expect(run?.logs.lines.map(({ text }) => text)).toEqual(['x'.repeat(60), 'x'.repeat(60)])
    expect(run?.logs.dropped).toBe(198)
  })
})

describe('what an error says', () => {
  test('is cut, as are the places that it claims', async () => {
    const detect = `const error = new Error('x'.repeat(1e6))
      error.stack = 'Error\\n' + '    at f (s.js:9:9)\\n'.repeat(1e5)
      throw error`
    const { run } = await js.attempt(jsScript({ detect }))
    const [error] = run!.errors
    expect(error).toMatchObject({ code: 'threw', message: 'x'.repeat(2000) })
    expect(error!.trace.length).toBe(20)
  })

  test('is cut while the script loads', async () => {
    const { code, message } = await js.attempt(
      jsScript({ top: 'throw new Error("x".repeat(1e6))' }),
    )
    expect({ code, message }).toEqual({ code: 'load', message: 'x'.repeat(2000) })
  })

  test('is cut in Lua', async () => {
    const { run } = await lua.attempt(luaScript('error(string.rep("x", 1e6))'))
    expect(run!.errors[0]!.message).toBe('x'.repeat(2000))
  })
})

test('metadata that would fill the host do not load', async () => {
  const code = jsScript({ more: "description: 'x'.repeat(1e6), nonsense: 'y'.repeat(1e6)," })
  const metadata = code.replace("name: 'hostile'", "name: 'x'.repeat(1e6)")
  expect(await js.attempt(metadata)).toMatchObject({
    code: 'load',
    message: expect.stringContaining('its metadata takes'),
  })
})

test('a check lists so many findings and says that there are more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-findings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 's.js')
  writeFileSync(path, jsScript({ detect: 'market.a\n'.repeat(50) }))
  const most = 7
  const { diagnostics } = await validateStatic(path, { types: false, most })
  expect(diagnostics).toHaveLength(most + 1)
  expect(diagnostics.at(-1)).toMatchObject({ code: 'too-many-findings', severity: 'error' })
})
