// Work without end: in every place where a script's code runs, and of every kind.
import { faulty, harmless, refused } from '../js-case.ts'

const LOOP = 'for (;;);'
const FOREVER = '(() => { for (;;); })()'

/** Where a loop without end may hide: it must count as the callback's own. */
const PLACES = {
  'a callback': { detect: LOOP },
  'the second callback': { filter: LOOP },
  'the third callback': { manage: LOOP },
  'the hook that hears of fills': { more: `onFill() { ${LOOP} },` },
  'the hook at the start': { more: `onInit() { ${LOOP} },` },
  'a getter of an opportunity': { detect: `return { get seen() { ${LOOP} } }` },
  'a getter of its data': {
    detect: `Object.defineProperty(context.data, 'x', { get() { ${LOOP} }, enumerable: true })`,
  },
  'a trap of its data': { detect: `context.data = new Proxy({}, { ownKeys() { ${LOOP} } })` },
  'an option of an action': { filter: `return action.enter({ get side() { ${LOOP} } })` },
  'an option of an indicator': { detect: `indicators.sma(3, { get offset() { ${LOOP} } })` },
  'what it logs': { detect: `log({ get x() { ${LOOP} } })` },
  'the message of an error': {
    detect: `throw Object.defineProperty(new Error(), 'message', { get() { ${LOOP} } })`,
  },
  'a trap of what it throws': {
    detect: `throw new Proxy({}, { getPrototypeOf() { ${LOOP} }, ownKeys() { ${LOOP} } })`,
  },
  'the stack of an error': {
    detect: `throw Object.defineProperty(new Error(), 'stack', { get() { ${LOOP} } })`,
  },
  'the length of a list that it returns': {
    manage: `return new Proxy([], { get(t, k) { if (k === 'length') ${FOREVER}; return t[k] } })`,
  },
  'a then': { detect: `return { get then() { ${LOOP} } }` },
}

/** Kinds of work that are ended in different ways. */
const WORK = {
  'a regular expression that backtracks': '/^(a+)+$/.test("a".repeat(60) + "b")',
  'a regular expression over unicode': '/^(?:\\p{L}+)+$/u.test("é".repeat(60) + "!")',
  'a sort with a comparator':
    'Array.from({ length: 1e5 }, () => 0).sort(() => { for (let i = 0; i < 1e6; i++); return 1 })',
  'a loop that catches everything':
    'const f = () => { try { for (;;); } catch {} finally { f() } }; f()',
  'a recursion that never gives up': 'const f = () => { try { f() } finally { f() } }; f()',
  'a generator without end': 'function* g() { for (;;) yield 1 } for (const _ of g());',
  'big integers that grow': 'let x = 3n; for (;;) x *= x',
  'a big integer that is written down': 'let x = 1n << 8_000_000n; for (;;) x.toString()',
  'a copy of an endless array-like': 'for (;;) Array.prototype.slice.call({ length: 2 ** 31 })',
  'a search in an endless array-like': 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
  'a text that is compared with itself': 'const s = "ab".repeat(1e6); for (;;) s.lastIndexOf("aa")',
  'a text that is parsed': 'const s = "[" + "1,".repeat(3e5) + "1]"; for (;;) JSON.parse(s)',
  'dates that are read': 'for (;;) Date.parse("2020-01-01T00:00:00Z")',
  'indicators that begin anew':
    'for (let n = 1; ; n++) indicators.sma(3, { offset: n % 99999, timeframe: "3m" }) + indicators.ema(1 + (n % 50))',
  'bars that are asked for': 'for (;;) market.highest(1)',
  'errors with stacks': 'for (;;) new Error("x").stack',
}

export const CASES = [
  ...Object.entries(PLACES).map(([where, parts]) =>
    faulty('flood', `does not end in ${where}`, parts, 'cpu-limit|memory-limit|runner-lost'),
  ),
  ...Object.entries(WORK).map(([what, detect]) =>
    faulty('flood', `does not end: ${what}`, detect, 'cpu-limit|memory-limit|runner-lost'),
  ),
  harmless(
    'flood',
    'works hard, but within its limit',
    "log('TRIED'); for (let i = 0; i < 1e6; i++);",
  ),
  refused('flood', 'does not end while it loads', { top: LOOP }, 'cpu-limit'),
  refused(
    'flood',
    'does not end in a getter of its metadata',
    { more: `get version() { ${LOOP} },` },
    'cpu-limit',
  ),
  refused(
    'flood',
    'backtracks while it loads',
    { top: '/^(a+)+$/.test("a".repeat(60) + "b");' },
    'cpu-limit',
  ),
  refused('flood', 'waits for what never comes while it loads', {
    top: 'await new (class { then() {} })();',
  }),
]
