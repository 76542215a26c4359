// Lua scripts that would change a number: the views, fills, actions, chance, or what comes next.
import type { AttackCase } from '../case.ts'
import { HONEST, luaScript } from '../lua-script.ts'

const same = (name: string, detect: string, top = '', more = ''): AttackCase => ({
  name,
  promise: 'lie',
  language: 'lua',
  code: luaScript({ detect, top, more }),
  expect: { outcome: 'harmless' },
  twin: HONEST,
})

const inManage = (name: string, manage: string, more = ''): AttackCase => ({
  ...same(name, '', '', more),
  code: luaScript({ manage, more }),
})

const inFilter = (name: string, filter: string, top = ''): AttackCase => ({
  ...same(name, ''),
  code: luaScript({ filter, top }),
})

const fault = (
  name: string,
  parts: Parameters<typeof luaScript>[0],
  code: string,
  line?: number,
): AttackCase => ({
  name,
  promise: 'lie',
  language: 'lua',
  code: luaScript(parts),
  expect: { outcome: 'fault', code, ...(line === undefined ? {} : { line }) },
})

/** Every way to write into a table; k is one of its keys. */
const WRITES = `local writes = {
  set = function(v, k) v[k] = 1 end, clear = function(v, k) v[k] = nil end, add = function(v) v.added = 1 end,
  raw = function(v, k) rawset(v, k, 1) end, rawclear = function(v, k) rawset(v, k, nil) end, rawadd = function(v) rawset(v, "added", 1) end,
  first = function(v) v[1] = 1 end, rawfirst = function(v) rawset(v, 1, 1) end, insert = function(v) table.insert(v, 1) end,
  shift = function(v) table.insert(v, 1, 1) end, move = function(v) table.move({ 1, 2 }, 1, 2, 1, v) end,
  metatable = function(v) setmetatable(v, {}) end, bare = function(v) setmetatable(v, nil) end }
  local function assault(what, view) if type(view) ~= "table" then return end local k = next(view)
    for name, write in pairs(writes) do refuse(what .. " " .. name, write, view, k) end
    if getmetatable(view) ~= false then log("ESCAPED metatable", what) end end`
  .split('\n')
  .join(' ')

