// The action builders: what an author wrote becomes a checked, plain Action, or an error at once.
import type { Action, EnterAction, Sizing, Span } from '#sdk/domain.ts'
import { parseSpan } from '#sdk/timeframe.ts'
import { cut } from './cut.ts'
import type { Place } from './script.ts'

/** The author's spelling of a key: snake_case in Lua, as it is in JS. */
export type Spelling = (camelCase: string) => string

export type Options = Readonly<Record<string, unknown>>

/** A wrong argument of an action; its message is for the author. */
export class ActionError extends Error {}

/** An action together with where the author built it; nobody else can make one. */
export class BuiltAction {
  readonly #action: Action
  readonly #where: () => Place | null

  /** `where` tells where it was built, should it turn out wrong when it is returned. */
  constructor(action: Action, where: () => Place | null) {
    this.#action = action
    this.#where = where
    Object.freeze(this)
  }

  static is(value: unknown): value is BuiltAction {
    return typeof value === 'object' && value !== null && #action in value
  }

  static action(built: BuiltAction): Action {
    return built.#action
  }

  static place(built: BuiltAction): Place | null {
    return built.#where()
  }

  static {
    // Scripts hold actions: from one of them no way may lead to making others.
    Reflect.deleteProperty(BuiltAction.prototype, 'constructor')
    Object.freeze(BuiltAction.prototype)
  }
}

const SIZES = ['quantity', 'notional', 'equityFraction', 'risk'] as const
const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit'] as const
export const REASON_CHARS_MAX = 200

export interface ActionBuilders {
  enter(options: Options): Action
  exit(options: Options): Action
  abandon(reason: unknown): Action
  updateStop(price: unknown): Action
  updateTarget(price: unknown): Action
  removeStop(): Action
  removeTarget(): Action
  trailStop(options: Options): Action
}

/** `atr` is the value of atr(14) at this moment, in price units; NaN before it is warm. */
export function actionBuilders(spell: Spelling, atr: () => number): ActionBuilders {
  const reader = new Reader(spell)
  return {
    enter: (options) => buildEnter(reader, options),
    exit: (options) => buildExit(reader, options),
    abandon: (reason) => ({ kind: 'abandon', reason: reader.text('abandon', 'reason', reason) }),
    updateStop: (price) => ({
      kind: 'updateStop',
      price: reader.positive('updateStop', 'price', price),
    }),
    updateTarget: (price) => ({
      kind: 'updateTarget',
      price: reader.positive('updateTarget', 'price', price),
    }),
    removeStop: () => ({ kind: 'removeStop' }),
    removeTarget: () => ({ kind: 'removeTarget' }),
    trailStop: (options) => buildTrail(reader, options, atr),
  }
}

function buildEnter(read: Reader, options: Options): EnterAction {
  read.keys('enter', options, ENTER_KEYS)
  const side = read.oneOf('enter', 'side', options.side, ['long', 'short'] as const)
  const type =
    options.type === undefined ? 'market' : read.oneOf('enter', 'type', options.type, ORDER_TYPES)
  const needsPrice = type !== 'market'
  read.presence('enter', 'price', options, needsPrice, `${type} order`)
  read.presence('enter', 'limitPrice', options, type === 'stop_limit', `${type} order`)
  if (type === 'market' && 'expires' in options) {
    throw read.error('enter', 'expires', 'has no meaning for a market order: leave it out')
  }
  const stop = read.optionalPrice('enter', 'stop', options)
  const sizing = readSizing(read, options)
  if (sizing?.kind === 'risk' && stop === null) {
    throw read.error('enter', 'risk', 'needs a stop: the loss is counted from it')
  }
  const price = read.optionalPrice('enter', 'price', options)
  const limitPrice = read.optionalPrice('enter', 'limitPrice', options)
  return {
    kind: 'enter',
    side,
    sizing,
    type,
    price,
    limitPrice,
    stop,
    target: read.optionalPrice('enter', 'target', options),
    expires: readExpires(read, options.expires),
    reason: read.text('enter', 'reason', options.reason ?? ''),
  }
}

const ENTER_KEYS = [
  'side',
  ...SIZES,
  'type',
  'price',
  'limitPrice',
  'stop',
  'target',
  'expires',
  'reason',
]

