// What a fresh isolate must lose before user code runs in it: ways to make code from text, shared
// memory, clocks, locales, promises; then every intrinsic that is left is frozen.

/** What replaces the sources of chance and time. */
export interface Substitutes {
  random(): number
  /** Ms UTC of the event. */
  now(): number
  log(...values: unknown[]): void
}

const REMOVED = [
  'eval',
  'Function',
  'SharedArrayBuffer',
  'Atomics',
  'WeakRef',
  'FinalizationRegistry',
  'Promise',
  'AsyncDisposableStack',
]

/** Nothing else in an isolate leads to these, and they are a quarter of all objects: removed as they are. */
const OUT_OF_REACH = ['Intl', 'WebAssembly']

/** Runs once, after the runtime has taken what it needs and before user code is evaluated. */
export function lockdown(substitutes: Substitutes): void {
  const global = globalThis as unknown as Record<string, unknown>
  replaceDate(substitutes.now)
  Object.defineProperty(Math, 'random', { value: () => substitutes.random() })
  const { log } = substitutes
  global.log = log
  global.console = Object.freeze({ log, debug: log, info: log, warn: log, error: log })
  forbidCodeFromText()
  const forgotten = REMOVED.map((name) => global[name])
  for (const name of [...REMOVED, ...OUT_OF_REACH]) delete global[name]
  removeLocales()
  // A way to promises; and what the last match was, also of the runtime's own.
  Reflect.deleteProperty(Array, 'fromAsync')
  for (const key of LAST_MATCH) Reflect.deleteProperty(RegExp, key)
  showOwnFrames()
  const hidden = permitOverrides()
  freezeReachable([...hiddenIntrinsics(), ...hidden, ...forgotten, globalThis])
}

const LAST_MATCH = [
  ...['input', 'lastMatch', 'lastParen', 'leftContext', 'rightContext'],
  ...['$_', '$&', '$+', '$`', "$'", ...'123456789'.split('').map((digit) => `$${digit}`)],
]

/** V8's, as far as it matters here. */
interface CallSite {
  getFileName(): string | null
}

/** What is between the author's frames and below them tells how and where his script is run. */
function showOwnFrames(): void {
  const { toString: headline } = Error.prototype
  const headlineOf = (error: Error): string => {
    try {
      return headline.call(error)
    } catch {
      return 'Error'
    }
  }
  const isOurs = (site: CallSite) => site.getFileName()?.startsWith('watchfire:') ?? true
  const prepareStackTrace = (error: Error, sites: CallSite[]): string => {
    const own = sites.filter((site) => !isOurs(site))
    // Without any, it is our own mistake.
    const shown = own.length === 0 ? sites : own
    return [headlineOf(error), ...shown.map((site) => `    at ${site}`)].join('\n')
  }
  Object.defineProperty(Error, 'prepareStackTrace', { value: prepareStackTrace })
}

/**
 * Nothing can be assigned where a frozen prototype has a property of that name, and `error.name = …`
 * is good style: there, assigning makes a property of the object's own. Returns what they hold.
 */
function permitOverrides(): unknown[] {
  const errors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]
  const values: unknown[] = []
  for (const { prototype } of [Object, AggregateError, ...errors]) {
    for (const key of Reflect.ownKeys(prototype)) {
      const { value, configurable } = Object.getOwnPropertyDescriptor(prototype, key)!
      if (value === undefined || configurable !== true) continue
      values.push(value)
      Object.defineProperty(prototype, key, { get: () => value, set: overrider(prototype, key) })
    }
  }
  return values
}

function overrider(owner: object, key: PropertyKey) {
  return function override(this: unknown, value: unknown): void {
    const isObject = (typeof this === 'object' && this !== null) || typeof this === 'function'
    if (this === owner || !isObject) {
      throw new TypeError(`Cannot assign to read only property '${String(key)}'`)
    }
    const own = { value, writable: true, enumerable: true, configurable: true }
    Object.defineProperty(this, key, own)
  }
}

function replaceDate(now: () => number): void {
  const RealDate = Date
  function EventDate(this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return new RealDate(now()).toString()
    const values = args.length === 0 ? [now()] : args
    return Reflect.construct(RealDate, values, new.target)
  }
  Object.defineProperties(EventDate, {
    name: { value: 'Date' },
    length: { value: 7 },
    now: { value: now },
    UTC: { value: RealDate.UTC },
    parse: { value: RealDate.parse },
    prototype: { value: RealDate.prototype, writable: false },
  })
  RealDate.prototype.constructor = EventDate as unknown as DateConstructor
  ;(globalThis as unknown as Record<string, unknown>).Date = EventDate
}

