// Where a Lua script's errors are placed, how they are worded, and what they leave behind.
import { expect, test } from 'vitest'
import type { LoadError } from '#sdk/runtime/script.ts'
import { buildGuest } from './build.ts'
import { failure, logged, openSlot } from './slot.ts'

const guest = await buildGuest()

test('a raised text is placed at its line, without Lua’s prefix', () => {
  const script = `function detect_opportunity(market)
  helper()
end
function helper()
  error("no luck")
end`
  expect(openSlot(guest, script).detect()).toMatchObject({
    kind: 'fault',
    error: {
      code: 'threw',
      message: 'no luck',
      callback: 'detectOpportunity',
      file: 'test.lua',
      line: 5,
      column: null,
      trace: ["test.lua:5 in function 'helper'", "test.lua:2 in function 'detect_opportunity'"],
      barIndex: 0,
    },
  })
})

test('error(text, 2) blames the caller; error(text, 0) still has a place', () => {
  const lines = (level: number) => `
    local function check() error("wrong", ${level}) end
    check()`
  expect(failure(guest, lines(2))).toMatchObject({ message: 'wrong', line: 3 })
  expect(failure(guest, lines(0))).toMatchObject({ message: 'wrong', line: 2 })
})

test.each([
  ['nil + 1', '\nlocal x = nil + 1', 2, 'attempt to perform arithmetic on a nil value'],
  ['an unknown global', '\n\nfoo()', 3, "attempt to call a nil value (global 'foo')"],
  [
    'a field of nil',
    'local a = context.position.side',
    1,
    "attempt to index a nil value (field 'position')",
  ],
  ['a comparison', 'return market.price < "1"', 1, 'attempt to compare number with string'],
  ['a table', 'error({code = 5, why = "x"})', 1, 'raised { code = 5, why = "x" }'],
  ['nil', 'error()', 1, 'raised nil'],
  [
    'a table that describes itself',
    'error(setmetatable({}, {__tostring = function() return "mine" end}))',
    1,
    'mine',
  ],
  [
    'a table that cannot',
    'error(setmetatable({}, {__tostring = function() error("x") end}))',
    1,
    'raised {}',
  ],
  ['assert', 'assert(false)', 1, 'assertion failed!'],
  ['an endless recursion', '\nlocal function f() return 1 + f() end f()', 2, 'stack overflow'],
  [
    'a recursion through metamethods',
    '\nlocal t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end local x = t.y',
    2,
    'JS stack overflow',
  ],
  ['a yield', '\ncoroutine.yield()', 2, 'attempt to yield from outside a coroutine'],
  [
    'an error in a coroutine',
    '\nlocal f = coroutine.wrap(function()\nerror("deep") end) f()',
    3,
    'deep',
  ],
  ['a bad argument', 'string.rep()', 1, "bad argument #1 to 'rep' (string expected, got no value)"],
])('%s is reported with its line', (_, body, line, message) => {
  expect(failure(guest, body)).toMatchObject({ code: 'threw', file: 'test.lua', line, message })
})

test('an error of ours blames the line that called us', () => {
  expect(failure(guest, '\nindicators.ema(0)')).toMatchObject({ code: 'threw', line: 2 })
  expect(failure(guest, '\nindicators.ema(0)').message).toMatch(/^indicators\.ema: expected/)
  expect(failure(guest, '\n\nmarket.tf("1x")')).toMatchObject({ code: 'threw', line: 3 })
  expect(failure(guest, 'market.highest(0)').message).toBe(
    'market.highest: expected a whole number of bars from 1, received 0',
  )
  expect(failure(guest, '\nindicators.ema(9, {"x", y = 1})').message).toMatch(
    /^a list with named keys/,
  )
})

test('a wrong action is a bad-action at the line that built it', () => {
  const script = `function detect_opportunity() return {} end
function filter_commitment()
  return action.enter{side = "long",
    quantity = 0}
end`
  expect(openSlot(guest, script).filter()).toMatchObject({
    error: {
      code: 'bad-action',
      message: 'action.enter: quantity expected a number above 0, received 0',
      line: 3,
      callback: 'filterCommitment',
    },
  })
  expect(failure(guest, 'action.enter{side = "long", limitPrice = 1}').message).toBe(
    'action.enter: limitPrice is not a key; did you mean limit_price?',
  )
  expect(failure(guest, 'action.enter{side = "long", size = 1}').message).toMatch(
    /^action\.enter: size is not one of its keys: side, quantity, notional, equity_fraction/,
  )
  expect(failure(guest, 'action.enter(5)').message).toBe(
    'action.enter: expected a table of options, received 5',
  )
  expect(failure(guest, 'action.update_stop(nil)').message).toBe(
    'action.update_stop: price expected a number above 0, received nothing',
  )
})

