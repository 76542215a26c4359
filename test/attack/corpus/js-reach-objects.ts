// Objects that a script was not given: of the host, of the machine, of the runtime beside it.
import { harmless, reach, refused } from '../js-case.ts'

/** Walks everything that can be reached from some roots; `found` judges each object. */
const walk = (roots: string, found: string) =>
  `(() => {
  const found = ${found};
  const seen = new Set(), queue = [${roots}];
  for (const one of queue) {
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null || seen.has(one)) continue;
    seen.add(one);
    if (seen.size > 20000) return 'endless';
    const name = found(one);
    if (name) return name;
    queue.push(Object.getPrototypeOf(one));
    for (const key of Reflect.ownKeys(one)) {
      const d = Object.getOwnPropertyDescriptor(one, key);
      queue.push(d.get, d.set);
      if ('value' in d) queue.push(d.value); else { try { queue.push(d.get.call(one)) } catch {} }
    }
  }
})()`.replaceAll('\n', ' ')

const GIVEN =
  'market, context, indicators, action, log, console, market.tf("5m"), market.bar(0), globalThis'
const ERRORS = `...['market.bar(-1)', 'market.tf(1)', 'indicators.ema(-1)', 'action.enter({})'].map((_, i) => { try { [() => market.bar(-1), () => market.tf(1), () => indicators.ema(-1), () => action.enter({})][i]() } catch (e) { return e } })`

const NAMES = `process require module exports global window self fetch XMLHttpRequest WebSocket
  setTimeout setInterval setImmediate queueMicrotask structuredClone performance crypto navigator
  Buffer Deno Bun ivm $isolate __watchfire __author __filename __dirname SharedArrayBuffer Atomics
  WebAssembly Intl Temporal WeakRef FinalizationRegistry Promise eval Function gc d8 print read load
  Worker MessageChannel BroadcastChannel localStorage`.split(/\s+/)