export const CASES: readonly AttackCase[] = [
  same(
    'writes into every view in every way',
    `once() assault("market", market) assault("context", context) assault("account", context.account) assault("params", context.params)
    assault("indicators", indicators) assault("action", action) assault("tf", market.tf("5m"))`,
    WRITES,
  ),
  {
    ...inManage('writes into its position and its opportunity', ''),
    code: luaScript({
      top: WRITES,
      manage:
        'once() assault("position", context.position) assault("opportunity", context.opportunity)',
    }),
  },
  {
    ...inManage('writes into fills and trades as it hears of them', ''),
    code: luaScript({
      top: WRITES,
      more: `function on_fill(fill, context) once() assault("fill", fill) assault("position", context.position) end
      function on_trade_closed(trade, context) assault("trade", trade) assault("account", context.account) end`,
    }),
  },
  same(
    'changes what iterating over a view gives',
    `once() local price, equity = market.price, context.account.equity
    for key, value in pairs(market) do key = "x" value = -1 end for key, value in next, context.account do value = value and 0 end
    local function up(a) local function more() a = a + 1 return a end more() return more() end
    up(market.price) pcall(up, market.price) coroutine.wrap(up)(market.price) select(2, market.price, up(market.price))
    local t = table.pack(market.price, market.close) t[1] = 0 table.sort(t)
    for i = market.price, market.price + 2 do i = i + 5 end
    if price ~= market.price or equity ~= context.account.equity then log("ESCAPED", price, market.price) end`,
  ),
  same(
    'changes bars and indicator values that it was given',
    `once() local bar, close = market.bar(0), market.bar(0).close bar.close = 1 bar.high = 0/0 setmetatable(bar, { __index = function() return 7 end })
    local macd = indicators.macd(3, 6, 2) macd.macd = 1e9 macd.signal = nil
    local bands = indicators.bollinger(3, 2) bands.upper = 0
    if market.bar(0).close ~= close or market.bar(0).close ~= market.close or indicators.macd(3, 6, 2).macd == 1e9 or indicators.bollinger(3, 2).upper == 0 then log("ESCAPED") end`,
  ),
  same(
    'looks at bars to come',
    `once() for _, n in ipairs { -1, -2, -0.5, 0.5, 0/0, 1/0, -1/0, -2^53, math.mininteger, "0", "-1", {}, true } do
      refuse("bar", market.bar, n) refuse("highest", market.highest, n) refuse("lowest", market.lowest, n) refuse("volume", market.avg_volume, n)
      refuse("method", market.bar, market, n)
    end
    for _, n in ipairs { 2^31, 2^32, 2^40, math.maxinteger } do if market.bar(n) ~= nil then log("ESCAPED", n) end end
    refuse("none", market.highest) refuse("zero", market.highest, 0)
    if market.bar(0).close_time > market.timestamp then log("ESCAPED the bar is not over") end`,
  ),
  same(
    'takes indicators from the future',
    `once() for _, n in ipairs { -1, -100, 0.5, -0.5, 0/0, 1/0, -1/0, -2^53, "-1", {}, true } do
      refuse("offset", indicators.ema, 3, { offset = n }) refuse("several", indicators.macd, 3, 6, 2, { offset = n })
      refuse("length", indicators.sma, type(n) == "number" and n or -1)
    end
    for _, n in ipairs { 2^31, 2^32, math.maxinteger } do
      local ok, value = pcall(indicators.ema, 3, { offset = n }) if ok and value == value then log("ESCAPED", n, value) end
    end`,
  ),
  same(
    'keeps a view of a longer timeframe until its bar forms',
    `once() kept = kept or market.tf("5m")
    local bar = kept.bar(0)
    if bar and (bar.close_time > market.timestamp or kept.close ~= bar.close or kept ~= market.tf("5m")) then log("ESCAPED", bar.close_time) end
    local value, bucket = indicators.ema(2, { timeframe = "5m" }), market.timestamp // 300000
    if bucket == lastBucket and value ~= last and value == value then log("ESCAPED in the middle of a bar", value) end
    last, lastBucket = value, bucket`,
  ),
  same(
    'asks how many bars there are',
    `once() for _, name in ipairs { "length", "count", "bars", "is_last", "total", "n", "end_time", "last", "remaining", "visible" } do
      refuse(name, function() return market[name] end) refuse(name, function() return context[name] end)
    end
    local n = 0 while market.bar(n) do n = n + 1 end if n > market.bar_index + 1 then log("ESCAPED", n) end
    log(#market, #context, market.bar_index - n, market.highest(1e6) ~= market.highest(1e6))`,
    '',
    'function on_trade_closed(trade, context) log(trade.exit_reason == "end_of_data") end',
  ),
  inFilter(
    'builds actions out of numbers that are none',
    `once() for _, n in ipairs { 0, -1, -0.0, 0/0, 1/0, -1/0, "1", {}, true, print } do
      refuse("quantity", action.enter, { side = "long", quantity = n }) refuse("notional", action.enter, { side = "long", notional = n })
      refuse("risk", action.enter, { side = "long", risk = n, stop = 1 }) refuse("fraction", action.enter, { side = "long", equity_fraction = n })
      refuse("stop", action.enter, { side = "long", quantity = 1, stop = n }) refuse("target", action.enter, { side = "long", quantity = 1, target = n })
      refuse("price", action.enter, { side = "long", quantity = 1, type = "limit", price = n })
      refuse("two", action.enter, { side = "long", quantity = 1, notional = 1 }) refuse("side", action.enter, { side = n, quantity = 1 })
    end
    refuse("wrong side", action.enter, { side = "long", quantity = 1, stop = market.price * 2 })
    refuse("at the price", action.enter, { side = "short", quantity = 1, stop = market.price })
    refuse("exit", action.exit, {}) refuse("list", action.enter, { { side = "long", quantity = 1 } })`,
  ),
  inFilter(
    'hands over options that are read twice',
    `once() local reads = 0
    local options = setmetatable({ side = "long", quantity = 1 }, { __index = function(_, key) log("ESCAPED index", key) end,
      __pairs = function() log("ESCAPED pairs") return next, {} end, __len = function() log("ESCAPED len") return 1 end, __gc = function() log("ESCAPED gc") end })
    action.enter(options)`,
  ),
  fault(
    'forges an action',
    {
      filter:
        'do return { kind = "enter", side = "long", quantity = 1, sizing = { kind = "quantity", value = 1 }, type = "market" } end',
    },
    'bad-return',
  ),
  fault(
    'forges an action in a list with a real one',
    {
      manage:
        'local real = action.exit{}\ndo return { real, setmetatable({ kind = "exit", fraction = 2 }, { __name = "action" }) } end',
    },
    'bad-return',
  ),
  fault(
    'replaces the maker of actions',
    { top: 'action = { enter = function(o) o.kind = "enter" return o end }' },
    'bad-return',
  ),
  fault(
    'enters where it may only look',
    {
      top: 'local kept = action.enter{ side = "long", quantity = 1 }',
      detect: 'do return kept end',
    },
    'bad-return|bad-action',
  ),
  fault(
    'exits where there is nothing',
    { top: 'local kept = action.exit{}', filter: 'do return kept end' },
    'bad-action|bad-return',
  ),
  fault(
    'enters once more in a trade',
    {
      top: 'local kept = action.enter{ side = "short", quantity = 5 }',
      manage: 'do return kept end',
    },
    'bad-action|bad-return',
  ),
  fault(
    'moves its stop to the wrong side',
    { manage: 'do return action.update_stop(market.price * 1.5) end' },
    'bad-action',
    3,
  ),
  same(
    'overwrites its globals at run time',
    `if once() then math.random = function() return 1 end os.time = function() return 1 end os.date = nil pairs = nil next = nil type = nil
    tostring = nil error = nil setmetatable = nil string.rep = nil string.format = nil table.sort = nil coroutine.wrap = nil
    strategy = { name = "other", timeframe = "1d", warmup = 1000 } rawset(_G, "assert", nil) _G._G = nil end`,
  ),
  same(
    'overwrites its callbacks at run time',
    `once() filter_commitment = function() return action.enter{ side = "short", quantity = 99 } end manage_position = function() return action.exit{} end
    on_fill = function() log("ESCAPED a new hook") end`,
  ),
  same(
    'overwrites its metadata at run time',
    `once() strategy.timeframe = "5m" strategy.warmup = 1e6 strategy.cooldown = 50 strategy.close_watch_timeout = "1 bars" strategy.cadence = { Watch = "5m" }`,
  ),
  same(
    'gives strings a metatable of its own making',
    `if once() then local meta = getmetatable("") meta.__index = function() return function() return "x" end end
    meta.__eq = function() return true end meta.__lt = function() return true end meta.__concat = function() return "x" end meta.__tostring = function() return "TRIED" end
    meta.__name = "x" meta.__metatable = "locked" meta.__call = function() return 1 end meta.__newindex = function() end meta.__len = function() return 0 end end`,
  ),
  same(
    'waits in metamethods of its data for the host',
    `if once() then local isInside = true
    local function trap(name) return function() if not isInside then log("ESCAPED", name) end end end
    context.data.x = setmetatable({ 1, 2 }, { __index = trap("index"), __newindex = trap("newindex"), __pairs = trap("pairs"), __len = trap("len"), __eq = trap("eq"), __gc = trap("gc"), __close = trap("close"), __tostring = trap("tostring"), __call = trap("call"), __mode = "kv" })
    setmetatable(context.data, { __index = trap("index"), __pairs = trap("pairs"), __metatable = trap("metatable") })
    isInside = false end`,
  ),
  {
    ...same('waits in metamethods of its opportunity for the host', ''),
    code: luaScript({
      detect: `once() if market.bar_index % 3 == 0 then local function trap() log("ESCAPED") while true do end end
      return setmetatable({ at = market.price, n = market.bar_index }, { __index = trap, __pairs = trap, __len = trap, __gc = trap, __eq = trap, __metatable = trap }) end`,
    }),
  },
  same(
    'keeps a coroutine over the callbacks',
    `once() kept = kept or coroutine.wrap(function(m, c, i) while true do
      local price, equity = m.price, c.account.equity local ema = i.ema(3)
      m, c, i = coroutine.yield(price, equity, ema) end end)
    local price, equity, ema = kept(market, context, indicators)
    local now = indicators.ema(3)
    if price ~= market.price or equity ~= context.account.equity or (ema ~= now and now == now) then log("ESCAPED", price, market.price) end`,
  ),
  same(
    'stays inside the protected calls of a coroutine for ever',
    `once() kept = kept or coroutine.create(function() while true do pcall(function() xpcall(function() coroutine.yield(1) error("x") end, function(e) return e end) end) end end)
    local ok, e = coroutine.resume(kept) if not ok then log("ESCAPED", e) end`,
  ),
  same(
    'resumes what cannot be resumed',
    `once() local me = coroutine.running() refuse("running", function() assert(coroutine.resume(me)) end) refuse("yield", coroutine.yield, 1)
    local co co = coroutine.create(function() refuse("itself", function() assert(coroutine.resume(co)) end) coroutine.wrap(function() refuse("normal", function() assert(coroutine.resume(co)) end) end)() end) coroutine.resume(co)
    refuse("dead", function() assert(coroutine.resume(co)) end) refuse("wrapped dead", function() local f = coroutine.wrap(function() end) f() f() end)
    refuse("across sort", coroutine.wrap(function() table.sort({ 3, 1, 2 }, function() coroutine.yield() end) end))
    refuse("across gsub", coroutine.wrap(function() string.gsub("x", "x", function() coroutine.yield() end) end))`,
  ),
  fault('yields out of a callback', { detect: 'coroutine.yield({ at = 1 })' }, 'threw', 3),
  fault(
    'returns a coroutine in the place of an answer',
    { detect: 'do return coroutine.create(function() return { at = 1 } end) end' },
    'bad-return',
  ),
  fault(
    'keeps what it wrote before it failed',
    {
      detect:
        'if context.data.kept ~= nil then log("ESCAPED", context.data.kept) end\ncontext.data.kept = { 1 } error("now")',
    },
    'threw',
    4,
  ),
  fault(
    'writes its data while its error is put into words',
    {
      detect:
        'if context.data.kept ~= nil then log("ESCAPED", context.data.kept) end\nlocal c = context error(setmetatable({}, { __tostring = function() c.data.kept = 1 return "told" end }))',
    },
    'threw',
    4,
  ),
  fault('puts itself into its data', { detect: 'context.data.me = context.data' }, 'bad-data'),
  fault('puts a view into its data', { detect: 'context.data = market' }, 'bad-data'),
  fault(
    'puts a function into its opportunity',
    { detect: 'do return { at = { deep = { print } } } end' },
    'bad-data',
  ),
  same(
    'keeps a view in its data and writes through it',
    `once() context.data.account = context.account context.data.number = 1.0
    refuse("through", function() context.data.account.equity = 1 end)
    if context.data.account.equity ~= context.account.equity then log("ESCAPED") end`,
  ),
  same(
    'exhausts the stack in the midst of an indicator',
    `if once() then local made = 0
    local function bottom() made = made + 1
      pcall(indicators.ema, 3) pcall(indicators.macd, 3, 6, 2) pcall(indicators.rsi, 4) pcall(indicators.ema, 2, { source = "hl2", timeframe = "3m" })
      pcall(market.tf, "15m") pcall(market.bar, 0) pcall(action.exit, {}) pcall(print, market) pcall(function() context.data.n = made end) end
    for depth = 170, 230, 20 do
      local function by(d) if d == 0 then bottom() else string.gsub("x", "x", function() by(d - 1) end) end end pcall(by, depth)
      local function sort(d) if d == 0 then bottom() else table.sort({ 2, 1 }, function() sort(d - 1) return false end) end end pcall(sort, depth)
      local function index(d) if d == 0 then bottom() else return setmetatable({}, { __index = function() return index(d - 1) end }).x end end pcall(index, depth)
    end log(made) end
    local ema, signal = indicators.ema(3), indicators.macd(3, 6, 2).signal log(ema, signal, indicators.rsi(4))
    local a, b, sum = 0.5, 0, 0 for n = 2, 0, -1 do local bar = market.bar(n) sum = sum + (bar and bar.close or 0/0) end
    if indicators.sma(3) == indicators.sma(3) and math.abs(indicators.sma(3) - sum / 3) > 1e-6 then log("ESCAPED", indicators.sma(3), sum / 3) end`,
  ),
  same(
    'fills the stack of Lua before it asks',
    `if once() then local function asks(...) return indicators.ema(3), market.bar(0).close, context.account.equity end
    local many = {} for i = 1, 20000 do many[i] = i end
    for _, n in ipairs { 1000, 20000 } do log(pcall(asks, table.unpack(many, 1, n))) end end
    log(indicators.ema(3))`,
  ),
  same(
    'seeds its own luck',
    `once() refuse("seed", math.randomseed, 1) refuse("none", math.randomseed) log(math.random() < 1)`,
  ),
]
