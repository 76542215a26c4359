// Lua scripts that take more than their share: time, memory, text, data, actions.
import type { AttackCase } from '../case.ts'
import { luaScript } from '../lua-script.ts'

const flood = (name: string, detect: string, code: string, line?: number): AttackCase => ({
  name,
  promise: 'flood',
  language: 'lua',
  code: luaScript({ detect }),
  expect: { outcome: 'fault', code, ...(line === undefined ? {} : { line }) },
})

const atLoad = (name: string, top: string, code?: string): AttackCase => ({
  name,
  promise: 'flood',
  language: 'lua',
  code: luaScript({ top }),
  expect: { outcome: 'refused', ...(code === undefined ? {} : { code }) },
})

const endless = (name: string, detect: string): AttackCase => flood(name, detect, 'cpu-limit')

/** V8 decides whether the heap, the clock or the process ends first. */
const MEMORY = 'memory-limit|cpu-limit|runner-lost'
const TOO_LONG = 'threw'

export const CASES: readonly AttackCase[] = [
  endless('loops', 'while true do end'),
  endless('jumps back for ever', '::again:: goto again'),
  endless('counts to infinity', 'for i = 1, math.huge do end'),
  endless('counts to the largest integer', 'for i = 1, math.maxinteger do end'),
  endless('calls itself at its tail', 'local function f(n) return f(n + 1) end f(1)'),
  endless('swallows every error', 'while true do pcall(error, "x") end'),
  endless(
    'swallows the limit itself',
    'while true do pcall(function() while true do pcall(function() while true do end end) end end) end',
  ),
  endless(
    'swallows the limit in coroutines',
    'while true do coroutine.wrap(function() pcall(function() while true do end end) end)() end',
  ),
  endless(
    'loops in the handler of an error',
    'xpcall(error, function() while true do end end, "x")',
  ),
  endless(
    'loops in the words of its error',
    'error(setmetatable({}, { __tostring = function() while true do end end }))',
  ),
  endless(
    'loops between two coroutines',
    'local a = coroutine.wrap(function() while true do coroutine.yield() end end) while true do a() end',
  ),
  endless('compares without an end', 'table.sort({ 3, 1, 2 }, function() while true do end end)'),
  endless(
    'looks a key up without an end',
    'local x = setmetatable({}, { __index = function() while true do end end }).x',
  ),
  endless(
    'iterates over keys that it adds',
    'local t = { 1 } for key in function(_, k) return (k or 0) + 1 end do t[1] = key end',
  ),
  endless('matches a pattern that backtracks', 'string.find(("a"):rep(5000), ".-.-.-.-b")'),
  endless(
    'matches a pattern of choices',
    'string.match(("a"):rep(40), ("a?"):rep(40) .. ("a"):rep(40))',
  ),
  endless(
    'replaces by a pattern that backtracks',
    'string.gsub(("a"):rep(3000), "(.-)(.-)(.-)(.-)b", "%1")',
  ),
  endless('repeats nothing very often', 'for i = 1, 1e9 do local s = ("").rep("", 2^53 - 1) end'),
  endless(
    'joins nothing very often',
    'local t = setmetatable({}, { __index = function() return "" end }) table.concat(t, "", 1, 2^52)',
  ),
  endless('moves a table that has no end', 'table.move({}, 1, 2^52, 2)'),
  endless(
    'measures a list that has no end',
    'local n = #setmetatable({}, { __len = function() while true do end end })',
  ),
  atLoad('loops while it loads', 'while true do end', 'cpu-limit'),
  atLoad('grows while it loads', 'local t = {} while true do t[#t + 1] = { {}, {}, {} } end'),
  atLoad('nests its source too deep', `local x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`),
  atLoad('nests its tables too deep', `local x = ${'{'.repeat(20_000)}${'}'.repeat(20_000)}`),
  atLoad(
    'nests its functions too deep',
    `local x = ${'function() return '.repeat(3000)}1${' end'.repeat(3000)}`,
  ),
  atLoad('negates without an end', `local x = ${'- '.repeat(50_000)}1`),
  atLoad('joins without an end', `local x = ${'"a" .. '.repeat(20_000)}"b"`),
  atLoad('has too many locals', Array.from({ length: 400 }, (_, i) => `local v${i} = 1`).join(' ')),
  atLoad('holds a text that is too long', `local x = "${'x'.repeat(1_100_000)}"`),
  atLoad('describes itself at length', 'strategy.description = ("x"):rep(1000):rep(1000)'),
  atLoad(
    'has a hundred thousand params',
    'strategy.params = {} for i = 1, 1e5 do strategy.params["p" .. i] = { default = i } end',
  ),
  atLoad('has a circle in its metadata', 'strategy.params = { a = strategy }'),
  atLoad('fails at great length', 'error(("x"):rep(1000):rep(1000))'),
  flood('fills a list', 'local t = {} while true do t[#t + 1] = { 1, 2, 3 } end', MEMORY),
  flood(
    'fills a table with ever more names',
    'local t, i = {}, 0 while true do i = i + 1 t["k" .. i] = i end',
    MEMORY,
  ),
  flood(
    'keeps functions',
    'local t = {} while true do local x = #t t[x + 1] = function() return x end end',
    MEMORY,
  ),
  flood(
    'keeps coroutines',
    'local t = {} while true do t[#t + 1] = coroutine.create(print) end',
    MEMORY,
  ),
  flood(
    'keeps coroutines that hold deep stacks',
    'local t = {} local function f(n) if n > 0 then return 1 + f(n - 1) end coroutine.yield() end while true do t[#t + 1] = coroutine.create(f) coroutine.resume(t[#t], 5000) end',
    MEMORY,
  ),
  flood(
    'keeps long texts',
    'local t = {}\nwhile true do t[#t + 1] = ("x"):rep(1000):rep(1000 + #t % 40) end',
    'memory-limit|cpu-limit',
  ),
  flood(
    'catches that its texts have no room',
    'local t = {}\nwhile true do pcall(function() while true do t[#t + 1] = ("x"):rep(1000):rep(1000 + #t % 40) end end) end',
    'memory-limit|cpu-limit',
  ),
  flood(
    'catches it in a coroutine',
    'local t = {}\nwhile true do coroutine.resume(coroutine.create(function() while true do t[#t + 1] = ("x"):rep(1000):rep(1000 + #t % 40) end end)) end',
    'memory-limit|cpu-limit',
  ),
  flood('doubles a text', 'local s = "x" while true do s = s .. s end', TOO_LONG, 3),
  flood('repeats a text', 'local s = ("x"):rep(1e9)', TOO_LONG, 3),
  flood(
    'repeats a text with what stands between',
    'local s = ("x"):rep(3, ("y"):rep(1000):rep(1000))',
    TOO_LONG,
    3,
  ),
  flood(
    'grows a text by replacing',
    'local s = ("x"):rep(1e5):gsub("x", ("y"):rep(100))',
    TOO_LONG,
    3,
  ),
  flood(
    'grows a text by joining',
    'local t = {} for i = 1, 2000 do t[i] = ("x"):rep(1000) end table.concat(t)',
    'threw|cpu-limit',
  ),
  flood('packs a text with room to spare', 'string.pack("c1000000000", "")', TOO_LONG, 3),
  flood('spreads a list that is too long', 'table.unpack({}, 1, 1e8)', TOO_LONG, 3),
  flood(
    'takes a text apart at once',
    'local n = ("x"):rep(1000):rep(1000):byte(1, -1)',
    TOO_LONG,
    3,
  ),
  flood('recurses without an end', 'local function f() return 1 + f() end f()', `threw|${MEMORY}`),
  flood(
    'recurses through the host',
    'local t = setmetatable({}, {}) getmetatable(t).__tostring = function() return tostring(t) end print(t)',
    'threw',
    3,
  ),
  flood('opens too many brackets in a pattern', '("x"):gsub(("("):rep(5000), "")', 'threw', 3),
  flood('keeps too much data', 'context.data.x = ("x"):rep(1000):rep(300)', 'bad-data'),
  flood(
    'keeps too many values',
    'for i = 1, 60000 do context.data["k" .. i] = i end',
    'bad-data|cpu-limit',
  ),
  flood(
    'keeps the same list over and over',
    'local t = { 1 } for i = 1, 30 do t = { t, t } end context.data.x = t',
    'bad-data|cpu-limit',
  ),
  flood(
    'keeps data too deep',
    'local t = {} for i = 1, 100 do t = { t } end context.data.x = t',
    'bad-data',
  ),
  flood(
    'keeps a key that is too long',
    'context.data[("k"):rep(1000):rep(500)] = 1',
    'bad-data|cpu-limit',
  ),
  flood(
    'names a key of a megabyte in its error',
    'context.data[("k"):rep(1000):rep(1000)] = print',
    'bad-data|cpu-limit',
  ),
  flood(
    'finds too large an opportunity',
    'do return { x = ("x"):rep(1000):rep(300) } end',
    'bad-data',
  ),
  flood(
    'finds the same thing over and over',
    'local t = { 1 } for i = 1, 30 do t = { t, t } end do return t end',
    'bad-data|cpu-limit',
  ),
  flood(
    'hands an indicator the same list over and over',
    'local t = { "ema", 3 } for i = 1, 7 do t = { t, t, t, t, t, t, t, t, t, t, t, t } end indicators.rising(t, 2)',
    `threw|${MEMORY}`,
  ),
  flood('fails with a megabyte', 'error(("x"):rep(1000):rep(1000))', 'threw|cpu-limit'),
  flood(
    'fails in functions of long names',
    'local function deep(n) if n == 0 then error("x") end _G[("f"):rep(1000):rep(20) .. n] = function() deep(n - 1) end _G[("f"):rep(1000):rep(20) .. n]() end deep(20)',
    'threw',
    3,
  ),
  { ...flood('fails with a megabyte of file names', 'error(("a1.lua:1: "):rep(20000))', 'threw') },
  {
    name: 'logs without an end',
    promise: 'flood',
    language: 'lua',
    code: luaScript({ detect: 'once() for i = 1, 3000 do log(i) end' }),
    expect: { outcome: 'harmless' },
  },
  {
    name: 'logs megabytes',
    promise: 'flood',
    language: 'lua',
    code: luaScript({
      detect: 'if once() then local s = ("ü"):rep(1000):rep(50) for i = 1, 3 do log(s, s) end end',
    }),
    expect: { outcome: 'harmless' },
  },
  {
    name: 'asks for nine things at once',
    promise: 'flood',
    language: 'lua',
    code: luaScript({
      manage:
        'local list = {} for i = 1, 9 do list[i] = action.update_stop(market.price * 0.9) end do return list end',
    }),
    expect: { outcome: 'fault', code: 'bad-action|bad-return' },
  },
  {
    name: 'asks for a hundred thousand things at once',
    promise: 'flood',
    language: 'lua',
    code: luaScript({
      manage:
        'local one, list = action.remove_target(), {} for i = 1, 20000 do list[i] = one end do return list end',
    }),
    expect: { outcome: 'fault', code: 'bad-action|bad-return' },
  },
  {
    name: 'gives reasons of great length',
    promise: 'flood',
    language: 'lua',
    code: luaScript({
      filter:
        'if once() then do return action.enter{ side = "long", quantity = 1, reason = ("r"):rep(1000):rep(100) } end end',
      manage: 'do return action.exit{ reason = ("e"):rep(1000):rep(100) } end',
    }),
    expect: { outcome: 'harmless' },
  },
]
