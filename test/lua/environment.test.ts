// What a Lua script finds in its environment, and what it does not.
import { expect, test } from 'vitest'
import { buildGuest } from './build.ts'
import { failure, logged, openSlot } from './slot.ts'

const guest = await buildGuest()

const names = (table: string) =>
  logged(
    guest,
    `local n = {} for k in pairs(${table}) do n[#n + 1] = k end table.sort(n)
    print(table.concat(n, " "))`,
  )[0]

test('the globals are the documented ones', () => {
  const globals = names('_G')!.split(' ')
  const own = ['detect_opportunity', 'strategy']
  expect(globals.filter((name) => !own.includes(name)).join(' ')).toBe(
    '_G _VERSION action assert coroutine define_indicator error getmetatable ipairs log math next os pairs pcall ' +
      'print rawequal rawget rawlen rawset require select setmetatable string table tonumber ' +
      'tostring type utf8 xpcall',
  )
})

test('the libraries hold what is safe and the same in every run', () => {
  expect(names('os')).toBe('date difftime time')
  expect(names('string')).toBe(
    'byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper',
  )
  expect(names('math')).toBe(
    'abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf ' +
      'pi rad random randomseed sin sqrt tan tointeger type ult',
  )
  expect(names('table')).toBe('concat insert move pack remove sort unpack')
  expect(names('coroutine')).toBe('create isyieldable resume running status wrap yield')
  expect(names('utf8')).toBe('char charpattern codepoint codes len offset')
})

test('print and log write what tostring gives, parted by tabs', () => {
  expect(logged(guest, 'print("a", 1, 1.0, nil, true) log("ü") print()')).toEqual([
    'a\t1\t1.0\tnil\ttrue',
    'ü',
    '',
  ])
  const body = 'print(setmetatable({}, {__tostring = function() return "mine" end}))'
  expect(logged(guest, body)).toEqual(['mine'])
})

test('os knows only the time of the event, in UTC', () => {
  // The close of the bar that opened at 2024-01-01 13:00.
  const body = `print(os.time(), os.date("%Y-%m-%d %H:%M:%S %A %j"), os.date("!%c"))
    print(os.time{year = 2024, month = 2, day = 30, hour = 0}, os.time{year = 1970, month = 1, day = 1})
    local t = os.date("*t", 1709251199) print(t.year, t.month, t.day, t.hour, t.wday, t.yday, t.isdst)
    print(os.difftime(10, 4), os.date("%V %G %U %W %I %p %y %e", 1704067200))`
  expect(logged(guest, body, {}, 13)).toEqual([
    '1704117600\t2024-01-01 14:00:00 Monday 001\tMon Jan  1 14:00:00 2024',
    '1709251200\t43200',
    '2024\t2\t29\t23\t5\t60\tfalse',
    '6.0\t01 2024 00 01 12 AM 24  1',
  ])
  expect(failure(guest, 'os.date("%Q")').message).toBe('os.date: "%Q" is no conversion')
})

test('math.random draws the same after a restart, and other numbers for another event or seed', () => {
  const body = 'print(math.random(), math.random(6), math.random(-2, 2), math.random(3, 3))'
  const first = logged(guest, body)
  expect(logged(guest, body)).toEqual(first)
  expect(logged(guest, body, {}, 1)).not.toEqual(first)
  expect(logged(guest, body, { seed: 2 })).not.toEqual(first)
  const many = logged(
    guest,
    `local seen = {}
    for i = 1, 400 do seen[math.random(-1, 2)] = true end
    print(seen[-2], seen[-1], seen[0], seen[1], seen[2], seen[3])`,
  )
  expect(many).toEqual(['nil\ttrue\ttrue\ttrue\ttrue\tnil'])
})