test('an action that turns out wrong when it is returned is placed where it was built', () => {
  const script = `local function stop(at)
  return action.update_stop(at)
end
function manage_position() local s = stop(200)
  return s
end`
  expect(openSlot(guest, script).manage()).toMatchObject({
    error: {
      code: 'bad-action',
      line: 2,
      message: expect.stringMatching(/below the market price 100/),
    },
  })
})

test('pcall catches what we raise, and the state goes on', () => {
  const body = `local ok, message = pcall(indicators.ema, 0)
    print(ok, message:match("^test.lua:1: indicators.ema: expected") ~= nil)
    print(pcall(function() return market.nothing end))
    print(pcall(string.rep, "x", 1e8))
    local ok, message = pcall(action.enter, {side = "up"}) print(ok, message)
    print(select("#", pcall(error)), indicators.ema(1) == market.close)`
  expect(logged(guest, body)).toEqual([
    'false\ttrue',
    expect.stringMatching(
      /^false\ttest\.lua:3: market\.nothing does not exist; market has symbol, /,
    ),
    'false\ttest.lua:4: a string may have at most 1048576 bytes',
    'false\ttest.lua:5: action.enter: side expected "long", "short", received "up"',
    '2\ttrue',
  ])
})

test('an error handed on by pcall and error keeps its code', () => {
  const body = `local ok, message = pcall(action.abandon)
    error(message, 0)`
  expect(failure(guest, body)).toMatchObject({ code: 'bad-action', line: 1 })
})

test('errors in required files are placed there', () => {
  const lib = { 'lib/risk.lua': '\nreturn function() error("too much") end' }
  expect(failure(guest, 'require("lib.risk")()', { lib })).toMatchObject({
    message: 'too much',
    file: 'lib/risk.lua',
    line: 2,
    trace: [
      expect.stringMatching(/^lib\/risk\.lua:2 in function/),
      "test.lua:1 in function 'detect_opportunity'",
    ],
  })
})

function loadError(script: string, lib: Record<string, string> = {}) {
  try {
    openSlot(guest, script, { lib })
  } catch (thrown) {
    return (thrown as LoadError).raised
  }
  throw new Error('it loaded')
}

test('what does not load says why and where', () => {
  expect(loadError('\nlocal x = = 1')).toMatchObject({
    code: 'syntax',
    message: "unexpected symbol near '='",
    place: { file: 'test.lua', line: 2 },
  })
  expect(loadError('\n\nerror("top")')).toMatchObject({
    code: 'load',
    message: 'top',
    place: { file: 'test.lua', line: 3 },
    trace: ['test.lua:3 in main chunk'],
  })
  expect(loadError('require("lib.x")', { 'lib/x.lua': '\n\n)' })).toMatchObject({
    code: 'syntax',
    place: { file: 'lib/x.lua', line: 3 },
  })
  expect(loadError('-- strategy =')).toMatchObject({
    code: 'load',
    message: 'expected a global table `strategy = {…}`, received nothing',
  })
  expect(loadError('strategy = { closeWatchTimeout = "3 bars" }').message).toBe(
    'strategy.closeWatchTimeout is not a property of a strategy; did you mean close_watch_timeout?',
  )
  expect(loadError('strategy = { name = print }').message).toMatch(/^strategy\.name is a function/)
})

test('a callback is located at its definition', () => {
  const slot = openSlot(guest, '\n\nfunction detect_opportunity() return 5 end')
  expect(slot.script.locate('detectOpportunity')).toEqual({
    file: 'test.lua',
    line: 3,
    column: null,
  })
  expect(slot.script.locate('filterCommitment')).toBeNull()
  expect([...slot.script.defines]).toEqual(['detectOpportunity'])
  expect(slot.detect()).toMatchObject({
    error: {
      code: 'bad-return',
      line: 3,
      message: expect.stringMatching(/^detect_opportunity returned 5;/),
    },
  })
})
