// Lua's help that needs no host: names that mean the same, and layout. Held to texts read by hand, and
// to every Lua script of the examples.
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bindingAt, luaBindings } from '../../editor/code/lua-bindings.ts'
import { formatLua } from '../../editor/code/lua-format.ts'
import { luaTokens } from '../../editor/code/lua-tokens.ts'

const root = new URL('../..', import.meta.url).pathname
const SCRIPTS = [...globSync('examples/**/*.lua', { cwd: root }), 'scripts/range-breakout.lua']
const read = (path: string) => readFileSync(root + path, 'utf8')

const SOURCE = `local factor = 2
local function scaled(value)
  local result = value * factor
  return result
end
function detect_opportunity(market, context)
  local factor = context.params.factor
  for i = 1, 3 do
    local value = scaled(market.close) + i
    if value > factor then return { value = value } end
  end
end
`

/** Lines on which the binding stands that the mark's place belongs to. */
function linesOf(source: string, marked: string, skip = 0): number[] {
  let at = source.indexOf(marked)
  for (let i = 0; i < skip; i++) at = source.indexOf(marked, at + 1)
  const binding = bindingAt(luaBindings(source), at)!
  return binding.uses.map(([start]) => source.slice(0, start).split('\n').length)
}

describe('names in Lua', () => {
  it('are told apart by their scope', () => {
    expect(linesOf(SOURCE, 'factor = 2')).toEqual([1, 3])
    expect(linesOf(SOURCE, 'factor = context')).toEqual([7, 10])
    expect(linesOf(SOURCE, 'value)')).toEqual([2, 3])
    expect(linesOf(SOURCE, 'value = scaled')).toEqual([9, 10, 10])
    expect(linesOf(SOURCE, 'i = 1')).toEqual([8, 9])
  })

  it('know where functions are defined, from before and from behind', () => {
    expect(linesOf(SOURCE, 'scaled(market')).toEqual([2, 9])
    const source = 'function a() return b() end\nfunction b() return 1 end\n'
    const b = bindingAt(luaBindings(source), source.indexOf('b()'))!
    expect(b.definition).toEqual([37, 38])
    expect(b.uses).toHaveLength(2)
  })

  it('are no fields, and nothing where the text does not parse', () => {
    const bindings = luaBindings(SOURCE)
    expect(bindings.map(({ name }) => name)).not.toContain('close')
    expect(luaBindings('local x = = 1')).toEqual([])
  })
})

describe('laying Lua out', () => {
  it('indents blocks, and sets spaces', () => {
    const loose = `function f( a,b )
if a>b and not( a==1 ) then
      return { a , x=-b , #a , [ "k" ]=1 }   -- kept
  else
local s=a .. 'x  y'
end


      return g{ 1,2 } , t [1] , -a ^ 2
end`
    expect(formatLua(loose)).toBe(`function f(a, b)
  if a > b and not (a == 1) then
    return { a, x = -b, #a, ["k"] = 1 } -- kept
  else
    local s = a .. 'x  y'
  end

  return g { 1, 2 }, t[1], -a ^ 2
end
`)
  })

  it('keeps long texts and comments as they are', () => {
    const text = 'local s = [[\n  two\n    lines ]]\n--[==[ a\n  b ]==]\nlocal t = 1\n'
    expect(formatLua(text)).toBe(text)
  })

  it.each(SCRIPTS)('changes no token of %s, and nothing the second time', (path) => {
    const once = formatLua(read(path))
    const words = (source: string) => luaTokens(source).map(({ text }) => text.trimEnd())
    expect(words(once)).toEqual(words(read(path)))
    expect(formatLua(once)).toBe(once)
  })

  it('leaves scripts that are laid out so as they are', () => {
    expect(formatLua(read('scripts/range-breakout.lua'))).toBe(read('scripts/range-breakout.lua'))
  })
})