test('math.random and math.randomseed say what is wrong', () => {
  expect(failure(guest, 'math.random(2, 1)').message).toBe(
    'math.random: the range from 2 to 1 is empty',
  )
  expect(failure(guest, 'math.random(1.5)').message).toMatch(/expected whole numbers/)
  expect(failure(guest, 'math.randomseed(1)').message).toMatch(/seeded by the run/)
})

test('sorting equal items gives the same order in every run', () => {
  const body = `local t = {} for i = 1, 300 do t[i] = {k = i % 3, i = i} end
    table.sort(t, function(a, b) return a.k < b.k end)
    local s = 0 for p, e in ipairs(t) do s = s + p * e.i % 1009 end print(s)`
  expect(new Set(Array.from({ length: 5 }, () => logged(guest, body)[0])).size).toBe(1)
})

test('require gives each file of the scripts folder once', () => {
  const lib = {
    'lib/risk.lua':
      'loads = (loads or 0) + 1 local base = require("base") return { size = base.one }',
    'base.lua': 'return { one = 1 }',
    'quiet.lua': 'answer = 42',
  }
  const body = `print(require("lib.risk").size, require("lib.risk") == require("lib.risk"), loads)
    print(require("quiet"), answer)`
  expect(logged(guest, body, { lib })).toEqual(['1\ttrue\t1', 'true\t42'])
})

test('require names the file that is missing, and a circle', () => {
  expect(failure(guest, 'require("lib.none")').message).toBe(
    'require: there is no module "lib.none": lib/none.lua is not in the scripts folder',
  )
  const lib = { 'a.lua': 'require("b")', 'b.lua': 'require("a")' }
  expect(failure(guest, 'require("a")', { lib })).toMatchObject({
    message: 'require: "a" requires itself, in a circle',
    file: 'b.lua',
    line: 1,
  })
})

test('strings stop growing at a mebibyte', () => {
  for (const body of [
    'string.rep("x", 1e9)',
    'local s = "x" while true do s = s .. s end',
    'local t = {} for i = 1, 2000 do t[i] = ("x"):rep(1000) end table.concat(t)',
    '("x"):rep(1e5):gsub("x", ("y"):rep(100))',
  ]) {
    expect(failure(guest, body)).toMatchObject({
      code: 'threw',
      message: 'a string may have at most 1048576 bytes',
      line: 1,
    })
  }
  expect(logged(guest, 'print(#string.rep("ab", 1000, "-"), #("x"):rep(1048576))')).toEqual([
    '2999\t1048576',
  ])
})

test('nothing leads out of Lua', () => {
  const script = `local half = action.exit{fraction = 0.5, reason = "half"}
function detect_opportunity(market)
  print(getmetatable(market), getmetatable(action), getmetatable("").__index == string)
  print(pcall(setmetatable, market, {}))
  print(pcall(rawset, market, "price", 1))
  print(type(half), getmetatable(half), tostring(half))
  print(pcall(function() half.fraction = 1 end))
  print(js, fengari, _ENV == _G, package, debug, io, load)
end`
  const slot = openSlot(guest, script)
  expect(slot.detect()).toBeNull()
  expect(slot.logs()).toEqual([
    'false\tfalse\ttrue',
    'false\tcannot change a protected metatable',
    'false\ttest.lua:5: market.price is read-only',
    'userdata\tfalse\taction.exit{fraction = 0.5, type = market, reason = half}',
    "false\ttest.lua:7: attempt to index a action value (upvalue 'half')",
    'nil\tnil\ttrue\tnil\tnil\tnil\tnil',
  ])
})

test('binary chunks and a shebang: neither runs, the second is skipped', () => {
  expect(() => openSlot(guest, '\x1bLua strategy = {}')).toThrow(/test\.lua|binary|unexpected/i)
  const slot = openSlot(
    guest,
    '#!/usr/bin/lua\nstrategy = { name = "x", timeframe = "1h" }\nboom = 1',
  )
  expect(slot.script.metadata).toEqual({ name: 'x', timeframe: '1h' })
})
