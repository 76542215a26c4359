// Telling machines, moments and placements apart: what a script logs must be the same in a session,
// beside the kernel and across the wall, whichever process computes it.
import { faulty, harmless } from '../js-case.ts'

const tell = (name: string, expression: string, top = '') =>
  harmless('reproducible', name, { top, detect: `log('TRIED', ${expression})` })

export const CASES = [
  tell('draws random numbers', '[Math.random(), Math.random(), Math.random()].join()'),
  harmless('reproducible', 'draws random numbers while it loads', {
    top: 'const drawn = [Math.random(), Math.random()];',
    detect: "log('TRIED', drawn.join(), Math.random())",
  }),
  harmless('reproducible', 'draws in hooks and in all callbacks', {
    detect: "log('TRIED', Math.random())",
    filter: 'log(Math.random())',
    manage: 'log(Math.random())',
    more: 'onFill() { log(Math.random()) }, onTradeClosed() { log(Math.random()) },',
  }),
  harmless('reproducible', 'lets chance decide what it does', {
    detect: "log('TRIED'); if (Math.random() < 0.5) return null",
    manage: 'if (Math.random() < 0.3) return action.exit()',
  }),
  tell(
    'asks the clock in every form',
    '[Date.now(), new Date().toISOString(), Date(), new Date().getHours(), new Date(2020, 5, 1).getTime(), Date.parse("June 5, 2020 12:00")].join()',
  ),
  tell(
    'asks for times while it loads',
    '[loaded, new Date(2024, 6, 1).toString()].join()',
    'const loaded = Date.now();',
  ),
  tell(
    'computes what processors may round',
    '[Math.sin(1e22), Math.exp(1.1), Math.pow(1.1, 1000.3), Math.tan(1.5), Math.cbrt(3), Math.log1p(1e-9), Math.hypot(1e-9, 3), Math.atan2(1, 3), 2 ** 0.1, 0.1 + 0.2].join()',
  ),
  tell(
    'looks at the bits of what is not a number',
    'new BigUint64Array(Float64Array.of(NaN, 0 / 0, Infinity - Infinity, Math.sqrt(-1), -NaN, indicators.sma(500)).buffer).join()',
  ),
  tell(
    'sorts with a comparator that lies',
    'Array.from({ length: 50 }, (_, i) => (i * 7919) % 50).sort(() => 1).join()',
  ),
  tell(
    'walks keys in their order',
    "Object.keys({ b: 1, 2: 1, a: 1, 1: 1, ['-1']: 1 }).concat([...new Map([[3, 1], [1, 1]]).keys()]).join()",
  ),
  tell('shows a stack', '(() => { const f = () => new Error("x").stack; return [1].map(f)[0] })()'),
  tell(
    'shows the stack of the runtime’s error',
    '(() => { try { market.bar(-1) } catch (e) { return e.stack } })()',
  ),
  harmless('reproducible', 'shows the stack of a callback’s caller', {
    filter: 'log(new Error("x").stack)',
    manage: 'log(new Error("x").stack)',
    detect: "log('TRIED')",
    more: 'onFill() { log(new Error("y").stack) },',
  }),
  tell(
    'prints the runtime’s functions',
    '[market.bar, indicators.ema, action.enter, log, Date, Math.random, Date.now].map(String).join().length',
  ),
  tell(
    'asks what the regular expressions last saw',
    '[RegExp.input, RegExp.lastMatch, RegExp.$1].join()',
  ),
  tell(
    'writes numbers in every base',
    '[0.1, 1e21, 123.456, -1e-7, 2 ** 53].map((n) => [n.toString(36), n.toFixed(3), n.toExponential(), n.toPrecision(4)]).join()',
  ),
  tell(
    'orders words',
    "['ä', 'a', 'Z', 'é', 'z'].sort().join() + typeof ''.localeCompare + 'İ'.toLowerCase().length + 'ß'.toUpperCase() + 'e\\u0301'.normalize().length",
  ),
  tell('lists everything that is global', 'Reflect.ownKeys(globalThis).map(String).join()'),
  tell(
    'lists everything that it was given',
    '[market, context, indicators, action, market.tf("5m")].map((o) => Reflect.ownKeys(o).map(String).join()).join()',
  ),
  tell(
    'reads messages of V8',
    '[() => null.x, () => undefined.f(), () => [].reduce((a) => a), () => new Array(-1), () => BigInt(0.5), () => JSON.parse("{")].map((f) => { try { f() } catch (e) { return e.message } }).join()',
  ),
  harmless('reproducible', 'keeps count in a variable of its module', {
    top: 'let n = 0;',
    detect: "log('TRIED', ++n)",
    manage: 'log(++n)',
  }),
  harmless('reproducible', 'keeps count in its data, its opportunity and a closure', {
    top: 'const counter = (() => { let n = 0; return () => ++n })();',
    detect:
      "context.data.n = (context.data.n ?? 0) + 1; log('TRIED', context.data.n, counter()); return { n: context.data.n }",
    manage: 'log(context.opportunity.n, context.data.n)',
  }),
  harmless('reproducible', 'decides by a weak map of what it was given', {
    top: 'const seen = new WeakMap();',
    detect:
      "log('TRIED', seen.has(market), seen.has(context), seen.has(indicators)); seen.set(market, 1).set(context, 1).set(indicators, 1)",
  }),
  // Its isolate is ended while it holds its data in a variable: nothing that it wrote may be lost.
  faulty(
    'reproducible',
    'changes its data behind the runtime’s back, then loses its isolate',
    {
      top: 'let d; let n = 0;',
      detect:
        "if (d === undefined) { d = context.data; if (d.n !== undefined && d.n !== 5) log('ESCAPED', d.n); d.n ??= 0; } if (n++ < 5) { d.n = n; return null } for (;;);",
    },
    'cpu-limit',
  ),
  faulty(
    'reproducible',
    'changes its data and throws',
    "context.data.n = (context.data.n ?? 0) + 1; if (context.data.n > 1) log('ESCAPED', context.data.n); throw new Error('x')",
    'threw',
    4,
  ),
]
