// Ways out: code from text, changed intrinsics, what the runtime may have left lying about, the
// API's own objects, forged actions, bars that have not come yet.
import { afterAll, describe, expect, test } from 'vitest'
import { Ground, isProcess } from './ground.ts'
import { jsScript, NORMAL } from './js-script.ts'

const ground = new Ground('js')
afterAll(async () => {
  expect((await ground.end()).filter(isProcess)).toEqual([])
})

async function expectRefused(code: string, message: RegExp, kind = 'threw') {
  for (const placement of ['inside', 'outside'] as const) {
    const outcome = await ground.attempt(code, placement)
    expect(outcome.message).toMatch(message)
    expect(outcome.code).toBe(kind)
    expect(outcome.isRunnerAlive).toBe(true)
  }
  expect((await ground.attempt(NORMAL)).code).toBe('fine')
}

const logged = async (expression: string) => {
  const detect = `log(JSON.stringify(${expression})); return null`
  const { code, message, logs } = await ground.attempt(jsScript({ detect }))
  expect({ code, message }).toEqual({ code: 'fine', message: '' })
  return JSON.parse(logs[0]!.text) as unknown
}

describe('code is not made from text', () => {
  const refused = /cannot be made from text/
  test.each([
    ['eval', 'eval("1")', /eval is not defined/],
    ['Function', 'new Function("return 1")', /Function is not defined/],
    ['a function’s constructor', '(() => {}).constructor("return 1")', refused],
    ['a generator’s', '(function* () {}).constructor("yield 1")', refused],
    ['an async function’s', '(async () => {}).constructor("return 1")', refused],
    ['an async generator’s', '(async function* () {}).constructor("yield 1")', refused],
    ['a method’s of the API', 'market.bar.constructor("return 1")', refused],
    ['a class that extends it', 'new (class extends (() => {}).constructor {})("1")', refused],
    ['Reflect', 'Reflect.construct((() => {}).constructor, ["1"])', refused],
    ['the refusal’s own constructor', '(() => {}).constructor.constructor("1")', refused],
    ['import()', 'import("watchfire")', /Not supported/],
    ['import() in a try', 'try { import("fs") } catch {}', /Not supported/],
  ])('%s', (_what, detect, message) => expectRefused(jsScript({ detect }), message))
})

describe('intrinsics stay as they are', () => {
  test.each([
    'Array.prototype.push = 1',
    'Object.prototype.toJSON = () => 1',
    'Object.defineProperty(Object.prototype, "x", { value: 1 })',
    '({}).__proto__.x = 1',
    '[][Symbol.iterator]().__proto__.next = 1',
    'new Map().entries().__proto__.next = 1',
    '[].values().map((x) => x).__proto__.next = 1',
    'Iterator.from({ next() {} }).__proto__.next = 1',
    '(function* () {})().__proto__.__proto__.next = 1',
    '(async () => {})().__proto__.then = 1',
    'Error.prepareStackTrace = () => 1',
    'Error.stackTraceLimit = 0',
    'JSON.stringify = () => "1"',
    'Math.random = () => 5',
    'Date.now = () => 5',
    'globalThis.Date = 5',
    'globalThis.Object = 5',
    'delete Array.prototype.map',
  ])('%s', (detect) =>
    expectRefused(jsScript({ detect }), /^Cannot (assign|add|define|delete|redefine|set)/),
  )
})

/** A script's own walk over all that it can reach: what of it could be changed, and its names. */
const REACHABLE = `(() => {
  const paths = new Map()
  const reach = (value, path) => {
    const isObject = typeof value === 'function' || (typeof value === 'object' && value !== null)
    if (isObject && !paths.has(value)) paths.set(value, path)
  }
  reach(globalThis, 'globalThis')
  const makers = [() => {}, async () => {}, function* () {}, async function* () {}]
  for (const maker of makers) reach(Object.getPrototypeOf(maker), 'a prototype of functions')
  const iterators = [[].values(), ''[Symbol.iterator](), new Map().keys(), new Set().keys(),
    'x'.matchAll(/x/g), [].values().map((x) => x), Iterator.from({ next() {} })]
  for (const one of iterators) reach(Object.getPrototypeOf(one), 'an iterator')
  const changeable = [], names = []
  for (const [object, path] of paths) {
    reach(Object.getPrototypeOf(object), path + '.__proto__')
    for (const key of Reflect.ownKeys(object)) {
      const at = path + '.' + String(key)
      names.push(String(key))
      const one = Object.getOwnPropertyDescriptor(object, key)
      if (one.writable || one.configurable) changeable.push(at)
      reach(one.value, at)
      reach(one.get, at)
      reach(one.set, at)
    }
    if (object !== globalThis && Object.isExtensible(object)) changeable.push(path)
  }
  return { count: paths.size, changeable, locales: names.filter((name) => /locale/i.test(name)) }
})()`