/** Every constructor that compiles text is reachable from the functions it makes. */
function forbidCodeFromText(): void {
  const kinds = [() => {}, function* () {}, async () => {}, async function* () {}]
  for (const kind of kinds) {
    const prototype = Object.getPrototypeOf(kind) as object
    function Refused(): never {
      throw new TypeError('code cannot be made from text here')
    }
    Object.defineProperty(Refused, 'prototype', { value: prototype })
    Object.defineProperty(prototype, 'constructor', { value: Refused })
  }
}

const LOCALE_METHODS: readonly (readonly [{ prototype: object }, readonly string[]])[] = [
  [String, ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase']],
  [Date, ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']],
  ...[Object, Array, Number, BigInt, Object.getPrototypeOf(Int8Array) as ArrayConstructor].map(
    (owner) => [owner, ['toLocaleString']] as const,
  ),
]

function removeLocales(): void {
  for (const [{ prototype }, names] of LOCALE_METHODS) {
    for (const name of names) Reflect.deleteProperty(prototype, name)
  }
}

/** What the language level of this project's types does not know yet. */
interface IteratorHelpers {
  from(iterator: object): object
  readonly prototype: { map(each: () => void): object }
}

/** Intrinsics that no global name leads to. */
function hiddenIntrinsics(): object[] {
  const proto = (value: object) => Object.getPrototypeOf(value) as object
  const iterators = [[][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries()]
  const more = [new Set().values(), 'x'.matchAll(/x/g)]
  const { Iterator } = globalThis as unknown as { Iterator: IteratorHelpers }
  const helpers = [Iterator.prototype.map.call([].values(), () => {}), Iterator.from({ next() {} })]
  const functions = [() => {}, function* () {}, async () => {}, async function* () {}]
  return [...iterators, ...more, ...helpers, ...functions].map(proto)
}

/**
 * Freezes everything that can be reached; loops over lists, since a fresh isolate runs calls slowly,
 * and iterators more so.
 */
function freezeReachable(roots: readonly unknown[]): void {
  const { getPrototypeOf, getOwnPropertyDescriptor, hasOwn, freeze } = Object
  const { ownKeys } = Reflect
  const methods = getPrototypeOf(reach) as object
  /** What has properties that may lead on. */
  const holders = new Set<object>()
  function reach(value: unknown): void {
    if (typeof value === 'object' && value !== null) holders.add(value)
    if (typeof value !== 'function') return
    if (hasOwn(value, 'prototype') || value === methods || value === Proxy) {
      holders.add(value)
      return
    }
    // Most objects are the language's methods: a name and a length, which lead nowhere.
    const prototype = getPrototypeOf(value) as object
    if (prototype !== methods) holders.add(prototype)
    freeze(value)
  }
  roots.forEach(reach)
  // A set is walked in the order of insertion, and what is added meanwhile is walked too.
  for (const object of holders) {
    reach(getPrototypeOf(object))
    const isFunction = typeof object === 'function'
    const keys = ownKeys(object)
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!
      // V8 makes these when they are asked for, which takes longer than all else of a function.
      if (isFunction && (key === 'name' || key === 'length')) continue
      // Of a property that has none of the three, it is undefined.
      const { value, get, set } = getOwnPropertyDescriptor(object, key)!
      if (value !== undefined) reach(value)
      else {
        reach(get)
        reach(set)
      }
    }
  }
  // Not before: what is frozen is slower to walk on.
  for (const object of holders) {
    if (object !== globalThis && !ArrayBuffer.isView(object)) freeze(object)
  }
  freezeGlobals()
}

/** The global object itself cannot be frozen; its properties can be made constant. */
function freezeGlobals(): void {
  const { defineProperty, getOwnPropertyDescriptor } = Object
  const global = globalThis
  for (const key of Reflect.ownKeys(global)) {
    const descriptor = getOwnPropertyDescriptor(global, key)!
    if (!descriptor.configurable) continue
    const isData = 'value' in descriptor
    const constant = isData ? { writable: false, configurable: false } : { configurable: false }
    defineProperty(global, key, constant)
  }
}
