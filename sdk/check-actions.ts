// Which actions a callback may return at this moment, and at which prices. Used beside the script,
// where the error gets its line, and again by the kernel, which trusts nobody.
import type { Action, Callback, EnterAction, ExitAction, Side, Sizing } from './domain.ts'

/** What actions are judged by: the callback, the market's price, and the position's side. */
export interface Situation {
  readonly callback: Callback
  /** Writes an API name as the author does: `update_stop` in Lua. */
  readonly spell: (camelCase: string) => string
  /** The last trade's price: what a market order and an update are measured against. */
  readonly price: number
  /** Of the open position; null where there is none. */
  readonly side: Side | null
  /** The config has a size for entries that name none. */
  readonly hasDefaultSize: boolean
}

/** What is wrong, and with which action of the list. */
export interface Problem {
  readonly message: string
  readonly index: number
}

/** At most so many actions in one answer. */
export const ACTIONS_MAX = 8

const SIZES: readonly Sizing['kind'][] = ['quantity', 'notional', 'equityFraction', 'risk']

const ALLOWED: Readonly<Record<Callback, readonly Action['kind'][]>> = {
  detectOpportunity: [],
  filterCommitment: ['enter', 'abandon'],
  managePosition: ['exit', 'updateStop', 'updateTarget', 'removeStop', 'removeTarget', 'trailStop'],
}

/** The first thing wrong with the answer, or null where all of it may be applied. */
export function checkActions(actions: readonly Action[], at: Situation): Problem | null {
  if (actions.length > ACTIONS_MAX) {
    const message = `expected at most ${ACTIONS_MAX} actions, received ${actions.length}`
    return { message, index: ACTIONS_MAX }
  }
  if (at.callback === 'filterCommitment' && actions.length > 1) {
    const message = `expected one action, enter or abandon, received ${actions.length}`
    return { message, index: 1 }
  }
  for (const [index, action] of actions.entries()) {
    const message = checkAction(action, at)
    if (message !== null) return { message, index }
  }
  return null
}

function checkAction(action: Action, at: Situation): string | null {
  if (!ALLOWED[at.callback].includes(action.kind)) {
    const allowed = ALLOWED[at.callback]
    const rest =
      allowed.length === 0
        ? 'it may return no action'
        : `it may return ${allowed.map(at.spell).join(', ')}`
    return `${at.spell(action.kind)} is not an answer of ${at.spell(at.callback)}; ${rest}`
  }
  switch (action.kind) {
    case 'enter':
      return checkEntry(action, at)
    case 'updateStop':
      return checkStop(action.price, at.side!, at.price, 'the market price')
    case 'updateTarget':
      return checkTarget(action.price, at.side!, at.price, 'the market price')
    case 'exit':
      return checkExit(action)
    case 'trailStop':
      return checkNumber('the trailing distance', action.value, true)
    case 'abandon':
    case 'removeStop':
    case 'removeTarget':
      return null
  }
}

function checkEntry(action: EnterAction, at: Situation): string | null {
  const { side, stop, target, sizing } = action
  if (sizing === null && !at.hasDefaultSize) {
    const sizes = SIZES.map(at.spell).join(', ')
    return `expected a size: one of ${sizes} (the config has no default sizing)`
  }
  const wrongNumber = checkEntryNumbers(action, at.spell)
  if (wrongNumber !== null) return wrongNumber
  const price = action.price ?? at.price
  const own = action.price === null ? 'the market price' : "the order's price"
  const wrongStop = stop === null ? null : checkStop(stop, side, price, own)
  if (wrongStop !== null) return wrongStop
  return target === null ? null : checkTarget(target, side, price, own)
}

function checkEntryNumbers(action: EnterAction, spell: Situation['spell']): string | null {
  const { type, sizing, stop } = action
  if (sizing?.kind === 'risk' && stop === null) return 'expected a stop: risk is counted from it'
  if (type === 'market' && action.expires !== null) {
    return 'expected no expires: a market order does not rest'
  }
  return (
    (sizing && checkNumber(`the ${spell(sizing.kind)}`, sizing.value, true)) ??
    checkNumber(`the price of a ${type} order`, action.price, type !== 'market') ??
    checkNumber(`the limit price of a ${type} order`, action.limitPrice, type === 'stop_limit')
  )
}

function checkExit({ type, price, fraction }: ExitAction): string | null {
  if (!(fraction > 0 && fraction <= 1)) {
    return `expected the fraction to be above 0 and at most 1, received ${fraction}`
  }
  return checkNumber(`the price of a ${type} exit`, price, type === 'limit')
}

/** A number that must be there and be positive, or must not be there. */
function checkNumber(what: string, value: number | null, isNeeded: boolean): string | null {
  if (!isNeeded) return value === null ? null : `expected no value for ${what}, received ${value}`
  if (value !== null && value > 0 && value < Number.POSITIVE_INFINITY) return null
  return `expected ${what} to be a number above 0, received ${value}`
}

function checkStop(stop: number, side: Side, price: number, what: string): string | null {
  const wrongNumber = checkNumber('the stop', stop, true)
  if (wrongNumber !== null) return wrongNumber
  if (side === 'long' ? stop < price : stop > price) return null
  const where = side === 'long' ? 'below' : 'above'
  return `expected the stop of a ${side} position ${where} ${what} ${price}, received ${stop}`
}

function checkTarget(target: number, side: Side, price: number, what: string): string | null {
  const wrongNumber = checkNumber('the target', target, true)
  if (wrongNumber !== null) return wrongNumber
  if (side === 'long' ? target > price : target < price) return null
  const where = side === 'long' ? 'above' : 'below'
  return `expected the target of a ${side} position ${where} ${what} ${price}, received ${target}`
}
