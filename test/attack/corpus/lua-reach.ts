// Lua scripts that reach for the host: its objects, files, clock, code, and the JavaScript below.
import type { AttackCase } from '../case.ts'
import { luaScript } from '../lua-script.ts'

/** A call of it by its name is checked where the script's files are gathered. */
const REQUIRE = 'local summon = _G["req" .. "uire"]'

const harmless = (name: string, detect: string, top = '', more = ''): AttackCase => ({
  name,
  promise: 'reach',
  language: 'lua',
  code: luaScript({ detect: `if once() then ${detect} end`, top, more }),
  expect: { outcome: 'harmless' },
})

const PROPERTIES = `{ "constructor", "prototype", "__proto__", "call", "apply", "bind", "toString", "valueOf",
  "hasOwnProperty", "__defineGetter__", "__lookupGetter__", "caller", "arguments", "name", "length", "id" }`

/** What a message must not show: the runtime's own troubles, or where it lies. */
const LEAKS = `local function inspect(what, e)
  if type(e) == "userdata" or type(e) == "table" then log("ESCAPED", what, e) return end
  for _, sign in ipairs { "node_modules", "file:", "watchfire:", "Cannot read", "is not a function", "is not iterable",
    "undefined", "[object", "at Object", "isolate", "=>" } do
    if tostring(e):find(sign, 1, true) then log("ESCAPED", what, e) end
  end
end`
  .split('\n')
  .join(' ')

