// Lua scripts that decide by what might differ from machine to machine: each logs what it finds, and
// what it logs must be the same wherever it runs.
import type { AttackCase } from '../case.ts'
import { luaScript } from '../lua-script.ts'

const same = (name: string, detect: string, top = ''): AttackCase => ({
  name,
  promise: 'reproducible',
  language: 'lua',
  code: luaScript({ detect: `once() ${detect}`, top }),
  expect: { outcome: 'harmless' },
})

export const CASES: readonly AttackCase[] = [
  same(
    'reads addresses of what it makes',
    'log(tostring({}), tostring(function() end), tostring(coroutine.create(log)), string.format("%s", {}))',
  ),
  same(
    'reads addresses of what the host makes',
    'log(tostring(market), tostring(context), tostring(context.data), tostring(print), tostring(market.bar(0)), tostring(market.tf("5m")), tostring(indicators.macd(3, 6, 2)), tostring(context.opportunity))',
  ),
  same(
    'iterates over keys of every kind',
    `local keys = { 1, 2.5, "a", true, print, market, {}, function() end, coroutine.create(log), -0.0, 2^40, 2^53, "1", 1e300 }
    local t = {} for i = #keys, 1, -1 do t[keys[i]] = i end t["a"] = nil t["a"] = 0
    local order = {} for _, value in pairs(t) do order[#order + 1] = value end log(table.concat(order, " "))`,
  ),
  same(
    'iterates over its globals and libraries',
    'local names = {} for name in pairs(_G) do names[#names + 1] = name end for name in pairs(string) do names[#names + 1] = name end for name in pairs(market) do names[#names + 1] = name end log(table.concat(names, " "))',
  ),
  same(
    'goes on iterating after it deleted the key',
    'local t, seen = {}, {} for i = 1, 20 do t["k" .. i * 7 % 20] = i end for key, value in pairs(t) do t[key] = nil seen[#seen + 1] = value end log(table.concat(seen, " "))',
  ),
  same(
    'sorts equal items',
    'local t = {} for i = 1, 300 do t[i] = { k = i % 3, i = i } end table.sort(t, function(a, b) return a.k < b.k end) local s = 0 for p, e in ipairs(t) do s = s + p * e.i % 1009 end log(s)',
  ),
  same(
    'sorts by chance',
    'local t = {} for i = 1, 60 do t[i] = i end log(pcall(table.sort, t, function() return math.random() < 0.5 end)) log(table.concat(t, " "))',
  ),
  same(
    'measures lists with holes',
    'local t = {} for i = 1, 40 do if i * i % 7 ~= 2 then t[i] = i end end log(#t, #{ 1, nil, 3 }, #{ nil, nil, 3, nil }, select("#", table.unpack(t)))',
  ),
  same(
    'compares texts of many alphabets',
    'local t = { "ä", "z", "Z", "a\\\\n", "a ", "", "a\\\\0b", "é", "e", "ß", "\\\\255", "日", "aa" } table.sort(t) log(table.concat(t, "|"), ("ÄÖ"):lower(), ("straße"):upper(), ("ä"):byte(1, -1))',
  ),
  same(
    'writes numbers',
    'log(1e15, 1e16, 2^53, 2^63, -0.0, 0.1 + 0.2, 1 / 3, 0/0, -(0/0), 1/0, 1e-320, 123456789012345678, 7 // 0.0, -7 % 3, 3.0, 1e100) log(string.format("%.17g %a %5.1f %e %d %x %q", 0.1, 1.5, 2.25, 12345.678, 3, 255, 1 / 3))',
  ),
  same(
    'calculates at the edge',
    'log(math.maxinteger + 1, math.mininteger - 1, math.maxinteger * 3, 1 << 52, 5 // -2, 5.5 // -2, 2^0.5, math.exp(1), math.log(10), math.sin(1e6), math.fmod(-7, 3), math.tointeger(2^53), math.ult(1, -1))',
  ),
  same(
    'draws by chance in every way',
    'log(math.random(), math.random(6), math.random(-5, 5), math.random(math.maxinteger), math.random(0, 2^31))',
  ),
  same(
    'keeps what it drew for later',
    'drawn = drawn or math.random draw = draw or coroutine.wrap(function() while true do coroutine.yield(math.random()) end end) log(drawn(), draw())',
  ),
  same(
    'reads the time in every way',
    'log(os.time(), os.date(), os.date("!%c"), os.date("%x %X %p %Z %z %s %j %U"), os.time{ year = 2024, month = 2, day = 30 }, os.difftime(os.time(), 0))',
  ),
  same(
    'counts how deep it may call',
    'if market.bar_index % 50 > 2 then return end local function depth(f) local n = 0 local function go() n = n + 1 f(go) end pcall(go) return n end log(depth(function(go) local ok, e = pcall(go) if not ok then error(e, 0) end end), depth(function(go) string.gsub("x", "x", go) end), depth(function(go) return setmetatable({}, { __index = go }).x end), depth(function(go) coroutine.wrap(go)() end))',
  ),
  same(
    'counts how long a text may be',
    'local s, n = ("x"):rep(1000), 1 while n < 4096 and pcall(string.rep, s, n * 2) do n = n * 2 end log(n)',
  ),
  {
    name: 'counts how much memory there is',
    // As a flood: whether the clock ends it first is the machine's to say, but never the script's.
    promise: 'flood',
    language: 'lua',
    code: luaScript({
      detect:
        'local t = {} pcall(function() while true do t[#t + 1] = ("x"):rep(1000):rep(1000 + #t % 40) end end) log("ESCAPED", #t)',
    }),
    expect: { outcome: 'fault', code: 'memory-limit|cpu-limit' },
  },
  same(
    'looks for a collector to ask or to hear',
    'if collectgarbage then log("ESCAPED") end for i = 1, 200 do setmetatable({}, { __gc = function() log("ESCAPED gc") end }) end local weak = setmetatable({}, { __mode = "kv" }) for i = 1, 200 do weak[{}] = {} end local n = 0 for _ in pairs(weak) do n = n + 1 end log(n)',
  ),
  same(
    'counts kinds of numbers in its data',
    `context.data.n = (context.data.n or 0) + 1.0 context.data.whole = 3.0 context.data.half = 0.5 context.data.big = 2^60 context.data.zero = -0.0
    log(context.data.n, math.type(context.data.n), 1 / context.data.zero) local keys = {} for key in pairs(context.data) do keys[#keys + 1] = key end log(table.concat(keys, " "))`,
  ),
  same(
    'decides by a text that is not UTF-8',
    'log(("\\\\255\\\\0ü"):byte(1, -1)) log(#("\\\\255"), "\\\\255" == "\\\\254", pcall(function() context.data.x = nil end))',
  ),
  same(
    'asks in another order on every bar',
    'local n = market.bar_index % 4 if n == 0 then indicators.ema(3) elseif n == 1 then indicators.rsi(4) end if market.bar_index % 7 == 6 then log(indicators.ema(3), indicators.rsi(4), indicators.macd(3, 6, 2).signal) end',
  ),
]
