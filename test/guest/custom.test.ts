// Indicators that scripts define themselves: in Lua and in JavaScript alike, in real isolates.
import { describe, expect, test } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import {
  expectSame,
  feed,
  jsWatch,
  luaWatch,
  MINUTE,
  numbers,
  runScript,
  START,
} from './isolates.ts'

const COUNT = 60
const close = (i: number) => 100 + ((i * 37) % 17) + i / 10
const FEEDS = [
  feed('BTCUSDT', COUNT, (i) => ({ close: close(i), high: close(i) + (i % 5), volume: i })),
  feed('ETHUSDT', COUNT, (i) => ({ close: 2 * close(i), high: 2 * close(i) + (i % 3) })),
]

const LANGUAGES = ['js', 'lua'] as const

interface Both {
  readonly top?: string
  readonly each: string
}

function run(
  language: 'js' | 'lua',
  watch: Both,
  more: { lib?: Record<string, string>; placement?: 'inside' | 'outside' } = {},
) {
  const { lib = {}, ...rest } = more
  const write = language === 'js' ? jsWatch : luaWatch
  const files = { [`s.${language}`]: write(watch), ...lib }
  return runScript({ language, files, feeds: FEEDS, ...rest })
}

/** The mean of high − close over the last n bars. */
const WICK = {
  js: `const wick = defineIndicator({
  name: 'wick',
  args: [{ name: 'length', default: 4, min: 1, max: 100, integer: true }],
  warmup: (length) => length,
  create(length) {
    const last = []
    return (bar) => {
      last.push(bar.high - bar.close)
      if (last.length > length) last.shift()
      return last.reduce((sum, one) => sum + one, 0) / length
    }
  },
})`,
  lua: `local wick = define_indicator {
  name = "wick",
  args = { { name = "length", default = 4, min = 1, max = 100, integer = true } },
  warmup = function(length) return length end,
  create = function(length)
    local last = {}
    return function(bar)
      table.insert(last, bar.high - bar.close)
      if #last > length then table.remove(last, 1) end
      local sum = 0
      for _, one in ipairs(last) do sum = sum + one end
      return sum / length
    end
  end,
}`,
}

const wicks = (length: number): number[] =>
  Array.from({ length: COUNT }, (_, i) => {
    if (i + 1 < length) return Number.NaN
    const window = Array.from({ length }, (_, k) => close(i - k) + ((i - k) % 5) - close(i - k))
    return window.reduce((sum, one) => sum + one, 0) / length
  })

