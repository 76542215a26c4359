// Code that never ends, wherever the host calls into a script: ended by the limit of the call, with
// the callback's name, and the next script finds a runner that works.
import { afterAll, describe, expect, test } from 'vitest'
import { Ground, isProcess, LIMITS, type Placement } from './ground.ts'
import { jsScript, NORMAL } from './js-script.ts'

const SPIN = 'for (;;);'

const ground = new Ground('js')
afterAll(async () => {
  expect((await ground.end()).filter(isProcess)).toEqual([])
})

async function expectEnded(code: string, callback: string, placement: Placement = 'inside') {
  const { code: ended, callback: where, message } = await ground.attempt(code, placement)
  const limitMs = callback === 'load' ? LIMITS.loadMs : LIMITS.callbackMs
  expect({ ended, where, message }).toEqual({
    ended: 'cpu-limit',
    where: callback,
    message: `did not end within ${limitMs} ms`,
  })
  const next = await ground.attempt(NORMAL, placement)
  expect(next.run?.trades.length).toBeGreaterThan(50)
}

describe('a loop without end is ended', () => {
  test.each([
    ['at the top level', { top: SPIN }, 'load'],
    ['in a getter of the exported strategy', { more: `get params() { ${SPIN} },` }, 'load'],
    ['in detectOpportunity', { detect: SPIN }, 'detectOpportunity'],
    ['in filterCommitment', { filter: SPIN }, 'filterCommitment'],
    ['in managePosition', { manage: SPIN }, 'managePosition'],
    ['in onFill', { more: `onFill() { ${SPIN} },` }, 'onFill'],
  ])('%s', (_where, parts, callback) => expectEnded(jsScript(parts), callback))

  test.each([
    ['in detectOpportunity', { detect: SPIN }, 'detectOpportunity'],
    ['in onInit', { more: `onInit() { ${SPIN} },` }, 'onInit'],
  ])('%s, asked across the wall', (_where, parts, callback) =>
    expectEnded(jsScript(parts), callback, 'outside'),
  )
})

describe('so is what only looks like an end', () => {
  test.each([
    ['a regular expression that backtracks', '/(a+)+b/.test("a".repeat(50))'],
    ['recursion in finally', 'const f = () => { try { f() } finally { f() } }; f()'],
    ['a comparison that never answers', `[2, 1].sort(() => { ${SPIN} })`],
    ['an integer that squares itself', 'let x = 3n; for (;;) x = x * x'],
    ['a promise that goes on for ever', '(async () => { for (;;) await null })()'],
    ['work put off until after the call', `(async () => { await null; ${SPIN} })()`],
  ])('%s', (_what, detect) => expectEnded(jsScript({ detect }), 'detectOpportunity'))
})

describe('so is code that runs while the host looks at what a call left', () => {
  test.each([
    ['a property of the opportunity', `return { get level() { ${SPIN} } }`],
    ['a property of context.data', `context.data = { get level() { ${SPIN} } }`],
    [
      'the stack of a thrown error',
      `throw Object.defineProperty(new Error('x'), 'stack', { get() { ${SPIN} } })`,
    ],
  ])('%s', (_what, detect) => expectEnded(jsScript({ detect }), 'detectOpportunity'))

  test('a list that claims to hold more than is kept is refused before it is walked', async () => {
    const detect = 'return { a: new Proxy([], { get: () => 1e12 }) }'
    const { code, callback, message } = await ground.attempt(jsScript({ detect }))
    expect({ code, callback }).toEqual({ code: 'bad-data', callback: 'detectOpportunity' })
    expect(message).toContain('more than 100000 values')
  })

  test('the stack of an error thrown at the top level', () => {
    const top = `throw Object.defineProperty(new Error('x'), 'stack', { get() { ${SPIN} } })`
    return expectEnded(jsScript({ top }), 'load')
  })
})