function readSizing(read: Reader, options: Options): Sizing | null {
  const given = SIZES.filter((kind) => kind in options)
  if (given.length > 1) {
    const names = given.map(read.spell).join(' and ')
    throw new ActionError(`action.enter: expected one size, received ${names}`)
  }
  const kind = given[0]
  if (kind === undefined) return null
  const value = read.positive('enter', kind, options[kind])
  if (kind === 'risk' && value > 1) {
    throw read.error(
      'enter',
      'risk',
      `expected a fraction of equity (0.01 is 1 %), received ${value}`,
    )
  }
  return { kind, value }
}

function readExpires(read: Reader, value: unknown): Span | null {
  if (value === undefined) return null
  const span = typeof value === 'string' ? parseSpan(value) : null
  if (span !== null) return span
  throw read.error('enter', 'expires', `expected "3 bars" or a duration, received ${show(value)}`)
}

function buildExit(read: Reader, options: Options): Action {
  read.keys('exit', options, ['fraction', 'type', 'price', 'reason'])
  const type =
    options.type === undefined
      ? 'market'
      : read.oneOf('exit', 'type', options.type, ['market', 'limit'] as const)
  read.presence('exit', 'price', options, type === 'limit', `${type} exit`)
  const fraction = 'fraction' in options ? read.positive('exit', 'fraction', options.fraction) : 1
  if (fraction > 1) {
    throw read.error(
      'exit',
      'fraction',
      `expected at most 1, the whole position, received ${fraction}`,
    )
  }
  const price = read.optionalPrice('exit', 'price', options)
  const reason = options.reason === undefined ? 'exit' : read.text('exit', 'reason', options.reason)
  return { kind: 'exit', fraction, type, price, reason: reason === '' ? 'exit' : reason }
}

function buildTrail(read: Reader, options: Options, atr: () => number): Action {
  read.keys('trailStop', options, ['distance', 'fraction', 'atr'])
  const given = Object.keys(options)
  const by = given[0]
  if (by === undefined || given.length > 1) {
    const received = given.length === 0 ? 'none' : given.join(' and ')
    const message = `expected exactly one of distance, fraction, atr, received ${received}`
    throw new ActionError(`action.${read.spell('trailStop')}: ${message}`)
  }
  const value = read.positive('trailStop', by, options[by])
  if (by === 'fraction' && value >= 1) {
    throw read.error('trailStop', by, `expected less than 1 (0.02 is 2 %), received ${value}`)
  }
  if (by !== 'atr') return { kind: 'trailStop', by: by as 'distance' | 'fraction', value }
  const distance = value * atr()
  if (distance > 0) return { kind: 'trailStop', by: 'distance', value: distance }
  throw read.error(
    'trailStop',
    'atr',
    'atr(14) is not warm yet: check it, or raise warmup to 15 bars',
  )
}

/** Reads one argument each, and words what is wrong with it. */
class Reader {
  readonly spell: Spelling
  constructor(spell: Spelling) {
    this.spell = spell
  }

  error(action: string, key: string, problem: string): ActionError {
    return new ActionError(`action.${this.spell(action)}: ${this.spell(key)} ${problem}`)
  }

  keys(action: string, options: Options, allowed: readonly string[]): void {
    const unknown = Object.keys(options).find((key) => !allowed.includes(key))
    if (unknown === undefined) return
    const known = allowed.map(this.spell).join(', ')
    throw this.error(action, unknown, `is not one of its keys: ${known}`)
  }

  /** A key that must be there, or must not. */
  presence(action: string, key: string, options: Options, isNeeded: boolean, of: string): void {
    if (isNeeded === key in options) return
    throw this.error(
      action,
      key,
      isNeeded ? `is missing: a ${of} needs it` : `has no meaning for a ${of}`,
    )
  }

  positive(action: string, key: string, value: unknown): number {
    if (typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY) return value
    throw this.error(action, key, `expected a number above 0, received ${show(value)}`)
  }

  /** null where the key is absent; a key that is there must hold a price. */
  optionalPrice(action: string, key: string, options: Options): number | null {
    return key in options ? this.positive(action, key, options[key]) : null
  }

  oneOf<T extends string>(action: string, key: string, value: unknown, allowed: readonly T[]): T {
    if (allowed.includes(value as T)) return value as T
    const choices = allowed.map((choice) => `"${choice}"`).join(', ')
    throw this.error(action, key, `expected ${choices}, received ${show(value)}`)
  }

  text(action: string, key: string, value: unknown): string {
    if (typeof value === 'string') return cut(value, REASON_CHARS_MAX)
    throw this.error(action, key, `expected a string, received ${show(value)}`)
  }
}

/** A value as an error message shows it; never calls into user code. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return `a ${typeof value === 'object' ? 'table' : typeof value}`
}
