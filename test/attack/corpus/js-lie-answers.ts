// Answers that are not what they seem: forged actions, changing objects, hostile errors.
import { faulty, harmless, vain } from '../js-case.ts'

const BUY = "action.enter({ side: 'long', quantity: 0.1, stop: market.price * 0.9 })"

const FORGED = {
  'an object that looks like an action':
    "{ kind: 'enter', side: 'long', sizing: { kind: 'quantity', value: 1 }, type: 'market' }",
  'an heir of an action': `Object.create(${BUY})`,
  'a proxy of an action': `new Proxy(${BUY}, {})`,
  'a stranger with the prototype of an action': `Object.setPrototypeOf({}, Object.getPrototypeOf(${BUY}))`,
  'an object with a tag': "{ [Symbol.toStringTag]: 'BuiltAction', action: {} }",
}

const SIZES = {
  'not a number': 'NaN',
  'a text': "'1'",
  'an object that is a number': '{ valueOf: () => 1 }',
  'a big integer': '1n',
  infinite: 'Infinity',
  negative: '-1',
  'minus zero': '-0',
}

/** Thrown values that would run code, or throw again, when they are looked at. */
const THROWN = {
  'a proxy that throws at every look':
    'new Proxy({}, { getPrototypeOf() { throw 1 }, get() { throw 2 }, ownKeys() { throw 3 } })',
  'a proxy of an error that throws when its kind is asked':
    "new Proxy(new Error('x'), { getPrototypeOf() { throw new Error('y') } })",
  'a revoked proxy':
    '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()',
  'an error whose stack throws':
    "Object.defineProperty(new Error('x'), 'stack', { get() { throw 1 } })",
  'an error whose stack is an object':
    "Object.assign(new Error('x'), { stack: { split: () => { log('ESCAPED split') } } })",
  'an error whose message throws':
    "Object.defineProperty(new Error('x'), 'message', { get() { throw 1 } })",
  'an error whose message is an object':
    "Object.assign(new Error('x'), { message: { toString() { throw 1 } } })",
  nothing: 'undefined',
  'a symbol': "Symbol('x')",
  'an object without prototype': 'Object.create(null)',
  'a function': '(() => {})',
  'an action': BUY,
  'an object that breaks when it is listed': '{ get x() { throw new RangeError() } }',
}