describe.each(LANGUAGES)('in %s', (language) => {
  const isLua = language === 'lua'
  const top = WICK[language]
  const say = async (js: string, lua = js) =>
    (await run(language, { top, each: `say(${isLua ? lua : js})` })).logs

  test('it is called by its own name, as a function, and as an operand', async () => {
    expectSame(await say('indicators.wick(4)'), wicks(4))
    expectSame(await say('indicators.wick()'), wicks(4))
    expectSame(await say('wick(indicators, 6)'), wicks(6))
    const rising = wicks(6).map((value, i, all) => String(i > 0 && value > all[i - 1]!))
    expect(
      await say("indicators.rising(['wick', 6], 1)", "indicators.rising({'wick', 6}, 1)"),
    ).toEqual(rising)
  })

  test('it has offset, timeframe and symbol, and can be the source of another', async () => {
    const back = wicks(4).map((_, i, all) => all[i - 3] ?? Number.NaN)
    expectSame(await say('wick(indicators, { offset: 3 })', 'wick(indicators, {offset = 3})'), back)
    const eth = await say(
      "indicators.wick(1, { symbol: 'ETHUSDT' })",
      "indicators.wick(1, {symbol = 'ETHUSDT'})",
    )
    expectSame(
      eth,
      Array.from({ length: COUNT }, (_, i) => 2 * close(i) + (i % 3) - 2 * close(i)),
    )
    const mean = await say(
      "indicators.sma(2, { source: ['wick', 4] })",
      "indicators.sma(2, {source = {'wick', 4}})",
    )
    expectSame(
      mean,
      wicks(4).map((value, i, all) => (value + (all[i - 1] ?? Number.NaN)) / 2),
    )
    const hourly = await say(
      "indicators.wick(1, { timeframe: '5m' })",
      "indicators.wick(1, {timeframe = '5m'})",
    )
    const five = (i: number) => {
      const at = Math.floor((i + 1) / 5) * 5 - 5
      if (at < 0) return Number.NaN
      return Math.max(...[0, 1, 2, 3, 4].map((k) => close(at + k) + ((at + k) % 5))) - close(at + 4)
    }
    expectSame(
      hourly,
      Array.from({ length: COUNT }, (_, i) => five(i)),
    )
  })

  test('first asked late, it says what it would have said all along', async () => {
    const each = isLua
      ? 'if market.bar_index >= 40 then say(wick(indicators, 6)) end'
      : 'if (market.barIndex >= 40) say(wick(indicators, 6))'
    expectSame((await run(language, { top, each })).logs, wicks(6).slice(40))
  })

  test('asked across the wall, it says the same', async () => {
    const each = 'say(wick(indicators, 6))'
    expectSame((await run(language, { top, each }, { placement: 'outside' })).logs, wicks(6))
  })

  test('it may have several outputs and words for arguments', async () => {
    const bands = isLua
      ? `define_indicator {
  name = "bands", outputs = {"top", "bottomLine"}, warmup = 3,
  args = { { name = "of", choices = {"high", "close"}, default = "close" } },
  create = function(of)
    return function(bar) return { top = bar[of] + 1, bottomLine = bar[of] - 1 } end
  end,
}`
      : `defineIndicator({
  name: 'bands', outputs: ['top', 'bottomLine'], warmup: 3,
  args: [{ name: 'of', choices: ['high', 'close'], default: 'close' }],
  create: (of) => (bar) => ({ top: bar[of] + 1, bottomLine: bar[of] - 1 }),
})`
    const each = isLua
      ? "local b = indicators.bands('high') say(b.top) say(indicators.bands().bottomLine)"
      : "const b = indicators.bands('high'); say(b.top); say(indicators.bands().bottomLine)"
    const { logs } = await run(language, { top: bands, each })
    const expected = Array.from({ length: COUNT }, (_, i) =>
      i < 2 ? [Number.NaN, Number.NaN] : [close(i) + (i % 5) + 1, close(i) - 1],
    ).flat()
    expectSame(logs, expected)
  })

  test('one that reads a source gets one number after the other, from the first that there is', async () => {
    const total = isLua
      ? `define_indicator { name = "total", input = "source", warmup = 1,
  create = function() local sum = 0 return function(value) sum = sum + value return sum end end }`
      : `defineIndicator({ name: 'total', input: 'source', warmup: 1,
  create() { let sum = 0; return (value) => (sum += value) } })`
    let sum = 0
    const sums = Array.from({ length: COUNT }, (_, i) => (sum += close(i)))
    expectSame((await run(language, { top: total, each: 'say(indicators.total())' })).logs, sums)
    const each = isLua
      ? "say(indicators.total({source = {'sma', 5}}))"
      : "say(indicators.total({ source: ['sma', 5] }))"
    const { logs } = await run(language, { top: total, each })
    const sma = findIndicator('sma')!.create(5) as {
      out: Float64Array
      update(value: number): void
    }
    let all = 0
    const expected = Array.from({ length: COUNT }, (_, i) => {
      sma.update(close(i))
      if (i >= 4) all += sma.out[0]!
      return i < 4 ? Number.NaN : all
    })
    expectSame(logs, expected)
  })

  test('it sees each bar once, in order, whole, and never one that has not closed', async () => {
    const spy = isLua
      ? `define_indicator { name = "spy", warmup = 1, create = function() return function(bar)
  log("seen " .. (bar.open_time - ${START}) // ${MINUTE} .. " " .. bar.volume)
  bar.close = -1
  return bar.low end end }`
      : `defineIndicator({ name: 'spy', warmup: 1, create: () => (bar) => {
  say('seen ' + (bar.openTime - ${START}) / ${MINUTE} + ' ' + bar.volume)
  bar.close = -1
  return bar.low } })`
    const each = isLua
      ? 'log("asked " .. market.bar_index .. " " .. market.close) indicators.spy() indicators.spy()'
      : "say('asked ' + market.barIndex + ' ' + market.close); indicators.spy(); indicators.spy()"
    const { logs } = await run(language, { top: spy, each })
    const short = (text: string) => text.replace(/\.0\b/g, '')
    expect(logs.map(short)).toEqual(
      Array.from({ length: COUNT }, (_, i) => [
        short(`asked ${i} ${isLua ? Number(close(i).toPrecision(14)) : close(i)}`),
        `seen ${i} ${i}`,
      ]).flat(),
    )
  })

  test('an error in it is the callback’s, with its own line; the next use begins at the first bar', async () => {
    const top = isLua
      ? `local fails = true
define_indicator { name = "counter", warmup = 1, create = function()
  local n = 0
  return function(bar)
    n = n + 1
    if fails and n == 3 then fails = false error("third") end
    return n
  end
end }`
      : `let fails = true
defineIndicator({ name: 'counter', warmup: 1, create() {
  let n = 0
  return () => {
    n += 1
    if (fails && n === 3) { fails = false; throw new Error('third') }
    return n
  }
} })`
    const caught = isLua
      ? 'local ok, n = pcall(function() return indicators.counter() end) say(ok and n or -1)'
      : 'let n = -1; try { n = indicators.counter() } catch {} say(n)'
    const { logs } = await run(language, { top, each: caught })
    expect(numbers(logs).slice(0, 6)).toEqual([1, 2, -1, 4, 5, 6])
    const { result } = await run(language, { top, each: 'indicators.counter()' })
    expect(result!.errors[0]).toMatchObject({
      callback: 'detectOpportunity',
      message: 'third',
      line: isLua ? 8 : 7,
      barIndex: 2,
    })
  })

  test.each([
    ['"x"', 'wrong: expected its update to return a number, or nothing, received "x"'],
    [
      isLua ? '{1}' : '[1]',
      'wrong: expected its update to return a number, or nothing, received a list',
    ],
    ['true', 'wrong: expected its update to return a number, or nothing, received true'],
  ])('to return %s is an error', async (value, message) => {
    const top = isLua
      ? `define_indicator { name = "wrong", warmup = 1, create = function() return function() return ${value} end end }`
      : `defineIndicator({ name: 'wrong', warmup: 1, create: () => () => (${value}) })`
    const { result } = await run(language, { top, each: 'indicators.wrong()' })
    expect(result!.errors[0]!.message).toBe(message)
  })

  test.each([
    [
      '{ upper: 1 }',
      '{upper = 1}',
      'two: expected its update to return a number as lower, received nothing',
    ],
    [
      '{ upper: 1, lowr: 2 }',
      '{upper = 1, lowr = 2}',
      'two: its update returned lowr, which is no output; did you mean "lower"?',
    ],
    ['1', '1', 'two: expected its update to return {upper, lower}, or nothing, received 1'],
  ])('with two outputs, to return %s is an error', async (js, lua, message) => {
    const top = isLua
      ? `define_indicator { name = "two", outputs = {"upper", "lower"}, warmup = 1, create = function() return function() return ${lua} end end }`
      : `defineIndicator({ name: 'two', outputs: ['upper', 'lower'], warmup: 1, create: () => () => (${js}) })`
    const { result } = await run(language, { top, each: 'indicators.two()' })
    expect(result!.errors[0]!.message).toBe(message)
  })

  test('nothing returned is no value', async () => {
    const top = isLua
      ? `define_indicator { name = "odd", warmup = 1, create = function() local n = 0 return function() n = n + 1 if n % 2 == 1 then return n end end end }`
      : `defineIndicator({ name: 'odd', warmup: 1, create() { let n = 0; return () => (++n % 2 ? n : undefined) } })`
    const { logs } = await run(language, { top, each: 'say(indicators.odd())' })
    expectSame(logs.slice(0, 4), [1, Number.NaN, 3, Number.NaN])
  })

  test.each([
    ['Math.random()', 'math.random()', 'random numbers'],
    ['Date.now()', 'os.time()', 'the clock'],
    ['leak.ema(3)', 'leak.ema(3)', 'other indicators'],
  ])('%s is refused in it: its values follow from its bars alone', async (js, lua, what) => {
    const top = isLua
      ? `leak = nil define_indicator { name = "drawn", warmup = 1, create = function() return function() return ${lua} end end }`
      : `let leak; defineIndicator({ name: 'drawn', warmup: 1, create: () => () => ${js} })`
    const { result } = await run(language, { top, each: 'leak = indicators; indicators.drawn()' })
    expect(result!.errors[0]!.message).toBe(
      `drawn cannot use ${what}: its values follow from its bars and arguments alone`,
    )
  })

  test('code in it that never ends is ended with the callback that asked', async () => {
    const top = isLua
      ? `define_indicator { name = "spin", warmup = 1, create = function() return function() while true do end end end }`
      : `defineIndicator({ name: 'spin', warmup: 1, create: () => () => { for (;;) {} } })`
    await expect(run(language, { top, each: 'indicators.spin()' })).rejects.toMatchObject({
      error: { code: 'cpu-limit', callback: 'detectOpportunity' },
    })
  })

  test('a shared library may define it', async () => {
    const exported = isLua
      ? `${WICK.lua}\nreturn wick`
      : `import { defineIndicator } from 'watchfire'\nexport ${WICK.js}`
    const lib = { [isLua ? 'lib/wick.lua' : 'lib/wick.js']: exported }
    const top = isLua
      ? 'local mine = require("lib.wick")'
      : "import { wick as mine } from './lib/wick.js'"
    const { logs } = await run(
      language,
      {
        top,
        each: 'say(mine(indicators, 5)) say(indicators.wick(5))'.replace(
          ') say',
          isLua ? ') say' : '); say',
        ),
      },
      { lib },
    )
    expectSame(
      logs,
      wicks(5).flatMap((value) => [value, value]),
    )
  })

  const define = (fields: string) =>
    isLua
      ? `\ndefine_indicator { ${fields.replaceAll('=>', '=').replaceAll('NOOP', 'function() end')} }`
      : `\ndefineIndicator({ ${fields.replaceAll('=>', ':').replaceAll('NOOP', '() => {}')} })`
  const word = isLua ? 'define_indicator' : 'defineIndicator'

  test.each([
    [
      'name => "ema", warmup => 1, create => NOOP',
      'the catalogue has an indicator "ema"; choose another name',
    ],
    ['name => "rising", warmup => 1, create => NOOP', 'the name "rising" is taken; choose another'],
    [
      'name => "a b", warmup => 1, create => NOOP',
      'expected name to be letters, digits and _, a letter first, received "a b"',
    ],
    [
      'name => "x", create => NOOP',
      'expected warmup to be a number of bars, or a function of the arguments, received nothing',
    ],
    ['name => "x", warmup => 1', 'expected create to be a function, received nothing'],
    [
      'name => "x", warmup => 1, creat => NOOP, create => NOOP',
      'creat is not a key of an indicator: name, description, input, args, outputs, warmup, create; did you mean "create"?',
    ],
    [
      'name => "x", warmup => 1, input => "bars", create => NOOP',
      'expected input to be "bar" (whole bars) or "source" (one number each), received "bars"',
    ],
  ])(
    'a definition {%s} is an error while the script loads, on its line',
    async (fields, message) => {
      const { report } = await run(language, { top: define(fields), each: '' })
      expect(report).toMatchObject({
        ok: false,
        message: expect.stringContaining(`${word}: ${message}`),
        line: isLua ? 4 : 3,
      })
    },
  )

  test('the same name twice is an error, and so is a definition in a callback', async () => {
    const one = define('name => "x", warmup => 1, create => NOOP')
    const twice = await run(language, { top: one + one, each: '' })
    expect(twice.report).toMatchObject({
      ok: false,
      message: expect.stringContaining('the name "x" is taken'),
    })
    const late = await run(language, { each: one })
    expect(late.result!.errors[0]!.message).toBe(
      `${word}: an indicator is defined while the script loads, not later`,
    )
  })

  test.each([
    ['wick(4)', 'wick: expected indicators as its first argument, as in wick(indicators)'],
    [
      'wick(indicators, 0)',
      'indicators.wick: expected length to be a whole number from 1 to 100, received 0',
    ],
    ['wick(indicators, 1, 2)', 'indicators.wick: expected at most (length), received 2 arguments'],
  ])('%s is an error', async (call, message) => {
    const { result } = await run(language, { top, each: call })
    expect(result!.errors[0]!.message).toBe(message)
  })
})

test('in Lua it works inside a coroutine, and cannot yield out of its update', async () => {
  const each = `local co = coroutine.wrap(function() coroutine.yield(indicators.wick(4)) end)
  say(co())`
  expectSame((await run('lua', { top: WICK.lua, each })).logs, wicks(4))
  const yields = `define_indicator { name = "y", warmup = 1, create = function() return function() coroutine.yield(1) end end }`
  const inside = 'coroutine.wrap(function() indicators.y() end)()'
  const { result } = await run('lua', { top: yields, each: inside })
  expect(result!.errors[0]!.message).toMatch(/yield/)
})
