// Lua scripts that do their worst; the runtime around Fengari has to hold as the one around V8.
import { afterAll, describe, expect, test } from 'vitest'
import { Ground, isProcess } from './ground.ts'

const ground = new Ground('lua')
afterAll(async () => {
  expect((await ground.end()).filter(isProcess)).toEqual([])
})

/** Line 3 is the body of detect_opportunity. */
const luaScript = (detect: string, top = '') => `strategy = { name = "h", timeframe = "1m" } ${top}
function detect_opportunity(market, context, indicators)
  ${detect}
end
function filter_commitment() return action.enter{ side = "long", quantity = 1 } end
function manage_position() return action.exit{} end`

const NORMAL = luaScript('return { found = 1 }')

async function expectNextFine() {
  expect((await ground.attempt(NORMAL)).run?.trades.length).toBeGreaterThan(50)
}

describe('what does not end is ended', () => {
  test.each([
    ['a loop', 'while true do end'],
    ['a loop that catches everything', 'while true do pcall(function() while true do end end) end'],
    ['a loop in a coroutine', 'coroutine.wrap(function() while true do end end)()'],
    ['a pattern', 'string.find(string.rep("a", 5000), ".-.-.-.-b")'],
    ['the handler of an error', 'xpcall(error, function() while true do end end)'],
    [
      'the text of a thrown value',
      'error(setmetatable({}, { __tostring = function() while true do end end }))',
    ],
  ])('%s', async (_what, detect) => {
    const { code, callback } = await ground.attempt(luaScript(detect))
    expect({ code, callback }).toEqual({ code: 'cpu-limit', callback: 'detectOpportunity' })
    await expectNextFine()
  })

  test('a loop while it loads', async () => {
    const { code, callback } = await ground.attempt(luaScript('', 'while true do end'))
    expect({ code, callback }).toEqual({ code: 'cpu-limit', callback: 'load' })
    await expectNextFine()
  })
})

describe('what grows is ended', () => {
  test.each([
    ['a list', 'local t = {} while true do t[#t + 1] = {} end'],
    ['keys', 'local t, i = {}, 0 while true do i = i + 1 t["k" .. i] = i end'],
    ['coroutines', 'local t = {} while true do t[#t + 1] = coroutine.create(print) end'],
  ])('%s', async (_what, detect) => {
    const { code } = await ground.attempt(luaScript(detect))
    expect(['memory-limit', 'cpu-limit', 'runner-lost']).toContain(code)
    await expectNextFine()
  })

  test.each([
    ['a string', 'string.rep("x", 1e9)', /at most 1048576 bytes/],
    ['a string that doubles', 'local s = "x" while true do s = s .. s end', /at most 1048576/],
    ['results', 'table.unpack({}, 1, 1e8)', /too many results/],
    ['captures', 'string.gsub("x", string.rep("(", 5000), "")', /too many captures/],
    [
      'the stack',
      'local t = setmetatable({}, { __index = function(t, k) return t[k] end }) return t.x',
      /stack overflow/,
    ],
  ])('%s, as an error of the script', async (_what, detect, message) => {
    const outcome = await ground.attempt(luaScript(detect))
    expect(outcome.message).toMatch(message)
    const { code, line, isRunnerAlive } = outcome
    expect({ code, line, isRunnerAlive }).toEqual({ code: 'threw', line: 3, isRunnerAlive: true })
    await expectNextFine()
  })
})

describe('ways out are closed', () => {
  test.each([
    ['load', 'load("return 1")()', /global 'load'/],
    ['a file outside', 'require("../x")', /not in the scripts folder/],
    ['yielding out of a callback', 'coroutine.yield(1)', /outside a coroutine/],
    ['market', 'market.price = 1', /market\.price is read-only/],
    ['market, raw', 'rawset(market, "price", 1)', /read-only|table expected/],
    ['context, raw', 'rawset(context, "state", "InTrade")', /read-only|table expected/],
    ['a metatable', 'setmetatable(market, {})', /protected metatable/],
    ['action', 'action.enter = 1', /action\.enter is read-only/],
    ['the next bar', 'market.bar(-1)', /received -1/],
    ['half a bar', 'market.bar(0.5)', /received 0\.5/],
    ['an offset into the future', 'indicators.ema(3, { offset = -1 })', /received -1/],
  ])('%s', async (_what, detect, message) => {
    const { code, message: said, line } = await ground.attempt(luaScript(detect))
    expect(said).toMatch(message)
    expect({ code, line }).toEqual({ code: 'threw', line: 3 })
  })

  test('no library reaches the machine, the runtime or the code', async () => {
    const names = `io debug load loadstring loadfile dofile collectgarbage package js fengari
      os.exit os.execute os.getenv os.clock os.remove os.tmpname string.dump getmetatable("").__name`
    const list = names.trim().split(/\s+/)
    const detect = `print(${list.map((name) => `tostring(${name})`).join(', ')}) return nil`
    const { code, message, logs } = await ground.attempt(luaScript(detect))
    expect({ code, message }).toEqual({ code: 'fine', message: '' })
    expect(logs[0]!.text.split('\t')).toEqual(list.map(() => 'nil'))
  })

  test('a script that ruins its own globals ruins nobody else’s', async () => {
    const top = 'string.rep = nil; pairs = nil; setmetatable = nil; type = nil; _G = nil'
    await ground.attempt(luaScript('return { found = 1 }', top))
    const detect = 'return { text = ("x"):rep(2), kind = type(pairs), all = tostring(_G ~= nil) }'
    expect((await ground.attempt(luaScript(detect))).code).toBe('fine')
  })
})

describe('values made to trip', () => {
  test.each([
    ['a string', 'return "long"', 'bad-return', /returned "long"/],
    ['a coroutine', 'return coroutine.create(print)', 'bad-return', /a coroutine/],
    ['a function inside', 'return { f = print }', 'bad-data', /opportunity\.f is a function/],
    ['data with itself inside', 'context.data.a = context.data', 'bad-data', /cycle/],
    ['mixed data', 'context.data.x = { 1, a = 2 }', 'bad-data', /context\.data\.x mixes/],
    ['much data', 'context.data.x = string.rep("x", 3e5)', 'bad-data', /at most 262144/],
    ['an error without text', 'error(setmetatable({}, { __tostring = error }))', 'threw', /raised/],
    ['an error that is nothing', 'error(nil)', 'threw', /raised nil/],
  ])('%s', async (_what, detect, code, message) => {
    const outcome = await ground.attempt(luaScript(detect))
    expect(outcome.message).toMatch(message)
    expect({ code: outcome.code, alive: outcome.isRunnerAlive }).toEqual({ code, alive: true })
  })

  test('metamethods of an opportunity are never called', async () => {
    const loop = 'function() while true do end end'
    const meta = `{ __pairs = ${loop}, __index = ${loop}, __len = ${loop} }`
    const detect = `return setmetatable({ found = 1 }, ${meta})`
    expect((await ground.attempt(luaScript(detect))).code).toBe('fine')
  })
})