export const CASES = [
  ...Object.entries(FORGED).map(([what, value]) =>
    faulty('lie', `enters with ${what}`, { filter: `return ${value}` }, 'bad-return', 5),
  ),
  faulty(
    'lie',
    'enters with a list of an action and a stranger',
    { filter: `return [${BUY}, {}]` },
    'bad-return',
    5,
  ),
  faulty(
    'lie',
    'returns a list whose iterator yields other things',
    {
      filter: `return Object.defineProperty([${BUY}], Symbol.iterator, { value: function* () { yield {} } })`,
    },
    'bad-return',
    5,
  ),
  ...Object.entries(SIZES).map(([what, size]) =>
    faulty(
      'lie',
      `enters with a quantity that is ${what}`,
      { filter: `return action.enter({ side: 'long', quantity: ${size} })` },
      'bad-action',
      5,
    ),
  ),
  faulty(
    'lie',
    'enters with a size under a key of the prototype’s',
    {
      filter: `return action.enter(JSON.parse('{"side": "long", "quantity": 1, "__proto__": {"stop": 1}}'))`,
    },
    'bad-action',
    5,
  ),
  faulty(
    'lie',
    'exits more than it has',
    { manage: 'return action.exit({ fraction: 1 + 2 ** -52 })' },
    'bad-action',
    6,
  ),
  faulty('lie', 'leaves a trade through an entry', { manage: `return ${BUY}` }, 'bad-action', 6),
  faulty(
    'lie',
    'keeps an entry for when it may not enter',
    { top: 'let kept;', filter: `kept ??= ${BUY}`, manage: 'return kept' },
    'bad-action',
    6,
  ),
  faulty(
    'lie',
    'moves its stop to the wrong side',
    { manage: 'return action.updateStop(market.price * 1.5)' },
    'bad-action',
    6,
  ),
  vain('inherits an order’s options', {
    filter: `log('TRIED'); return action.enter(Object.assign(Object.create({ target: market.price * 1.01, type: 'limit', price: 1 }), { side: 'long', quantity: 0.1, stop: market.price * 0.9 }))`,
  }),
  vain('has options that change at each look', {
    filter: `log('TRIED'); let n = 1; return action.enter({ side: 'long', get quantity() { return 0.1 * n++ }, stop: market.price * 0.9 })`,
  }),
  vain('changes the options once they are read', {
    filter: `log('TRIED'); const o = { side: 'long', quantity: 0.1, stop: market.price * 0.9 }; const a = action.enter(o); o.quantity = 1e6; o.side = 'short'; attempt(() => { a.action = o; return 'changed' }); return a`,
  }),
  vain('returns a proxy of a list', { filter: `log('TRIED'); return new Proxy([${BUY}], {})` }),
  vain('builds a thousand actions and returns one', {
    filter: `log('TRIED'); for (let i = 0; i < 1000; i++) action.enter({ side: 'short', quantity: i + 1 })`,
  }),
  vain('writes over its position and account', {
    manage:
      'attempt(() => { context.position.quantity = 1e6; context.account.cash = 1e9; return context.account.cash === 1e9 })',
  }),
  vain('defines over context', {
    manage:
      "attempt(() => Object.defineProperty(context, 'position', { value: { quantity: 9 } }) && 'defined')",
  }),
  vain('writes over its opportunity', {
    filter:
      'attempt(() => { context.opportunity.seen = 1; return context.opportunity.seen === 1 })',
  }),
  vain('writes over its params', {
    more: 'params: { n: { default: 3 } },',
    detect: 'attempt(() => { context.params.n = 9; return context.params.n === 9 })',
  }),
  vain(
    'freezes what the runtime holds',
    'attempt(() => { for (const o of [context.data, definitionOf(this), log, action.removeStop()]) Object.freeze(o); function definitionOf(t) { return t } })',
  ),
  vain(
    'keeps data that is another at each look',
    "log('TRIED'); let n = 0; Object.defineProperty(context.data, 'x', { get: () => n++, enumerable: true, configurable: true })",
  ),
  vain(
    'keeps data in a proxy that lies about its keys',
    "log('TRIED'); let n = 0; context.data = new Proxy({ a: 1 }, { ownKeys: () => (n++ % 2 ? ['a'] : ['a', 'b']), getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: () => n })",
  ),
  faulty(
    'lie',
    'keeps data in a proxy that throws',
    "context.data = new Proxy({}, { ownKeys() { throw new Error('x') } })",
    'threw',
    4,
  ),
  faulty(
    'lie',
    'keeps data with a method that writes it down',
    'context.data.toJSON = () => ({ cash: 1e9 })',
    'bad-data',
    4,
  ),
  faulty('lie', 'keeps a function', 'context.data.f = () => market', 'bad-data', 4),
  faulty(
    'lie',
    'keeps data that leads to itself',
    'context.data.self = context.data',
    'bad-data',
    4,
  ),
  faulty('lie', 'keeps a map', 'context.data.m = new Map([[1, 2]])', 'bad-data', 4),
  faulty('lie', 'keeps market itself', 'context.data.m = market', 'bad-data', 4),
  faulty(
    'lie',
    'returns an opportunity that writes itself down',
    'return { seen: 1, toJSON: () => 5 }',
    'bad-data',
    4,
  ),
  faulty(
    'lie',
    'returns an opportunity that throws when it is read',
    "return { get seen() { throw new Error('x') } }",
    'threw',
    4,
  ),
  ...Object.entries(THROWN).map(([what, value]) =>
    faulty(
      'lie',
      `throws ${what}`,
      { top: '', detect: what === 'an action' ? 'throw action.removeStop' : `throw ${value}` },
      'threw',
      4,
    ),
  ),
  faulty(
    'lie',
    'throws an error with a forged place',
    "throw Object.assign(new Error('x'), { stack: 'Error: x\\n    at evil (/etc/passwd:1:1)\\n    at watchfire:guest:9:9' })",
    'threw',
    4,
  ),
  harmless('lie', 'asks for sizes at the ends of what a number holds', {
    filter:
      "log('TRIED'); return action.enter({ side: 'long', quantity: market.barIndex % 2 ? 5e-324 : Number.MAX_VALUE })",
  }),
  harmless('lie', 'asks for prices at the ends of what a number holds', {
    filter:
      "log('TRIED'); return action.enter({ side: 'long', quantity: 0.1, type: 'limit', price: Number.MAX_VALUE, stop: 5e-324 })",
  }),
  harmless('lie', 'risks a fraction against a stop next to the price', {
    filter:
      "log('TRIED'); return action.enter({ side: 'long', risk: 1, stop: market.price * (1 - 2 ** -50) })",
  }),
  faulty(
    'lie',
    'lets an order rest for more bars than can be counted',
    {
      filter:
        "return action.enter({ side: 'long', quantity: 0.1, type: 'limit', price: market.price * 0.5, expires: '99999999999999999999999 bars' })",
    },
    'bad-action|bad-return',
  ),
  faulty(
    'lie',
    'lets an order rest for ever',
    {
      filter:
        "return action.enter({ side: 'long', quantity: 0.1, type: 'limit', price: market.price * 0.5, expires: '9'.repeat(400) + 'd' })",
    },
    'bad-action|bad-return',
  ),
  harmless('lie', 'gives reasons that would break a line, a page or a file', {
    filter: `log('TRIED'); return action.enter({ side: 'long', quantity: 0.1, reason: '\\u0000\\ud800<script>\\n{"type":"fact"}\\u2028' + '"'.repeat(300) })`,
  }),
  harmless(
    'lie',
    'sends the marks of numbers as texts through its data',
    "attempt(() => context.data.x !== undefined && (context.data.x !== '\\u0001NaN' || context.data.y !== '\\u0001\\u0001+Inf' || !Object.is(context.data.z, -0))); Object.assign(context.data, { x: '\\u0001NaN', y: '\\u0001\\u0001+Inf', z: -0 })",
  ),
]