export const CASES: readonly AttackCase[] = [
  harmless(
    'looks for the libraries that reach outside',
    `for _, name in ipairs { "io", "debug", "package", "load", "loadstring", "loadfile", "dofile", "collectgarbage",
      "module", "newproxy", "setfenv", "getfenv", "js", "fengari", "ffi", "jit", "process", "globalThis", "window",
      "self", "__watchfire", "Function", "eval", "coroutine.close", "arg" } do
      if _G[name] ~= nil then log("ESCAPED", name, _G[name]) end
    end`,
  ),
  harmless(
    'looks for what is left of os',
    `for _, name in ipairs { "execute", "exit", "getenv", "remove", "rename", "tmpname", "setlocale", "clock" } do
      if os[name] ~= nil then log("ESCAPED", name) end
    end`,
  ),
  harmless(
    'finds functions that nobody listed',
    `local known = " _G _VERSION action assert coroutine error getmetatable ipairs log math next os pairs pcall print rawequal rawget rawlen rawset require select setmetatable string table tonumber tostring type utf8 xpcall define_indicator strategy detect_opportunity filter_commitment manage_position "
    for name in pairs(_G) do if not known:find(" " .. name .. " ", 1, true) then log("ESCAPED", name) end end
    local libraries = { os = " date difftime time ", coroutine = " create isyieldable resume running status wrap yield ",
      table = " concat insert move pack remove sort unpack ", utf8 = " char charpattern codepoint codes len offset " }
    for library, names in pairs(libraries) do
      for name in pairs(_G[library]) do if not names:find(" " .. name .. " ", 1, true) then log("ESCAPED", library, name) end end
    end`,
  ),
  harmless(
    'dumps a function to bytecode through the metatable of strings',
    `local index = getmetatable("").__index
    if index.dump ~= nil or string.dump ~= nil then log("ESCAPED dump") end
    refuse("method", function() return (""):dump() end) refuse("quoted", string.format, "%q", print)`,
  ),
  {
    name: 'is bytecode itself',
    promise: 'reach',
    language: 'lua',
    code: `\x1bLuaS\x00\x19\x93\r\n\x1a\n\x04\x08\x04\x08\x08xV${luaScript({})}`,
    expect: { outcome: 'refused' },
  },
  {
    name: 'is bytecode after a line that is skipped',
    promise: 'reach',
    language: 'lua',
    code: `#!/usr/bin/lua\x1bLuaS\n\x1bLuaS${luaScript({})}`,
    expect: { outcome: 'refused' },
  },
  harmless(
    'requires its way out of the scripts folder',
    `for _, name in ipairs { "../x", "..", "...", "/etc/passwd", ".etc.passwd", "lib/../../x", "..\\\\x", "s\\0.lua", "", ".",
      "io", "debug", "package", "os", "_G", "js", "fengari", "ffi", "node:fs", "fs", "isolated-vm", "watchfire",
      "file:///etc/passwd", "http://localhost/x", "__proto__", "constructor", ("x"):rep(1000):rep(100) } do
      refuse(name:sub(1, 30), summon, name)
    end
    refuse("nil", summon) refuse("number", summon, 1) refuse("table", summon, setmetatable({}, { __tostring = function() return "s" end }))`,
    REQUIRE,
  ),
  harmless(
    'requires itself in a circle',
    `local _, e = pcall(function() error("x") end) local me = e:match("^(.-)%.lua:") log("name", #me > 0)
    local ok, why = pcall(summon, me) log(ok, tostring(why):find("in a circle", 1, true) ~= nil)`,
    `${REQUIRE} if reentered then local _, e = pcall(function() error("x") end) summon(e:match("^(.-)%.lua:")) end reentered = true`,
  ),
  harmless(
    'yields out of a module while it is required',
    `local _, e = pcall(function() error("x") end) local me = e:match("^(.-)%.lua:")
    isYielding = true
    local co = coroutine.create(function() return pcall(summon, me) end)
    local ok, first = coroutine.resume(co)
    if coroutine.status(co) == "suspended" then log("ESCAPED yielded", coroutine.resume(co)) end`,
    `${REQUIRE} if isYielding then coroutine.yield("out") end`,
  ),
  harmless(
    'asks functions of the host for JavaScript properties',
    `for _, f in ipairs { print, log, summon, action.enter, market.bar, market.tf, indicators.ema, indicators.macd, os.time,
      math.random, pcall, coroutine.wrap(print), string.rep, getmetatable("").__index.find } do
      for _, key in ipairs ${PROPERTIES} do refuse(key, function() return f[key] end) refuse(key, function() f[key] = 1 end) end
      if getmetatable(f) ~= nil then log("ESCAPED", getmetatable(f)) end
    end`,
    REQUIRE,
  ),
  harmless(
    'asks tables of the host for JavaScript properties',
    `for _, view in ipairs { market, context, context.account, context.params, indicators, action, market.tf("5m") } do
      for _, key in ipairs ${PROPERTIES} do refuse(key, function() return view[key] end) refuse(key, rawset, view, key, 1) end
    end
    for _, own in ipairs { {}, context.data, _G, string, math, market.bar(0), indicators.macd(12, 26, 9) } do
      for _, key in ipairs ${PROPERTIES} do if own[key] ~= nil then log("ESCAPED", key, own[key]) end end
    end
    for _, key in ipairs ${PROPERTIES} do if ("")[key] ~= nil then log("ESCAPED", key) end end`,
  ),
  harmless(
    'opens an action like a box',
    `local box = pcall and select(2, pcall(action.exit, {})) local kept = builtAtTop
    if type(kept) ~= "userdata" or getmetatable(kept) ~= false then log("ESCAPED", kept, getmetatable(kept)) end
    for _, key in ipairs { "data", "metatable", "uservalue", "len", "kind", "constructor", 1 } do
      refuse(key, function() return kept[key] end) refuse(key, function() kept[key] = 1 end)
    end
    refuse("length", function() return #kept end) refuse("call", function() return kept() end)
    refuse("raw", rawget, kept, "data") refuse("next", next, kept) refuse("metatable", setmetatable, kept, {})
    refuse("sum", function() return kept + 1 end) refuse("concat", function() return kept .. "" end)`,
    'builtAtTop = action.exit{ reason = "top" }',
  ),
  harmless(
    'uses names of JavaScript where the API takes a name',
    `for _, name in ipairs ${PROPERTIES} do
      refuse("tf " .. name, market.tf, name)
      refuse("source " .. name, indicators.ema, 3, { source = name })
      refuse("timeframe " .. name, indicators.ema, 3, { timeframe = name })
      refuse("symbol " .. name, indicators.ema, 3, { symbol = name })
      refuse("option " .. name, indicators.ema, 3, { [name] = 1 })
      refuse("operand " .. name, indicators.rising, { name, 3 }, 2)
      refuse("date " .. name, os.date, "%" .. "Q" .. name)
    end`,
  ),
  {
    name: 'uses names of JavaScript as keys of an action',
    promise: 'reach',
    language: 'lua',
    code: luaScript({
      filter: `if once() then for _, name in ipairs ${PROPERTIES} do
        refuse(name, action.enter, { side = "long", quantity = 1, [name] = 1 }) refuse(name, action.enter, { side = name, quantity = 1 })
        refuse(name, action.enter, { side = "long", quantity = 1, type = name }) refuse(name, action.enter, { side = "long", quantity = 1, type = "limit", price = 1, expires = name })
        refuse(name, action.trail_stop, { [name] = 1 }) refuse(name, function() return action[name] end)
      end end`,
    }),
    expect: { outcome: 'harmless' },
  },
  {
    name: 'pollutes prototypes through its data',
    promise: 'reach',
    language: 'lua',
    code: luaScript({
      detect: `if once() then context.data.__proto__ = { polluted = true, entries = 1 } context.data.constructor = { prototype = { polluted = true } } context.data.toJSON = "x" return { __proto__ = { polluted = true }, constructor = 1, then_ = 1 } end
      local kept = context.data.__proto__
      if kept == nil or kept.polluted ~= true then log("ESCAPED lost", kept) end
      if context.data.polluted ~= nil or context.account.equity == nil or ({}).polluted ~= nil then log("ESCAPED polluted") end`,
      manage: 'if context.opportunity.polluted ~= nil then log("ESCAPED") end',
    }),
    expect: { outcome: 'harmless' },
  },
  {
    name: 'pollutes prototypes through its metadata',
    promise: 'reach',
    language: 'lua',
    code: luaScript({
      top: 'strategy.__proto__ = { symbols = { "X" } } strategy.constructor = { name = "x" }',
      detect: 'log("ESCAPED loaded")',
    }),
    expect: { outcome: 'refused' },
  },
  {
    name: 'names its params after what every JavaScript object has',
    promise: 'reach',
    language: 'lua',
    code: luaScript({
      top: 'strategy.params = { constructor = { default = 1 }, toString = { default = 2 }, valueOf = { default = 3 } }',
      detect: `if once() then for key, value in pairs { constructor = 1, toString = 2, valueOf = 3 } do
        if context.params[key] ~= value then log("ESCAPED", key, context.params[key]) end
      end refuse("proto", function() return context.params.__proto__ end) end`,
    }),
    expect: { outcome: 'harmless' },
  },
  {
    name: 'looks for JavaScript in the errors of its libraries',
    promise: 'reach',
    language: 'lua',
    code: luaScript({
      // One library a bar: together they take longer than a callback may.
      top: `${LEAKS} builtAtTop = action.exit{} local libraries, at = { string, table, math, os, utf8, coroutine }, 0`,
      detect: `once() at = at + 1
      local odd = { -1, 2^53, 0/0, "%", "\\0\\255", {}, builtAtTop }
      local slow = { rep = 1, move = 1, concat = 1, unpack = 1 }
      for name, f in pairs(libraries[at] or {}) do
        if type(f) == "function" and not slow[name] then
          for i, a in ipairs(odd) do for _, b in ipairs { odd[(i + 4) % #odd + 1] } do
            local ok, e = pcall(f, a, b) if not ok then inspect(name, e) end
          end end
        end
      end`,
    }),
    expect: { outcome: 'harmless' },
  },
  {
    name: 'looks for JavaScript in the errors of the API',
    promise: 'reach',
    language: 'lua',
    code: luaScript({
      top: `${LEAKS} builtAtTop = action.exit{} local at = 0`,
      detect: `once() at = at + 1
      local odd = { 0, -1, 1.5, 2^53, 0/0, "", "ema", "\\255", {}, { {} }, { "ema" }, { "ema", {} }, { source = {} }, { offset = print }, print, true, coroutine.create(print), builtAtTop, market }
      local some = { ema = indicators.ema, macd = indicators.macd, vwap = indicators.vwap, rising = indicators.rising, crossed_above = indicators.crossed_above }
      local apis = { some, action, { bar = market.bar, tf = market.tf, highest = market.highest, avg_volume = market.avg_volume } }
      for name, f in pairs(apis[at] or {}) do
        for i, a in ipairs(odd) do
          local ok, e = pcall(f, a) if not ok then inspect(name, e) end
          ok, e = pcall(f, a, odd[#odd + 1 - i]) if not ok then inspect(name, e) end
        end
      end`,
    }),
    expect: { outcome: 'harmless' },
  },
  harmless(
    'catches what JavaScript itself throws',
    `inspect("rep", select(2, pcall(string.rep, "x", 1e9))) inspect("number", select(2, pcall(string.rep, "x", 2^53)))
    xpcall(function() return ("x"):rep(2^40) end, function(e) inspect("handler", e) end)
    local ok, e = coroutine.resume(coroutine.create(function() return ("x"):rep(1e9) end)) inspect("coroutine", e)
    local function deep() return pcall(deep) end inspect("deep", select(2, pcall(deep)))
    inspect("utf8", select(2, pcall(utf8.char, 2^31))) inspect("date", select(2, pcall(os.date, "%c", 1e300)))
    inspect("sort", select(2, pcall(table.sort, { 3, 1, 2, 5, 4 }, function() return true end)))`,
    LEAKS,
  ),
  harmless(
    'turns the text of functions and tables into source code',
    `for _, value in ipairs { print, action.enter, market.bar, indicators.ema, market, context, action, coroutine.create(print), detect_opportunity } do
      local text = tostring(value) .. string.format("%s", value)
      if text:find("{", 1, true) or text:find("=>", 1, true) or text:find("[object", 1, true) or #text > 80 then log("ESCAPED", text) end
    end`,
  ),
  harmless(
    'swaps its environment for one that asks the host',
    `do local _ENV = setmetatable({}, { __index = function(_, key) return _G[key] end, __newindex = function() end }) io = 1 if io ~= nil then _G.log("ESCAPED") end end
    local function blind() local _ENV = nil return x end refuse("blind", blind)
    local _ENV = { log = log } if io or load or debug then log("ESCAPED") end`,
  ),
  harmless(
    'listens at the globals for what the host asks',
    `setmetatable(_G, { __index = function(_, key) if key ~= "unknown" then log("ESCAPED asked for", key) end end, __newindex = function(_, key) log("ESCAPED set", key) end, __metatable = "x", __pairs = function() log("ESCAPED pairs") end })
    local none = unknown pcall(error, {}) pcall(market.bar, -1)`,
    '',
    'function on_fill(fill, context) pcall(string.rep) end',
  ),
  harmless(
    'reads a clock of the machine',
    `if os.time() ~= market.timestamp // 1000 then log("ESCAPED", os.time(), market.timestamp) end
    if os.date("%Y-%m-%d %H:%M") ~= os.date("!%Y-%m-%d %H:%M") then log("ESCAPED a time zone") end
    local t = os.date("*t") if os.time(t) ~= os.time() then log("ESCAPED", os.time(t)) end
    local before = os.time() for i = 1, 1e5 do end if os.time() ~= before then log("ESCAPED it moves") end
    for _, name in ipairs { "clock", "getenv", "setlocale" } do if os[name] then log("ESCAPED", name) end end`,
  ),
  harmless(
    'lets the host call into its metamethods',
    `local trap = setmetatable({}, { __tostring = function() return {} end }) refuse("print", print, trap) refuse("tostring", tostring, trap)
    local named = setmetatable({}, { __name = "watchfire:guest" }) log(tostring(named):sub(1, 15) == "watchfire:guest")
    local fields = setmetatable({}, { __index = function() log("ESCAPED index") return 1 end, __pairs = function() log("ESCAPED pairs") end, __len = function() log("ESCAPED len") return 1 end })
    pcall(indicators.ema, 3, fields) pcall(action.exit, fields) pcall(os.time, fields) pcall(market.bar, fields)`,
  ),
]