test('of all that a script can reach nothing can be changed, and nothing asks for a locale', async () => {
  const found = (await logged(REACHABLE)) as Record<string, unknown> & { count: number }
  // The language has more than six hundred functions.
  expect(found.count).toBeGreaterThan(600)
  expect(found).toMatchObject({ changeable: [], locales: [] })
})

test('nothing of the host, of its start or of the machine can be named', async () => {
  const gone = `process require module global window self fetch setTimeout setInterval setImmediate
    queueMicrotask structuredClone performance __watchfire __author __filename Deno Bun
    SharedArrayBuffer Atomics WebAssembly Intl WeakRef FinalizationRegistry Promise eval Function`
  const names = gone.split(/\s+/)
  const typeofs = `[${names.map((name) => `typeof ${name}`)}]`
  expect(await logged(typeofs)).toEqual(names.map(() => 'undefined'))
  expect(await logged('Reflect.ownKeys(import.meta)')).toEqual([])
  expect(await logged('Object.keys(globalThis)')).not.toContain('__watchfire')
  expect(await logged('[typeof "".toLocaleString, typeof [].toLocaleString]')).not.toContain(
    'function',
  )
})

test('time and chance are the event’s', async () => {
  // The first bar opens at 0 and closes at 60,000.
  const clocks = '[Date.now(), +new Date(), +new (new Date().constructor)(), new Date(5).getTime()]'
  expect(await logged(clocks)).toEqual([60_000, 60_000, 60_000, 5])
  expect(await logged('Date().slice(0, 24)')).toBe('Thu Jan 01 1970 00:01:00')
  expect(await logged('new Date(0).getHours()')).toBe(0)
  const draws = '[Math.random(), Math.random()]'
  expect(await logged(draws)).toEqual(await logged(draws))
})

describe('the API’s objects are read-only', () => {
  test.each([
    'market.price = 1',
    'market.extra = 1',
    'Object.defineProperty(market, "price", { value: 1 })',
    'Object.setPrototypeOf(market, {})',
    'context.state = "InTrade"',
    'context.params.x = 1',
    'context.account.cash = 1e9',
    'indicators.ema = () => 1',
    'action.enter = () => 1',
    'delete market.bar',
  ])('%s', (detect) => expectRefused(jsScript({ detect }), /^Cannot|is not extensible/))

  test('a bar that a script was given is its own copy', async () => {
    const read = '(market.bar(0).close = 1, market.bar(0).close === market.close)'
    expect(await logged(read)).toBe(true)
  })
})

describe('actions are made by action alone', () => {
  test.each([
    ['an object that looks like one', '{ kind: "enter", side: "long" }', /returned a table/],
    ['one that inherits from one', 'Object.create(action.abandon("x"))', /returned a table/],
    ['a proxy of one', 'new Proxy(action.abandon("x"), {})', /returned a table/],
    [
      'a stranger with its prototype',
      'Object.setPrototypeOf({}, Object.getPrototypeOf(action.abandon("x")))',
      /returned a table/,
    ],
    [
      'one of its constructor',
      'new (action.abandon("x").constructor)({ kind: "enter" })',
      /returned a table/,
    ],
    ['a list of one and a stranger', '[action.abandon("x"), {}]', /a list that holds a table/],
    ['a list with a hole', '[action.abandon("x"), , ]', /a list that holds nothing/],
  ])('%s', (_what, value, message) =>
    expectRefused(jsScript({ filter: `return ${value}` }), message, 'bad-return'),
  )

  test('and not changed afterwards', () =>
    expectRefused(
      jsScript({ filter: 'const a = action.abandon("x"); a.kind = "enter"; return a' }),
      /not extensible/,
    ))
})

describe('bars that have not come are out of reach', () => {
  test.each([
    ['market.bar(-1)', /whole number of bars from 0, received -1/],
    ['market.bar(NaN)', /received NaN/],
    ['market.bar(0.5)', /received 0\.5/],
    ['market.bar("0")', /received "0"/],
    ['market.bar({ valueOf: () => -1 })', /received a table/],
    ['market.highest(-1)', /received -1/],
    ['market.lowest(0)', /received 0/],
    ['market.tf("1h").bar(-1)', /received -1/],
    ['market.tf("2s")', /unknown timeframe/],
    ['market.tf("1s")', /cannot be built from/],
    ['indicators.ema(3, { offset: -1 })', /offset .*received -1/],
    ['indicators.ema(3, { offset: 0.5 })', /offset .*received 0\.5/],
    ['indicators.ema(3, { offset: NaN })', /offset .*received NaN/],
    ['indicators.ema(3, { symbol: "ETHUSDT" })', /not part of this run/],
    ['indicators.sma(1e9)', /received 1000000000/],
  ])('%s', (detect, message) => expectRefused(jsScript({ detect }), message))

  test('before the first bar there is none', async () => {
    const far = '[market.bar(1e9), market.bar(1), Number.isNaN(market.highest(1e9))]'
    expect(await logged(far)).toEqual([null, null, true])
  })
})
