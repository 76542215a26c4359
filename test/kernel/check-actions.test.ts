// Which answers are refused, with a message that says what was expected.
import { describe, expect, it } from 'vitest'
import { checkActions, type Situation } from '#sdk/check-actions.ts'
import type { Action, Callback, Side } from '#sdk/domain.ts'
import { snakeCase } from '#sdk/names.ts'
import { parseAnswer } from '../support/kernel-answers.ts'

const at = (callback: Callback, side: Side | null = null): Situation => ({
  callback,
  spell: (name) => name,
  price: 100,
  side,
  hasDefaultSize: false,
})

/** The message about a scripted answer, or null where it may be applied. */
function refusal(text: string, situation: Situation): string | null {
  const answer = parseAnswer(text)
  const actions = answer?.kind === 'actions' ? answer.actions : []
  return checkActions(actions, situation)?.message ?? null
}

const watching = at('filterCommitment')
const long = at('managePosition', 'long')
const short = at('managePosition', 'short')

describe('answers that may be applied', () => {
  it.each([
    ['abandon', watching],
    ['enter long quantity 1', watching],
    ['enter long quantity 1 stop 99 target 101', watching],
    ['enter short quantity 1 stop 101 target 99', watching],
    ['enter long notional 5 limit 90 stop 89 target 91 expires 3 bars', watching],
    ['enter long equity 2 trigger 110 stop 109 target 111', watching],
    ['enter long risk 0.5 trigger 110 limit 112 stop 109', watching],
    // An entry stop already through the market.
    ['enter long quantity 1 trigger 90', watching],
    // Judged by the order's own price, not by the market's.
    ['enter long quantity 1 limit 120 stop 110 target 130', watching],
    ['exit', long],
    ['exit fraction 0.1 limit 90', long],
    ['stop 99.99', long],
    ['target 100.01', long],
    ['stop 100.01', short],
    ['target 99.99', short],
    ['no stop', long],
    ['no target', long],
    ['trail distance 500', long],
    ['exit; stop 99; target 101; no stop; no target; trail fraction 0.1; stop 98; exit', long],
  ])('%s', (text, situation) => {
    expect(refusal(text, situation)).toBeNull()
  })

  it('an empty list is nothing, in every state', () => {
    for (const situation of [at('detectOpportunity'), watching, long]) {
      expect(checkActions([], situation)).toBeNull()
    }
  })

  it('an entry without a size where the config has a default', () => {
    expect(refusal('enter long', { ...watching, hasDefaultSize: true })).toBeNull()
  })
})

describe('the wrong action for the callback', () => {
  const everywhere = ['exit', 'stop 99', 'target 101', 'no stop', 'no target', 'trail distance 1']

  it.each([
    ...['abandon', 'enter long quantity 1', ...everywhere].map((text) => [
      text,
      at('detectOpportunity'),
    ]),
    ...everywhere.map((text) => [text, watching]),
    ['abandon', long],
    ['enter long quantity 1', long],
  ] as [string, Situation][])('%s', (text, situation) => {
    expect(refusal(text, situation)).toContain(`is not an answer of ${situation.callback}`)
  })
})

describe('names of the API', () => {
  it('are spelled as the author spells them', () => {
    const lua: Situation = { ...watching, spell: snakeCase }
    expect(refusal('stop 99', lua)).toBe(
      'update_stop is not an answer of filter_commitment; it may return enter, abandon',
    )
    expect(refusal('abandon', { ...lua, callback: 'managePosition' })).toContain(
      'exit, update_stop, update_target, remove_stop, remove_target, trail_stop',
    )
    expect(refusal('enter long', lua)).toContain('quantity, notional, equity_fraction, risk')
    expect(refusal('enter long', watching)).toContain('quantity, notional, equityFraction, risk')
    expect(refusal('enter long equity 0', lua)).toContain('the equity_fraction to be')
  })
})

