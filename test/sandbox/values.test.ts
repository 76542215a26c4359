// Values made to trip whoever looks at them: returned, kept in context.data, or thrown. Each ends as
// an error that names the script's line, the same in both placements.
import { afterAll, describe, expect, test } from 'vitest'
import { Ground, isProcess } from './ground.ts'
import { jsScript, NORMAL } from './js-script.ts'

const ground = new Ground('js')
afterAll(async () => {
  expect((await ground.end()).filter(isProcess)).toEqual([])
})

async function expectError(code: string, expected: { code: string; message: RegExp }) {
  for (const placement of ['inside', 'outside'] as const) {
    const outcome = await ground.attempt(code, placement)
    expect(outcome.code).toBe(expected.code)
    expect(outcome.message).toMatch(expected.message)
    expect(outcome.isRunnerAlive).toBe(true)
  }
  expect((await ground.attempt(NORMAL)).code).toBe('fine')
}

const REVOKED = 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke();'
const TRAP =
  '{ ownKeys() { throw new Error("trap") }, getPrototypeOf() { throw new Error("trap") } }'

describe('as an opportunity', () => {
  test.each([
    ['a getter that throws', 'return { get a() { throw new Error("boo") } }', 'threw', /^boo$/],
    ['a proxy whose traps throw', `return new Proxy({}, ${TRAP})`, 'threw', /^trap$/],
    ['a revoked proxy', `${REVOKED} return proxy`, 'threw', /revoked/],
    ['a thenable', 'return { then() {} }', 'bad-return', /returned a promise/],
    ['a then that throws', 'return { get then() { throw new Error("no") } }', 'threw', /^no$/],
    ['a promise', 'return (async () => ({}))()', 'bad-return', /returned a promise/],
    ['a function', 'return () => 1', 'bad-return', /returned a function/],
    ['a symbol', 'return Symbol("x")', 'bad-return', /returned a symbol/],
    ['a string', 'return "long"', 'bad-return', /returned "long"/],
    ['toJSON', 'return { toJSON() { return 1 } }', 'bad-data', /opportunity\.toJSON is a function/],
    ['a big integer', 'return { n: 1n }', 'bad-data', /opportunity\.n is a bigint/],
    ['a cycle', 'const a = {}; a.a = a; return a', 'bad-data', /cycle/],
    ['an instance of a class', 'return { at: new Date() }', 'bad-data', /instance of a class/],
    ['a megabyte', 'return { s: "x".repeat(1e6) }', 'bad-data', /at most 262144/],
  ])('%s', (_what, detect, code, message) => expectError(jsScript({ detect }), { code, message }))
})

describe('as context.data', () => {
  test.each([
    ['a proxy whose traps throw', `context.data = new Proxy({}, ${TRAP})`, 'threw', /^trap$/],
    ['a function', 'context.data.f = () => 1', 'bad-data', /context\.data\.f is a function/],
    ['toJSON', 'context.data.toJSON = () => 1', 'bad-data', /context\.data\.toJSON/],
    ['a Map', 'context.data.m = new Map()', 'bad-data', /context\.data\.m is an instance/],
    ['a megabyte', 'context.data.s = "x".repeat(1e6)', 'bad-data', /at most 262144/],
    [
      'a cycle through a list',
      'const list = []; list.push(list); context.data.l = list',
      'bad-data',
      /cycle/,
    ],
  ])('%s', (_what, detect, code, message) => expectError(jsScript({ detect }), { code, message }))
})

describe('thrown', () => {
  const thrown = (property: string, value: string) =>
    `throw Object.defineProperty(new Error("a"), "${property}", ${value})`
  const inner = '{ get() { throw new Error("inner") } }'
  test.each([
    ['nothing', 'throw undefined', /^threw undefined$/],
    ['null', 'throw null', /^threw null$/],
    ['a symbol', 'throw Symbol("q")', /^threw Symbol\(q\)$/],
    ['an object', 'throw { a: 1 }', /^threw \{ a: 1 \}$/],
    [
      'an object whose getter throws',
      'throw { get a() { throw 1 } }',
      /throws when it is looked at/,
    ],
    ['an error whose stack throws', thrown('stack', inner), /throws when it is looked at/],
    ['an error whose message throws', thrown('message', inner), /throws when it is looked at/],
    ['an error with a symbol as message', thrown('message', '{ value: Symbol() }'), /Symbol\(\)/],
    ['an error with a long message', 'throw new Error("a".repeat(1e7))', /^a{2000}$/],
    ['a proxy whose traps throw', `throw new Proxy({}, ${TRAP})`, /trap|looked at/],
    ['a revoked proxy', `${REVOKED} throw proxy`, /revoked|looked at/],
  ])('%s', (_what, detect, message) =>
    expectError(jsScript({ detect }), { code: 'threw', message }),
  )

  test.each([
    ['at the top level', { top: 'throw { toString() { for (;;); } }' }],
    ['by a getter of the strategy', { more: 'get params() { throw null },' }],
  ])('%s', (_where, parts) => expectError(jsScript(parts), { code: 'load', message: /threw|null/ }))

  test('an error that is worded like one of the parser is still an error of the load', async () => {
    const top = 'throw new Error("Unexpected token [s.js:1:1]")'
    const { code, line } = await ground.attempt(jsScript({ top }))
    expect({ code, line }).toEqual({ code: 'load', line: 2 })
  })
})

describe('as the strategy', () => {
  test.each([
    ['a proxy whose traps throw', `export default new Proxy({}, ${TRAP})`, /^trap$/],
    ['a function', 'export default () => 1', /received a function/],
    ['nothing', 'export const a = 1', /received nothing/],
    [
      'params with a Map',
      jsScript({ more: 'params: { x: new Map() },' }),
      /params\.x is an instance/,
    ],
    ['params that hold themselves', 'const p = {}; p.p = p; export default { params: p }', /cycle/],
    [
      'a module that never finishes',
      'await new ((async () => {})().constructor)(() => {}); export default {}',
      /never/,
    ],
  ])('%s', (_what, code, message) => expectError(code, { code: 'load', message }))
})
