// What of context.data is the same in a script's next isolate, and what is not (docs/strategies.md
// says it to authors): written in one life, shown in the same one and in the next.
import { afterAll, expect, it } from 'vitest'
import type { Language } from '#sdk/domain.ts'
import { FRAME, FRAME_LENGTH } from '#sdk/frame.ts'
import { Ground } from './ground.ts'

const grounds = { js: new Ground('js'), lua: new Ground('lua') }
afterAll(async () => {
  for (const ground of Object.values(grounds)) await ground.end()
})

const FIRST_BAR = new Float64Array(FRAME_LENGTH)
FIRST_BAR[FRAME.visible] = 1
FIRST_BAR[FRAME.time] = 60_000

/** What `show` logs after `write`: in the same isolate, and in one that has only the memory. */
async function lives(language: Language & ('js' | 'lua'), code: string): Promise<string[]> {
  const runner = await grounds[language].runner()
  const entry = `kept.${language}`
  const script = { language, entry, files: [{ path: entry, code }] }
  const spec = { name: 'kept', script, symbol: 'X', currency: 'USD', seed: 1, params: {} }
  const shown: string[] = []
  let memory: string | null = null
  for (const id of [100, 101]) {
    const report = await runner.request({ type: 'open', slot: { ...spec, id } })
    expect(report).toMatchObject({ ok: true })
    const start = { feeds: [0], timeframe: '1m', params: {}, memory }
    await runner.request({ type: 'start', slot: id, start })
    const call = { callback: 'detectOpportunity', frame: FIRST_BAR } as const
    const [turn] = await runner.request({
      type: 'ask',
      bars: new Float64Array(0),
      turns: [{ slot: id, calls: [call] }],
    })
    expect(turn!.answers).toEqual([null])
    shown.push(turn!.logs.lines.map(({ text }) => text).join('\n'))
    memory = turn!.memory ?? memory
    await runner.request({ type: 'close', slot: id })
  }
  return shown
}

const js = (write: string, show: string) => `import { defineStrategy, log } from 'watchfire'
export default defineStrategy({ name: 'kept', timeframe: '1m',
detectOpportunity(_market, { data }) { if (!data.is) { data.is = true; ${write} } log(${show}) },
filterCommitment() {}, managePosition() {} })`

const lua = (write: string, show: string) => `strategy = { name = "kept", timeframe = "1m" }
function detect_opportunity(_, context) local data = context.data
if not data.is then data.is = true ${write} end log(${show}) end
function filter_commitment() end function manage_position() end`

it('JavaScript keeps every number, text, list and the order of its names', async () => {
  const write =
    'data.v = [NaN, Infinity, -Infinity, -0, 0.1, "\\u0001-0", "é\\n", [], {}, null]; data.b = data.a = 1'
  const show =
    'Object.is(data.v[3], -0), data.v.map(String).join("|"), JSON.stringify(data.v[5]), Object.keys(data).join()'
  const [first, next] = await lives('js', js(write, show))
  expect(first).toContain('true NaN|Infinity|-Infinity|0|0.1|')
  expect(first).toContain('is,v,a,b')
  expect(next).toBe(first)
})

it('JavaScript: what was one object in two places is two objects', async () => {
  const code = js('data.a = { n: 1 }; data.b = data.a', 'data.a === data.b, data.b.n')
  expect(await lives('js', code)).toEqual(['true 1', 'false 1'])
})

it('JavaScript: a property that is undefined is not there, an undefined item is null', async () => {
  const code = js('data.u = undefined; data.l = [undefined]', '"u" in data, data.l[0]')
  expect(await lives('js', code)).toEqual(['true undefined', 'false null'])
})

it('Lua keeps values and lists, and a whole float is an integer', async () => {
  const code = lua('data.f = 1.0 data.l = { 0.5, "x" }', 'data.f, data.f == 1, data.l[1], #data.l')
  expect(await lives('lua', code)).toEqual(['1.0\ttrue\t0.5\t2', '1\ttrue\t0.5\t2'])
})

it('Lua: names that look like numbers come first, and one table in two places is two', async () => {
  const write = 'data.z = {} data.y = data.z data["2"] = true'
  const show =
    '(function() local s = "" for k in pairs(data) do s = s .. k end return s end)(), data.z == data.y'
  expect(await lives('lua', lua(write, show))).toEqual(['iszy2\ttrue', '2iszy\tfalse'])
})
