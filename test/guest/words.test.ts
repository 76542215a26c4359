// Indicators whose arguments are words, and with more arguments than most, in both languages.
import { expect, test } from 'vitest'
import { findIndicator } from '#sdk/indicators/catalogue.ts'
import { expectSame, feed, jsWatch, luaWatch, numbers, runScript } from './isolates.ts'

const close = (i: number) => 100 + ((i * 37) % 17) + i / 10
const FEEDS = [feed('BTCUSDT', 60, (i) => ({ close: close(i) }))]

const js = (each: string) =>
  runScript({ language: 'js', files: { 's.js': jsWatch({ each }) }, feeds: FEEDS })
const lua = (each: string) =>
  runScript({ language: 'lua', files: { 's.lua': luaWatch({ each }) }, feeds: FEEDS })

/** What the catalogue's entry gives for the closes. */
function direct(name: string, args: number[]): number[] {
  const spec = findIndicator(name)!
  if (spec.input !== 'source') throw new Error(`${name} does not read a source`)
  const running = spec.create(...args)
  return Array.from({ length: 60 }, (_, i) => {
    running.update(close(i))
    return running.out[0]!
  })
}

const word = (name: string, index: number, text: string) =>
  findIndicator(name)!.args[index]!.choices!.indexOf(text)

test('a word picks what its index stands for, and nothing given is the default', async () => {
  const ema = direct('apo', [5, 10, word('apo', 2, 'ema')])
  const sma = direct('apo', [5, 10, word('apo', 2, 'sma')])
  expect(ema[30]).not.toBe(sma[30])
  expect(numbers((await js("say(indicators.apo(5, 10, 'ema'))")).logs)).toEqual(ema)
  expectSame((await lua("say(indicators.apo(5, 10, 'ema'))")).logs, ema)
  expect(numbers((await js('say(indicators.apo(5, 10))')).logs)).toEqual(sma)
  expectSame((await lua('say(indicators.apo(5, 10))')).logs, sma)
})

test('a word stands in an operand as well, before the options', async () => {
  const js1 = await js(
    "say(indicators.sma(1, { source: ['apo', 5, 10, 'ema', { source: 'hl2' }] }))",
  )
  const lua1 = await lua(
    "say(indicators.sma(1, {source = {'apo', 5, 10, 'ema', {source = 'hl2'}}}))",
  )
  expect(numbers(js1.logs)).toEqual(direct('apo', [5, 10, word('apo', 2, 'ema')]))
  expect(lua1.logs.length).toBe(60)
  expectSame(lua1.logs, numbers(js1.logs))
})

test.each([
  [
    "apo(5, 10, 'emma')",
    'indicators.apo: expected average to be one of "sma" "ema" .*, received "emma"; did you mean "ema"\\?',
  ],
  ['apo(5, 10, 1)', 'indicators.apo: expected average to be one of "sma" .*, received 1$'],
  [
    "ema('9')",
    'indicators.ema: expected length to be a whole number from 1 to 100000, received "9"',
  ],
  ['ema(-1)', 'indicators.ema: expected length .*, received -1'],
  ['ema(2.5)', 'indicators.ema: expected length .*, received 2.5'],
  ['ema()', 'indicators.ema: expected length .*, received nothing'],
])('indicators.%s is an error on its line, the same in both languages', async (call, message) => {
  for (const { result } of [
    await js(`\n\nindicators.${call}`),
    await lua(`\n\nindicators.${call}`),
  ]) {
    const [error] = result!.errors
    expect(error!.message).toMatch(new RegExp(message))
  }
  expect((await js(`\n\nindicators.${call}`)).result!.errors[0]!.line).toBe(9)
  expect((await lua(`\n\nindicators.${call}`)).result!.errors[0]!.line).toBe(7)
})

test('arguments that are left out in the middle do not hide the options', async () => {
  const { logs } = await js('say(indicators.apo(5, undefined, undefined, { offset: 3 }))')
  const now = direct('apo', [5, 26, 0])
  expect(numbers(logs).slice(40)).toEqual(now.slice(37, 57))
})

test('an indicator with more than five arguments takes them all, and its options', async () => {
  const call = 'sarext(0, 0.1, 0.03, 0.03, 0.3, 0.01, 0.01, 0.1'
  const plain = numbers((await js(`say(indicators.${call}))`)).logs)
  const usual = numbers((await js('say(indicators.sarext())')).logs)
  const back = numbers((await js(`say(indicators.${call}, { offset: 2 }))`)).logs)
  expect(plain[40]).not.toBe(usual[40])
  expect(back.slice(42)).toEqual(plain.slice(40, 58))
  expectSame((await lua(`say(indicators.${call}))`)).logs, plain)
})

test('operands name indicators as their language does', async () => {
  const camel = "say(indicators.crossedAbove(['plusDi', 5], ['minusDi', 5]))"
  const snake = "say(indicators.crossed_above({'plus_di', 5}, {'minus_di', 5}))"
  expect((await js(camel)).logs).toEqual((await lua(snake)).logs)
  expect((await js(camel)).logs).toContain('true')
  const { result } = await js("indicators.rising(['plus_di', 5], 1)")
  expect(result!.errors[0]!.message).toBe('there is no indicator "plus_di"; did you mean "plusDi"?')
})
