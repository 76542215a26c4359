// Lua scripts that would take others along: they fail while they hold a position with a stop.
import type { AttackCase } from '../case.ts'
import { luaScript } from '../lua-script.ts'

const inTrade = (name: string, manage: string, code: string, more = ''): AttackCase => ({
  name,
  promise: 'collateral',
  language: 'lua',
  code: luaScript({ manage, more }),
  expect: { outcome: 'fault', code },
})

const hook = (name: string, more: string, code: string): AttackCase => inTrade(name, '', code, more)

const MEMORY = 'memory-limit|cpu-limit|runner-lost'

export const CASES: readonly AttackCase[] = [
  inTrade('loops in a trade', 'while true do end', 'cpu-limit'),
  inTrade('fails in a trade', 'error("now")', 'threw'),
  inTrade('fails with nothing at all', 'error(nil)', 'threw'),
  inTrade(
    'fails with itself',
    'local e = {} e.e = e error(setmetatable(e, { __tostring = error, __name = 1, __index = e }))',
    'threw',
  ),
  inTrade('fails with an action', 'error(action.exit{})', 'threw'),
  inTrade('fails with a coroutine', 'error(coroutine.running())', 'threw'),
  inTrade('returns nonsense in a trade', 'do return "exit" end', 'bad-return'),
  inTrade(
    'takes all memory in a trade',
    'local t = {} while true do t[#t + 1] = { 1, 2, 3 } end',
    MEMORY,
  ),
  inTrade(
    'ends the process in a trade',
    'local t, i = {}, 0 while true do i = i + 1 t[i .. "k"] = { [i] = i } end',
    MEMORY,
  ),
  inTrade(
    'takes all room for texts in a trade',
    'local t = {} while true do t[#t + 1] = ("x"):rep(1000):rep(1000 + #t % 40) end',
    'memory-limit|cpu-limit',
  ),
  inTrade(
    'overflows the stack in a trade',
    'local function f() return pcall(f) and f() + 1 end f() error("over")',
    'threw|memory-limit|cpu-limit',
  ),
  inTrade('takes its stop away and fails', 'local a = action.remove_stop() error(a)', 'threw'),
  inTrade(
    'asks for a stop and for nonsense',
    'do return { action.update_stop(market.price * 0.5), "x" } end',
    'bad-return',
  ),
  hook('loops as it hears of a fill', 'function on_fill() while true do end end', 'cpu-limit'),
  hook('fails as it hears of a fill', 'function on_fill(fill) error(fill) end', 'threw'),
  hook(
    'returns something from a hook',
    'function on_fill() return action.exit{} end',
    'bad-return',
  ),
  hook(
    'loops as it hears of a trade',
    'function on_trade_closed() while true do end end',
    'cpu-limit',
  ),
  hook(
    'fails before its first bar',
    'function on_init(context) context.data.x = context error("first") end',
    'threw|bad-data',
  ),
  hook('loops before its first bar', 'function on_init() while true do end end', 'cpu-limit'),
  hook(
    'takes all memory as it hears of a fill',
    'function on_fill() local t = {} while true do t[#t + 1] = { 1, 2, 3 } end end',
    MEMORY,
  ),
  {
    name: 'ruins every table that others might share',
    promise: 'collateral',
    language: 'lua',
    code: luaScript({
      detect: `if once() then for _, library in ipairs { string, table, math, os, utf8, coroutine } do for name in pairs(library) do library[name] = nil end end
      local all = _G for name in pairs(all) do if name ~= "detect_opportunity" and name ~= "log" then all[name] = nil end end
      getmetatable = nil end`,
      filter: 'do return end',
    }),
    expect: { outcome: 'harmless' },
  },
]