export const CASES = [
  reach(
    'asks the global object for names of hosts',
    `${JSON.stringify(NAMES)}.filter((name) => name in globalThis || globalThis[name] !== undefined).join()`,
  ),
  reach(
    'looks for handles of the host in all that it was given',
    walk(
      GIVEN,
      `(o) => ['applySync', 'applyIgnored', 'derefInto', 'copySync', 'createContextSync', 'release', 'postMessage', 'send'].find((n) => { try { return typeof o[n] === 'function' } catch {} })`,
    ),
  ),
  reach(
    'looks for memory that the host can see',
    walk(
      GIVEN,
      `(o) => { try { return (ArrayBuffer.isView(o) && o.length !== undefined && Object.hasOwn(o, 0) && 'a view') || (/SharedArrayBuffer/.test(Object.prototype.toString.call(o)) && o.byteLength > 0 && 'shared memory') } catch {} }`,
    ),
  ),
  reach(
    'looks for handles in the errors that the runtime throws',
    walk(
      ERRORS,
      `(o) => ['applySync', 'derefInto', 'copySync'].find((n) => { try { return typeof o[n] === 'function' } catch {} })`,
    ),
  ),
  reach(
    'looks for an intrinsic that can be changed',
    walk(
      'Object.prototype, Array, Map, Set, WeakMap, Error, RangeError, Math, JSON, Reflect, Date, RegExp, Symbol, Number, String, BigInt, Proxy, Float64Array, Iterator, Object.getPrototypeOf(function* () {})',
      `(o) => o !== globalThis && !Object.isFrozen(o) && !ArrayBuffer.isView(o) && (o.name ?? String(o))`,
    ),
  ),
  reach('takes this from a sloppy call', '(function () { return this })()'),
  reach('climbs to its caller', '(function f() { return f.caller ?? arguments.callee.caller })()'),
  reach(
    'asks an error for its call sites',
    '(() => { const e = {}; Error.captureStackTrace(e); return typeof e.stack !== "string" && e.stack })()',
  ),
  reach(
    'formats stack traces itself',
    '(() => { Error.prepareStackTrace = (_, sites) => sites; return new Error("x").stack?.[0]?.getFunction?.() })()',
  ),
  reach(
    'formats them with a class of its own',
    '(() => { class E extends Error { static prepareStackTrace(_, sites) { return sites } } return Array.isArray(new E("x").stack) })()',
  ),
  reach(
    'reads in a stack who called it',
    '/watchfire:|isolated|node:|file:|runAlone|evaluate/.exec(new Error("x").stack)?.[0]',
  ),
  reach(
    'reads in the stack of an error of the runtime’s who called it',
    '(() => { try { market.bar(-1) } catch (e) { return /watchfire:|isolated|node:|runAlone/.exec(e.stack)?.[0] } })()',
  ),
  reach(
    'reads what the runtime matched last',
    '[RegExp.input, RegExp.lastMatch, RegExp.leftContext, RegExp["$`"], RegExp.$1].join("")',
  ),
  reach(
    'asks import.meta where it is',
    'Reflect.ownKeys(import.meta).join() || Object.getPrototypeOf(import.meta)',
  ),
  reach(
    'takes what a logger would hand to an inspector of its own',
    '(() => { let got; log({ [Symbol.for("nodejs.util.inspect.custom")](...a) { got = a.length }, toJSON(...a) { got = a.length } }); return got })()',
  ),
  reach(
    'takes what the console hides',
    '["_stdout", "_stderr", "Console", "context", "dir", "table", "time"].find((n) => console[n] !== undefined)',
  ),
  reach(
    'reads the wall clock',
    '(() => { for (let i = 0; i < 1e5; i++) if (Date.now() !== market.timestamp) return Date.now() })()',
  ),
  reach(
    'makes a date in every other way',
    '[new Date(), Reflect.construct(Date, []), new (class extends Date {})(), new (new Date(0).constructor)(), new (Object.getPrototypeOf(new Date(0)).constructor)()].find((d) => +d !== market.timestamp)',
  ),
  reach(
    'reads the clock from a date’s text',
    'Date() !== new Date(market.timestamp).toString() && Date()',
  ),
  reach(
    'constructs a date for another target',
    '(() => { const d = Reflect.construct(Date, [], Object); return Date.prototype.getTime.call(d) !== market.timestamp })()',
  ),
  reach(
    'asks for the machine’s time zone',
    'new Date(0).getTimezoneOffset() || !/GMT\\+0000/.test(String(new Date(0)))',
  ),
  reach(
    'asks for the machine’s language',
    '["toLocaleString", "localeCompare", "toLocaleUpperCase"].find((n) => typeof ""[n] === "function")',
  ),
  reach('gets promises from Array.fromAsync', 'Array.fromAsync?.([]).constructor.name'),
  refused(
    'reach',
    'gets promises from import()',
    'import("watchfire").then(() => {})',
    'dynamic-import',
  ),
  reach(
    'adopts the API’s objects by a constructor that returns them',
    `(() => {
    class Base { constructor(o) { return o } };
    class Stamp extends Base { #mine = 1; static has(o) { return #mine in o } static set(o) { o.#mine = 2 } };
    for (const o of [action.removeStop(), action, log]) { new Stamp(o); Stamp.set(o) };
    return Object.keys(market).includes('mine') })()`.replaceAll('\n', ' '),
  ),
  reach(
    'makes actions with the constructor of one',
    '(() => { const a = action.abandon("x"); const C = a.constructor; return C !== undefined && C !== Object })()',
  ),
  reach(
    'finds what another script left in the global registry of symbols',
    'Reflect.ownKeys(globalThis).filter((k) => typeof k === "symbol" && k !== Symbol.toStringTag).map(String).join()',
  ),
  harmless('reach', 'hands proxies to everything and listens to what comes', {
    top: `const spy = (into) => new Proxy({}, { get: (_, key, receiver) => { into.push(receiver); return undefined }, has: () => false, ownKeys: () => [] });`,
    detect: `attempt(() => { const into = []; const s = spy(into); for (const f of [() => log(s), () => market.bar(s), () => indicators.ema(9, s), () => market.tf(s), () => action.enter(s)]) { try { f() } catch {} } return into.some((r) => r !== s) && 'a receiver' })`,
  }),
  harmless('reach', 'hands functions to everything and listens to who calls', {
    detect: `attempt(() => { let got; const f = function (...a) { got ??= [this, ...a].find((x) => x !== o && typeof x === 'object' && x !== null && x !== f) }; const o = { toString: f, valueOf: f, [Symbol.toPrimitive]: f, toJSON: f, then: f, [Symbol.iterator]: f }; for (const g of [() => log(o), () => market.bar(o), () => indicators.ema(o), () => indicators.rising(o, 1), () => market.tf(o), () => action.updateStop(o)]) { try { g() } catch {} } return got })`,
  }),
]
