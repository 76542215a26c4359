// More than there is room for: memory, data, logs, messages, metadata.
import { faulty, harmless, refused } from '../js-case.ts'

const GONE = 'memory-limit|runner-lost'
/** On a busy machine it takes longer to copy so much than a callback may last. */
const BIG_DATA = 'bad-data|cpu-limit'

/** V8 ends some of these by itself; others take their process with them. */
const BOMBS = {
  'many small objects': 'const a = []; for (;;) a.push({ x: 1 })',
  'many small texts': 'const a = []; for (let i = 0; ; i++) a.push("x" + i)',
  'lists in a list': 'const a = []; for (;;) a.push(new Array(1000).fill(1))',
  'a map with ever more keys': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, {})',
  'an object with ever more keys': 'const o = {}; for (let i = 0; ; i++) o["k" + i] = i',
  'closures that hold each other': 'let f = () => 0; for (;;) { const g = f; f = () => g }',
  'a text that is replaced by a longer one':
    '"a".repeat(2 ** 29 - 24).replace(/a/g, "bbbbbbbbbbbbbb")',
  'a spread of a list without end': 'function* g() { for (;;) yield {} } ;[...g()]',
  symbols: 'const a = []; for (;;) a.push(Symbol("x"))',
  'a text of many parts that is made flat':
    'const a = []; for (let i = 0; ; i++) { const s = "x".repeat(1e6) + i; s.charCodeAt(3); /y/.test(s); a.push(s) }',
}

export const CASES = [
  ...Object.entries(BOMBS).map(([what, detect]) =>
    faulty('flood', `fills the memory with ${what}`, detect, `${GONE}|cpu-limit`),
  ),
  refused('flood', 'fills the memory while it loads', {
    top: 'const a = []; for (;;) a.push({ x: 1 });',
  }),
  refused('flood', 'takes its process with it while it loads', {
    top: 'const m = new Map(); for (let i = 0; ; i++) m.set(i, {});',
  }),
  faulty(
    'flood',
    'keeps more at every bar',
    {
      top: 'const kept = [];',
      detect: 'kept.push(new Array(1e6).fill(market.close)); return null',
    },
    GONE,
  ),
  faulty(
    'flood',
    'asks for large buffers',
    'const a = []; for (;;) a.push(new Uint8Array(1e8))',
    'threw',
    4,
  ),
  faulty('flood', 'asks for a text that is too long', 'let s = "x"; for (;;) s += s', 'threw', 4),
  faulty('flood', 'asks for a list that is too long', 'new Array(2 ** 32)', 'threw', 4),
  faulty(
    'flood',
    'writes into a buffer that it resizes beyond all bounds',
    'const b = new ArrayBuffer(8, { maxByteLength: 2 ** 36 }); b.resize(2 ** 35); const a = new Uint8Array(b); for (let i = 0; i < a.length; i += 4096) a[i] = 1',
    `threw|${GONE}|cpu-limit`,
  ),
  faulty('flood', 'recurses without end', 'const f = () => f(); f()', 'threw', 4),
  faulty(
    'flood',
    'keeps more data than there is room for',
    'context.data.s = "x".repeat(1e6)',
    'bad-data',
    4,
  ),
  faulty('flood', 'keeps a long list', 'context.data.a = new Array(4e5).fill(1)', BIG_DATA),
  faulty(
    'flood',
    'keeps an empty list of great length',
    'context.data.a = []; context.data.a.length = 2 ** 32 - 1',
    BIG_DATA,
  ),
  faulty(
    'flood',
    'keeps few values that count as many',
    'let o = [1, 1]; for (let i = 0; i < 28; i++) o = [o, o]; context.data.o = o',
    BIG_DATA,
  ),
  faulty(
    'flood',
    'keeps keys that are long',
    'for (let i = 0; i < 300; i++) context.data[String(i).repeat(2000)] = 1',
    BIG_DATA,
  ),
  faulty(
    'flood',
    'keeps a little more at every bar',
    'context.data.s = (context.data.s ?? "") + "x".repeat(60_000); return null',
    'bad-data',
    4,
  ),
  faulty('flood', 'returns a large opportunity', 'return { s: "x".repeat(1e6) }', 'bad-data', 4),
  faulty(
    'flood',
    'keeps what cannot be kept under a long key',
    'context.data = { ["k".repeat(1e6)]: () => 1 }',
    'bad-data',
    4,
  ),
  faulty('flood', 'throws a long message', 'throw new Error("x".repeat(1e7))', 'threw', 4),
  faulty(
    'flood',
    'throws a long stack',
    'throw Object.assign(new Error("x"), { stack: "x" + "\\n    at f (a1.js:1:1)".repeat(1e5) })',
    'threw',
  ),
  faulty(
    'flood',
    'throws from a function with a long name',
    'const o = { ["f".repeat(1e6)]() { throw new Error("x") } }; Object.values(o)[0]()',
    'threw',
    4,
  ),
  faulty(
    'flood',
    'throws an object with many keys',
    'throw Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => [i, "x".repeat(100)]))',
    'threw',
    4,
  ),
  faulty(
    'flood',
    'builds an action with a long key',
    { filter: 'return action.enter({ side: "long", ["k".repeat(1e6)]: 1 })' },
    'bad-action',
    5,
  ),
  faulty(
    'flood',
    'asks for an indicator with a long source',
    'indicators.sma(3, { source: "s".repeat(1e6) })',
    'threw',
    4,
  ),
  faulty(
    'flood',
    'returns more actions than allowed',
    { manage: 'return Array.from({ length: 1e5 }, () => action.removeStop())' },
    'bad-return|bad-action',
    6,
  ),
  faulty(
    'flood',
    'returns a list that grows while it is read',
    {
      manage:
        'const a = [action.removeStop()]; return new Proxy(a, { get(t, k) { if (k === "length") t.push(t[0]); return t[k] } })',
    },
    `bad-return|bad-action|${GONE}|cpu-limit`,
  ),
  harmless(
    'flood',
    'logs without end',
    'log("TRIED"); for (let i = 0; i < 2e4; i++) log("x".repeat(200), i)',
  ),
  harmless(
    'flood',
    'logs a line without end',
    'log("TRIED"); log("x".repeat(2e6)); log(new Array(1e5).fill("y".repeat(50)))',
  ),
  harmless('flood', 'gives a reason without end', {
    filter:
      'log("TRIED"); return action.enter({ side: "long", quantity: 0.1, reason: "r".repeat(1e6) })',
  }),
  refused('flood', 'has a long description', { more: 'description: "x".repeat(5e6),' }),
  refused('flood', 'has a long name', {
    top: 'const long = "x".repeat(1e6);',
    more: 'get name() { return long },',
  }),
  refused('flood', 'has many properties that there are not', {
    more: '...Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ["p" + i, i])),',
  }),
  refused('flood', 'has many params that are wrong', {
    more: 'params: Object.fromEntries(Array.from({ length: 2e4 }, (_, i) => ["p" + i, { default: null }])),',
  }),
  refused('flood', 'names many symbols', {
    more: 'symbols: Array.from({ length: 1e5 }, (_, i) => "S" + i),',
  }),
  refused('flood', 'fails to load with a long message', {
    top: 'throw new Error("x".repeat(1e7));',
  }),
]
