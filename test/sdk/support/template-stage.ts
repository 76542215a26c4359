// Runs the starter templates on a bare stage: made-up market and indicators, actions as plain data.
// Knows nothing of Watchfire's own runtime, so it tells what the texts themselves say.
import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { snakeCase } from '#sdk/names.ts'

export interface Situation {
  readonly callback: 'detectOpportunity' | 'filterCommitment' | 'managePosition'
  readonly market: { readonly close: number; readonly high: number; readonly low: number }
  readonly fast: number
  readonly slow: number
  readonly range: number
  readonly crossed: 'above' | 'below' | 'no'
  readonly side: 'long' | 'short'
  readonly level: number
  readonly shorts: boolean
}

/** What a script answered, flat: `{ action: 'enter', 'options.stop': 100 }`; {} is nothing. */
export type Flat = Readonly<Record<string, string | number | boolean>>

export interface Stage {
  metadata(): Flat
  answer(situation: Situation): Flat
}

const source = (file: string): string =>
  readFileSync(new URL(`../../../sdk/templates/${file}`, import.meta.url), 'utf8')

const FAST = 12
const SLOW = 36
const PARAMS = { fast: FAST, slow: SLOW, risk: 0.01, stop: 2, target: 4 }

type Strategy = Record<string, unknown> &
  Record<Situation['callback'], (...args: unknown[]) => unknown>

export function jsStage(file: 'strategy.js' | 'strategy.ts'): Stage {
  const text = source(file)
  const code = (file === 'strategy.ts' ? stripTypeScriptTypes(text) : text)
    .replace(/^import .*$/m, '')
    .replace('export default', 'return')
  const builder = (name: string) => (options: unknown) => ({ action: name, options })
  const action = { enter: builder('enter'), abandon: builder('abandon'), exit: builder('exit') }
  const strategy = new Function('action', 'defineStrategy', code)(
    action,
    (it: unknown) => it,
  ) as Strategy
  return {
    metadata() {
      const plain = Object.entries(strategy).filter(([, value]) => typeof value !== 'function')
      return flatten(Object.fromEntries(plain.map(([key, value]) => [snakeCase(key), value])))
    },
    answer({ callback, market, side, level, shorts, ...s }) {
      const isPair = (a: unknown, b: unknown) =>
        JSON.stringify([a, b]) ===
        JSON.stringify([
          ['ema', FAST],
          ['ema', SLOW],
        ])
      const context = {
        params: { ...PARAMS, shorts },
        opportunity: { side, level },
        position: { side },
      }
      const indicators = {
        ema: (n: number) => (n === FAST ? s.fast : n === SLOW ? s.slow : Number.NaN),
        atr: (n: number) => (n === 14 ? s.range : Number.NaN),
        crossedAbove: (a: unknown, b: unknown) => isPair(a, b) && s.crossed === 'above',
        crossedBelow: (a: unknown, b: unknown) => isPair(a, b) && s.crossed === 'below',
      }
      return flatten(strategy[callback](market, context, indicators) ?? {})
    },
  }
}

function flatten(value: unknown, path = ''): Flat {
  if (typeof value !== 'object' || value === null) {
    return { [path]: value as string | number | boolean }
  }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) =>
      flatten(item, path === '' ? key : `${path}.${key}`),
    ),
  ) as Flat
}

const LUA_STAGE = `
local function builder(name) return function(options) return {action = name, options = options} end end
action = {enter = builder("enter"), abandon = builder("abandon"), exit = builder("exit")}
local lines
local function put(value, path)
  if type(value) ~= "table" then
    local text = type(value) == "number" and string.format("%.17g", value) or tostring(value)
    lines[#lines + 1] = path .. "\\t" .. type(value) .. "\\t" .. text
  else
    for key, item in pairs(value) do put(item, path == "" and key or path .. "." .. key) end
  end
end
local function flat(value)
  lines = {}
  put(value or {}, "")
  return table.concat(lines, "\\n")
end
local function isPair(a, b)
  return #a == 2 and #b == 2 and a[1] == "ema" and a[2] == ${FAST} and b[1] == "ema" and b[2] == ${SLOW}
end
function metadata() return flat(strategy) end
function answer(callback, close, high, low, fast, slow, range, crossed, side, level, shorts)
  local context = {
    params = {fast = ${FAST}, slow = ${SLOW}, risk = 0.01, stop = 2, target = 4, shorts = shorts},
    opportunity = {side = side, level = level},
    position = {side = side},
  }
  local indicators = {
    ema = function(n) return n == ${FAST} and fast or n == ${SLOW} and slow or 0/0 end,
    atr = function(n) return n == 14 and range or 0/0 end,
    crossed_above = function(a, b) return isPair(a, b) and crossed == "above" end,
    crossed_below = function(a, b) return isPair(a, b) and crossed == "below" end,
  }
  return flat(_G[callback]({close = close, high = high, low = low}, context, indicators))
end
`

export function luaStage(): Stage {
  const { lauxlib, lua, lualib, to_luastring, to_jsstring } = createRequire(import.meta.url)(
    'fengari',
  )
  const L = lauxlib.luaL_newstate()
  lualib.luaL_openlibs(L)
  for (const code of [LUA_STAGE, source('strategy.lua')]) {
    if (lauxlib.luaL_dostring(L, to_luastring(code)) !== 0)
      throw new Error(lua.lua_tojsstring(L, -1))
  }
  /** Calls `expression` of literals and reads its flat lines. */
  function evaluate(expression: string): Flat {
    if (lauxlib.luaL_dostring(L, to_luastring(`return ${expression}`)) !== 0) {
      throw new Error(lua.lua_tojsstring(L, -1))
    }
    const text: string = to_jsstring(lua.lua_tostring(L, -1))
    lua.lua_settop(L, 0)
    const rows = text === '' ? [] : text.split('\n').map((line) => line.split('\t'))
    return Object.fromEntries(rows.map(([path, type, value]) => [path!, typed(type!, value!)]))
  }
  return {
    metadata: () => evaluate('metadata()'),
    answer(s) {
      const numbers = [s.market.close, s.market.high, s.market.low, s.fast, s.slow, s.range]
      const list = [
        JSON.stringify(snakeCase(s.callback)),
        ...numbers,
        JSON.stringify(s.crossed),
        JSON.stringify(s.side),
        s.level,
        s.shorts,
      ]
      return evaluate(`answer(${list.join(', ')})`)
    },
  }
}

const typed = (type: string, text: string): string | number | boolean =>
  type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text
