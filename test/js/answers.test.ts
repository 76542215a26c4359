// What JavaScript callbacks return, and what wrong arguments come to.
import { expect, test } from 'vitest'
import type { Action, ScriptErrorCode } from '#sdk/domain.ts'
import { openSlot } from './slot.ts'

const nothing: unknown[] = [undefined, null, false, []]

test.each(nothing.map((value) => [value]))('managePosition may return %j: nothing', (value) => {
  expect(openSlot(() => ({ managePosition: () => value })).ask('managePosition')).toBeNull()
})

test.each([
  ['filterCommitment', [], 'an empty list'],
  ['detectOpportunity', [], 'an empty list'],
  ['managePosition', [undefined], 'a list that holds nothing'],
  ['managePosition', [5], 'a list that holds 5'],
  ['managePosition', true, 'true'],
] as const)('%s must not return %j', (callback, value, what) => {
  const slot = openSlot(() => ({ [callback]: () => value }))
  expect(slot.ask(callback)).toMatchObject({
    error: { code: 'bad-return', message: expect.stringContaining(`returned ${what};`) },
  })
})

test('a list of actions comes out in its order', () => {
  const slot = openSlot(({ action }) => ({
    managePosition: () => [action.updateStop!(90), action.exit!({ fraction: 0.5 })],
  }))
  const expected: Partial<Action>[] = [{ kind: 'updateStop' }, { kind: 'exit', fraction: 0.5 }]
  expect(slot.ask('managePosition')).toMatchObject({ kind: 'actions', actions: expected })
})

test('an action out of place is named as the author wrote it', () => {
  const slot = openSlot(({ action }) => ({ filterCommitment: () => action.updateStop!(90) }))
  const message = 'updateStop is not an answer of filterCommitment; it may return enter, abandon'
  expect(slot.ask('filterCommitment')).toMatchObject({ error: { code: 'bad-action', message } })
})

test.each([
  ['highest', 0, 'market.highest: expected a whole number of bars from 1, received 0'],
  ['avgVolume', 'x', 'market.avgVolume: expected a whole number of bars from 1, received "x"'],
  ['bar', -1, 'market.bar: expected a whole number of bars from 0, received -1'],
  ['tf', 60, 'market.tf: expected a timeframe such as "1h", received 60'],
])('market.%s(%j) is an error of the market, not of an action', (name, argument, message) => {
  const code: ScriptErrorCode = 'threw'
  const slot = openSlot(() => ({
    detectOpportunity: (market: Record<string, (value: unknown) => unknown>) => {
      market[name]!(argument)
    },
  }))
  expect(slot.ask('detectOpportunity')).toMatchObject({ error: { code, message } })
})
