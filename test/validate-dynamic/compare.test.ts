// Comparing two runs, and the part of a run that bars before a cut decide. The cut is at minute 10,
// after ten strategy bars of a minute.
import { expect, test } from 'vitest'
import { firstDifference, type Outcome, upTo } from '#host/validate/dynamic/compare.ts'
import type { ScriptError, Trade, Transition } from '#sdk/domain.ts'

const CUT = { time: 10, bars: 10 }
const EMPTY: Outcome = { decisions: [], transitions: [], trades: [], errors: [] }
const OPPORTUNITY = '{"kind":"opportunity","reason":"up"}'

const transition = (time: number, barIndex: number, reason: string): Transition => {
  return { time, barIndex, from: 'Watch', to: 'CloseWatch', reason }
}
const trade = (exitTime: number, exitReason = 'exit') => ({ exitTime, exitReason }) as Trade
const error = (time: number, callback: ScriptError['callback']) =>
  ({ time, callback, message: 'boom' }) as ScriptError

test('the decision at the cut itself belongs to the past, the next one does not', () => {
  const decisions = [
    [10, 'detectOpportunity', OPPORTUNITY],
    [11, 'detectOpportunity', OPPORTUNITY],
  ] as const
  expect(upTo({ ...EMPTY, decisions }, CUT).decisions).toEqual([decisions[0]])
})

test('a transition at the cut counts where a decision made it, not where the next bar’s open did', () => {
  const decided = transition(10, 9, 'up')
  const filledAtNextOpen = transition(10, 10, 'fill')
  const transitions = [decided, filledAtNextOpen]
  expect(upTo({ ...EMPTY, transitions }, CUT).transitions).toEqual([decided])
})

test('what the end of the data closes at the cut is no decision', () => {
  const transitions = [transition(4, 3, 'up'), transition(10, 9, 'end_of_data')]
  const trades = [trade(5), trade(10, 'end_of_data')]
  const past = upTo({ ...EMPTY, transitions, trades }, CUT)
  expect(past.transitions).toEqual(transitions.slice(0, 1))
  expect(past.trades).toEqual(trades.slice(0, 1))
})

test('an error at the cut counts where a callback raised it; a hook there hears of a later fill', () => {
  const errors = [error(10, 'managePosition'), error(10, 'onFill'), error(9, 'onFill')]
  expect(upTo({ ...EMPTY, errors }, CUT).errors).toEqual([errors[0], errors[2]])
})

test('equal runs do not differ', () => {
  const run = { ...EMPTY, decisions: [[1, 'detectOpportunity', OPPORTUNITY]] } as const
  expect(firstDifference(run, structuredClone(run))).toBeNull()
})

test('a decision that one run lacks is told with its time, its callback and its words', () => {
  const decisions = [
    [3, 'detectOpportunity', OPPORTUNITY],
    [7, 'filterCommitment', '{"kind":"actions","actions":[{"kind":"abandon","price":null}]}'],
  ] as const
  const shorter = { ...EMPTY, decisions: decisions.slice(0, 1) }
  const difference = { time: 7, callback: 'filterCommitment' }
  const text = '{"kind":"actions","actions":[{"kind":"abandon"}]}'
  expect(firstDifference({ ...EMPTY, decisions }, shorter)).toEqual({
    ...difference,
    first: text,
    second: 'nothing',
  })
  expect(firstDifference(shorter, { ...EMPTY, decisions })).toEqual({
    ...difference,
    first: 'nothing',
    second: text,
  })
})

test('of decisions at different times, the earlier one is the difference', () => {
  const at = (time: number): Outcome => {
    return { ...EMPTY, decisions: [[time, 'detectOpportunity', OPPORTUNITY]] }
  }
  const difference = { callback: 'detectOpportunity', first: 'nothing', second: OPPORTUNITY }
  expect(firstDifference(at(9), at(4))).toEqual({ time: 4, ...difference })
})

test('one number in one trade is enough, and the earliest difference is told', () => {
  const first = { ...EMPTY, trades: [{ ...trade(5), pnl: 1 }, trade(8)] }
  const second = { ...EMPTY, trades: [{ ...trade(5), pnl: 1.0000001 }, trade(8)] }
  expect(firstDifference(first, second)).toMatchObject({ time: 5, callback: null })
  const earlier = { ...second, transitions: [transition(2, 1, 'up')] }
  expect(firstDifference(first, earlier)).toMatchObject({
    time: 2,
    first: 'nothing',
    second: 'Watch → CloseWatch (up)',
  })
})

test('a different message at the same error is a difference', () => {
  const first = { ...EMPTY, errors: [error(3, 'onFill')] }
  const second = { ...EMPTY, errors: [{ ...error(3, 'onFill'), message: 'bang' }] }
  expect(firstDifference(first, second)).toEqual({
    time: 3,
    callback: 'onFill',
    first: 'boom',
    second: 'bang',
  })
})
