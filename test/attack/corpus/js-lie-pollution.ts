// Changing what the kernel computes with, which in a backtest lies beside the script.
import { harmless, vain } from '../js-case.ts'

/** Properties of actions, orders and positions that a polluted prototype would lend to all. */
const LENT =
  `{ quantity: 9, notional: 1e6, stop: 1, target: 1e9, limitPrice: 5, price: 7, expires: '9 bars',
  pnl: 1e9, cash: 1e9, equity: 1e9, fees: -5, fee: -5, sign: 3, isQuarantined: false, faults: -9 }`.replaceAll(
    '\n',
    ' ',
  )

/** What the kernel and the runtime call, and something else in its place. */
const PATCHES = {
  'Math.floor': 'Math.floor = () => 1e6',
  'Math.max and Math.min': 'Math.max = Math.min = () => 1e9',
  'Math.abs by its descriptor': 'Object.defineProperty(Math, "abs", { value: () => 0 })',
  'Number.isNaN': 'Number.isNaN = () => false',
  'Number.isFinite and Number.isInteger': 'Number.isFinite = Number.isInteger = () => true',
  'Array.prototype.push': 'Array.prototype.push = function () { return 0 }',
  'Array.prototype.map': 'Array.prototype.map = () => []',
  'the iterator of arrays': 'Array.prototype[Symbol.iterator] = function* () { yield 1 }',
  'the steps of array iterators':
    'Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true })',
  'Function.prototype.call': 'Function.prototype.call = () => null',
  'Symbol.hasInstance of all functions':
    'Object.defineProperty(Function.prototype, Symbol.hasInstance, { value: () => true })',
  'Object.keys and Object.entries': 'Object.keys = Object.entries = () => []',
  'Object.is and Object.hasOwn': 'Object.is = Object.hasOwn = () => true',
  'Object.freeze': 'Object.freeze = (o) => o',
  'Map.prototype.get': 'Map.prototype.get = () => undefined',
  'Set.prototype.has': 'Set.prototype.has = () => true',
  'Float64Array.prototype.subarray':
    'Object.getPrototypeOf(Float64Array.prototype).subarray = () => []',
  'the setter of typed arrays': 'Object.getPrototypeOf(Float64Array.prototype).set = () => {}',
  'JSON.stringify and JSON.parse': 'JSON.stringify = () => "0"; JSON.parse = () => ({})',
  'String.prototype.slice': 'String.prototype.slice = () => "long"',
  'RegExp.prototype.exec': 'RegExp.prototype.exec = () => null',
  'Error.prototype.name': 'Object.defineProperty(Error.prototype, "name", { value: "x" })',
  'the setter that lets errors be renamed': 'Error.prototype.name = "x"',
  'the values of names': 'globalThis.NaN = 1; globalThis.undefined = 1; globalThis.Infinity = 1',
  'the global Math': 'globalThis.Math = { floor: () => 1 }',
  'the global Float64Array': 'globalThis.Float64Array = Array',
  'a class’s species': 'Object.defineProperty(Array, Symbol.species, { value: Map })',
}

export const CASES = [
  ...Object.entries(PATCHES).map(([what, patch]) =>
    vain(`replaces ${what}`, `attempt(() => { ${patch}; return 'replaced' })`),
  ),
  ...Object.entries({ ...PATCHES })
    .slice(0, 4)
    .map(([what, patch]) =>
      vain(`replaces ${what} while it loads`, {
        top: `attempt(() => { ${patch}; return 'replaced' })`,
        detect: "log('TRIED')",
      }),
    ),
  vain(
    'lends properties of orders to every object',
    `attempt(() => Object.assign(Object.prototype, ${LENT}) && 'lent')`,
  ),
  vain(
    'lends them by __proto__',
    `attempt(() => { for (const [k, v] of Object.entries(${LENT})) ({}).__proto__[k] = v; return 'lent' })`,
  ),
  vain(
    'lends them by the setters of overridden names',
    `attempt(() => { Reflect.set(Object.prototype, 'toString', () => 'x', Object.prototype); return ({}).toString() === 'x' })`,
  ),
  vain(
    'gives every object another prototype',
    'attempt(() => { Object.setPrototypeOf(Object.prototype, { quantity: 9 }); return "lent" })',
  ),
  vain(
    'gives arrays a setter at an index',
    'attempt(() => { Object.defineProperty(Array.prototype, 0, { set(v) { log("ESCAPED", v) } }); return "set" })',
  ),
  vain(
    'gives objects a setter named like a field',
    'attempt(() => { Object.prototype.__defineSetter__("cash", (v) => log("ESCAPED", v)); return "set" })',
  ),
  vain(
    'takes back what was removed',
    'attempt(() => { globalThis.Promise = class { then() {} }; globalThis.Intl = { x: 1 }; return false })',
  ),
  vain('keeps a key named __proto__ in its data', {
    detect:
      'attempt(() => ({}).quantity ?? context.data.quantity); context.data = JSON.parse(\'{"__proto__": {"quantity": 9}, "n": 1}\')',
  }),
  vain('keeps keys in its data that every object has', {
    detect: `attempt(() => context.data.constructor !== undefined && context.data.constructor !== Object && context.data.constructor !== 5); Object.assign(context.data, { toString: 1, valueOf: 2, hasOwnProperty: 3 }); Object.defineProperty(context.data, 'constructor', { value: 5, enumerable: true, configurable: true, writable: true })`,
  }),
  vain('returns an opportunity with a key named __proto__', {
    filter: 'attempt(() => context.opportunity.quantity !== undefined)',
    manage: 'attempt(() => ({}).quantity)',
    detect: `if (market.barIndex < 1e9) return JSON.parse('{"__proto__": {"quantity": 9}, "seen": 1}')`,
  }),
  vain('names a param __proto__', {
    more: `params: { ['__proto__']: { default: 9 }, constructor: { default: 7 }, toString: { default: 3 } },`,
    detect: 'attempt(() => ({}).default ?? (context.params instanceof Number))',
  }),
  vain('has metadata with a prototype of its own', {
    more: `__proto__: { warmup: 300, cooldown: 50, cadence: { watch: '1h' } },`,
    detect: "log('TRIED')",
  }),
  vain('changes its definition once it is loaded', {
    detect:
      "attempt(() => { this.timeframe = '1h'; this.cooldown = 99; this.filterCommitment = () => null; this.warmup = 200 })",
  }),
  vain('renames its errors, as anyone may', {
    top: 'class Mine extends Error { constructor(m) { super(m); this.name = "Mine" } }',
    detect:
      'attempt(() => { const e = new Mine("x"); e.message = "y"; const o = {}; o.toString = () => "z"; o.constructor = 1; return !(e.name === "Mine" && e.message === "y" && String(o) === "z" && o.constructor === 1 && Object.keys(o).length === 2) })',
  }),
  harmless('lie', 'shadows what the runtime names', {
    top: 'const frame = 1, world = 2, mark = 3, Handle = 4; const __watchfire = { evaluate: () => 1 }; var session, guest, committed;',
    detect: 'attempt(() => globalThis.frame ?? globalThis.session)',
  }),
]