describe('too many actions', () => {
  it('more than one from filter_commitment', () => {
    expect(refusal('enter long quantity 1; enter long quantity 1', watching)).toContain(
      'expected one action',
    )
    expect(refusal('abandon; abandon', watching)).toContain('received 2')
  })

  it('more than eight from manage_position', () => {
    const nine = Array.from({ length: 9 }, () => 'stop 99').join(';')
    expect(refusal(nine, long)).toBe('expected at most 8 actions, received 9')
  })

  it('names the place of the wrong one', () => {
    const answer = parseAnswer('stop 99; target 101; stop 101')
    const actions = answer?.kind === 'actions' ? answer.actions : []
    expect(checkActions(actions, long)?.index).toBe(2)
  })
})

describe('stops and targets on the wrong side or at the price', () => {
  it.each([
    ['stop 100', long, 'below the market price 100, received 100'],
    ['stop 101', long, 'below the market price 100, received 101'],
    ['target 100', long, 'above the market price 100, received 100'],
    ['target 99', long, 'above the market price 100, received 99'],
    ['stop 100', short, 'above the market price 100, received 100'],
    ['stop 99', short, 'above the market price 100, received 99'],
    ['target 101', short, 'below the market price 100, received 101'],
    ['enter long quantity 1 stop 100', watching, 'below the market price 100, received 100'],
    ['enter long quantity 1 target 99', watching, 'above the market price 100, received 99'],
    ['enter short quantity 1 stop 99', watching, 'above the market price 100, received 99'],
    ['enter long quantity 1 limit 90 stop 90', watching, "below the order's price 90, received 90"],
    ['enter long quantity 1 limit 90 stop 95', watching, "below the order's price 90, received 95"],
    ['enter short quantity 1 trigger 90 target 95', watching, "below the order's price 90"],
  ])('%s', (text, situation, message) => {
    expect(refusal(text, situation)).toContain(message)
  })
})

describe('sizes', () => {
  it.each(['quantity', 'notional', 'equity', 'risk'])('of %s at or below zero', (size) => {
    for (const value of ['0', '-1', 'NaN', 'Infinity']) {
      expect(refusal(`enter long ${size} ${value} stop 95`, watching)).toContain(
        `to be a number above 0, received ${value}`,
      )
    }
  })

  it('missing where the config has no default', () => {
    expect(refusal('enter long', watching)).toContain('expected a size')
  })

  it('of risk without a stop', () => {
    expect(refusal('enter long risk 0.01', watching)).toContain('expected a stop')
  })

  it.each(['0', '-0.5', '1.5', 'NaN'])('an exit’s fraction of %s', (fraction) => {
    expect(refusal(`exit fraction ${fraction}`, long)).toContain(`received ${fraction}`)
  })
})

describe('prices that are none', () => {
  it.each([
    ...['NaN', '0', '-5'].flatMap((price) => [
      [`stop ${price}`, long],
      [`target ${price}`, short],
      [`exit limit ${price}`, long],
      [`trail distance ${price}`, long],
      [`enter long quantity 1 limit ${price}`, watching],
      [`enter long quantity 1 trigger ${price}`, watching],
      [`enter long quantity 1 trigger 105 limit ${price}`, watching],
      [`enter long quantity 1 stop ${price}`, watching],
      [`enter short quantity 1 target ${price}`, watching],
    ]),
    ['stop Infinity', short],
    ['target Infinity', long],
  ] as [string, Situation][])('%s', (text, situation) => {
    expect(refusal(text, situation)).toContain('to be a number above 0, received')
  })

  it('a limit order without its limit, a stop_limit without its second price', () => {
    const entry = parseAnswer('enter long quantity 1')
    const [enter] = (entry?.kind === 'actions' ? entry.actions : []) as [Action & { kind: 'enter' }]
    const message = (change: Partial<typeof enter>) =>
      checkActions([{ ...enter, ...change }], watching)?.message
    expect(message({ type: 'limit' })).toContain('the price of a limit order')
    expect(message({ type: 'stop' })).toContain('the price of a stop order')
    expect(message({ type: 'stop_limit', price: 105 })).toContain('the limit price of a stop_limit')
    expect(message({ price: 99 })).toContain('expected no value for the price of a market order')
    expect(message({ type: 'limit', price: 99, limitPrice: 98 })).toContain('expected no value')
  })

  it('expires on a market order', () => {
    expect(refusal('enter long quantity 1 expires 3 bars', watching)).toContain('does not rest')
  })
})
