// Values that a script may hand over where data or an action is due: plain ones, and ones that bite.
import fc from 'fast-check'

/** Stands for a value that bites until it is handed to the code under test: others look at it too. */
class Maker {
  readonly make: () => unknown
  constructor(make: () => unknown) {
    this.make = make
  }
}

/** The value with everything in it that bites. */
export function brought(value: unknown): unknown {
  if (value instanceof Maker) return value.make()
  if (Array.isArray(value)) return value.map(brought)
  if (typeof value !== 'object' || value === null) return value
  return fromPairs(Object.entries(value).map(([key, item]) => [key, brought(item)]))
}

class Instance {
  readonly x = 1
}

const hasThrowingGetter = () => ({
  get x() {
    throw new Error('looked at')
  },
})

const cycle = () => {
  const a: unknown[] = []
  a.push({ a })
  return a
}

const twice = () => {
  let a: unknown = [1]
  for (let i = 0; i < 30; i++) a = [a, a]
  return a
}

/** Another answer each time that it is asked. */
const restless = () => {
  let count = 0
  const next = (below: number) => {
    count += 1
    return count % below
  }
  return new Proxy([1, 2, 3], {
    get: (target, key) => (key === 'length' ? next(7) : Reflect.get(target, key)),
    ownKeys: (target) => Reflect.ownKeys(target).slice(0, next(4)),
  })
}

const BITING: readonly (() => unknown)[] = [
  () => () => 1,
  () => Symbol('s'),
  () => 10n,
  () => new Date(0),
  () => new Map([[1, 2]]),
  () => new Instance(),
  () => new Uint8Array(3),
  () => new Proxy({}, { get: () => Symbol('got'), ownKeys: () => ['a', 'a'] }),
  () => Proxy.revocable({}, {}).proxy,
  () => {
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    return proxy
  },
  () => Object.create({ inherited: 1 }),
  () => new Array(1e6),
  () => fromPairs([['then', (tell: (value: unknown) => void) => tell(1)]]),
  () => ({ toJSON: () => 'lies', valueOf: () => 1, toString: () => 'text' }),
  hasThrowingGetter,
  cycle,
  twice,
  restless,
]

export const biting = fc.constantFrom(...BITING.map((make) => new Maker(make)))

export const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.constantFrom(5e-324, 1.7976931348623157e308, 2 ** 53, -(2 ** 31)),
  fc.double(),
  fc.integer({ min: 90, max: 110 }),
)

/** Marks that the encoding uses itself, halves of characters, names that objects have. */
export const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '\u0001', '\u0001NaN', '\u0001-0', '\u0001\u0001', '\ud800', '𝟘é', '\0'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '0', '-1', '01', 'reason'),
)

export const scalars = fc.oneof(numbers, texts, fc.boolean(), fc.constant(null))

/** Trees as context.data may hold them. */
export const trees = fc.letrec<{ tree: unknown; list: unknown[]; record: object }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    tie('list'),
    tie('record'),
  ),
  list: fc.array(tie('tree'), { maxLength: 5 }),
  record: fc.array(fc.tuple(texts, tie('tree')), { maxLength: 5 }).map(fromPairs),
}))

/** The same, with something that bites somewhere. */
export const hostile = fc.letrec<{ tree: unknown; list: unknown[]; record: object }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    biting,
    tie('list'),
    tie('record'),
  ),
  list: fc.array(tie('tree'), { maxLength: 4 }),
  record: fc.array(fc.tuple(texts, tie('tree')), { maxLength: 4 }).map(fromPairs),
}))

/** Names a property "__proto__" as JSON.parse would: no assignment sets a prototype. */
function fromPairs(pairs: readonly (readonly [string, unknown])[]): object {
  const record = {}
  for (const [key, value] of pairs) {
    const flags = { enumerable: true, writable: true, configurable: true }
    Object.defineProperty(record, key, { value, ...flags })
  }
  return record
}
