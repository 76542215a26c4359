// JavaScript attacks: a strategy that trades on every few bars, with the hostile part in front of
// what it does in a callback, or around it.
import type { AttackCase } from './case.ts'

export interface Parts {
  /** Line 2; has `attempt`, which tells what it was given if that is true. */
  readonly top?: string
  /** More properties of the strategy: line 3. */
  readonly more?: string
  /** In front of what the callbacks do: lines 4, 5, 6. */
  readonly detect?: string
  readonly filter?: string
  readonly manage?: string
}

export function strategy({ top = '', more = '', detect = '', filter = '', manage = '' }: Parts) {
  return `import { action, defineStrategy, log } from 'watchfire'
const attempt = (f) => { let got; try { got = f() } catch (e) { return log('TRIED', e?.message) } if (got) log('ESCAPED', got); else log('TRIED') }; ${top}
export default defineStrategy({ name: 'attack', timeframe: '1m', ${more}
detectOpportunity(market, context, indicators) { ${detect}; return { seen: market.close } },
filterCommitment(market, context, indicators) { ${filter}; return action.enter({ side: 'long', quantity: 0.1, stop: market.price * 0.9 }) },
managePosition(market, context, indicators) { ${manage}; return context.position.barsHeld > 1 ? action.exit() : null },
})`
}

type Promised = AttackCase['promise']

const make = (
  promise: Promised,
  name: string,
  parts: Parts | string,
  expect: AttackCase['expect'],
): AttackCase => {
  const whole = typeof parts === 'string' ? { detect: parts } : parts
  return { name, promise, language: 'js', code: strategy(whole), expect }
}

/** It runs on, and nothing came of it; a text is the hostile part of detectOpportunity. */
export const harmless = (promise: Promised, name: string, parts: Parts | string) =>
  make(promise, name, parts, { outcome: 'harmless' })

export const faulty = (
  promise: Promised,
  name: string,
  parts: Parts | string,
  code: string,
  line?: number,
) => make(promise, name, parts, { outcome: 'fault', code, ...(line === undefined ? {} : { line }) })

export const refused = (promise: Promised, name: string, parts: Parts | string, code?: string) =>
  make(promise, name, parts, { outcome: 'refused', ...(code === undefined ? {} : { code }) })

/** An expression that must not come to anything, tried at every bar. */
export const reach = (name: string, expression: string, top = '') =>
  harmless('reach', name, { top, detect: `attempt(() => ${expression})` })

/** It trades as it would without the attack, to the last bit. */
export const vain = (name: string, parts: Parts | string): AttackCase => ({
  ...harmless('lie', name, parts),
  twin: strategy({}),
})
