// A slot of the session as the chart draws it: what it did, told once, and what it holds.
import { expect, it } from 'vitest'
import type { Board } from '#host/engine/board.ts'
import type { Slot } from '#host/faces/http/shapes/board.ts'
import { chartedRun, emptyStory, hear } from '../../editor/live/live-run.ts'

type Page = ReturnType<Board['snapshot']>

const SLOT = 'a.js/X'

const transition = (time: number, from: string, to: string, slot = SLOT) =>
  ({ slot, time, barIndex: 0, from, to, reason: '' }) as Page['transitions'][number]

const closed = (id: number, slot = SLOT) =>
  ({
    ...{ slot, id, side: 'long', quantity: 2, entryTime: 10, entryPrice: 100, entryReason: 'up' },
    ...{ exitTime: 20, exitPrice: 90, exitReason: 'stop', fees: 1, pnl: -21, return: -0.105 },
    ...{ barsHeld: 3, mae: 0.1, mfe: 0 },
  }) as Page['trades'][number]

const position = {
  ...{ side: 'short', quantity: 4, entryPrice: 50, entryTime: 30, stop: 55, target: null },
  unrealizedPnl: -8,
}

const board = {
  equity: [
    [10, 1000],
    [20, 900],
    [30, 1100],
    [40, 990],
  ],
  account: { initialCash: 1000 },
  session: { time: 40 },
} as unknown as Page

const slot = (held: typeof position | null) => ({ key: SLOT, position: held, price: 52 }) as Slot

it('What is told twice, as after a reconnect, is drawn once; other slots are not', () => {
  const story = emptyStory()
  const first = [
    transition(10, 'Watch', 'CloseWatch'),
    transition(15, 'CloseWatch', 'Watch', 'b/X'),
  ]
  hear(story, SLOT, { trades: [closed(1)], transitions: first })
  hear(story, SLOT, {
    trades: [closed(1), closed(9, 'b/X')],
    transitions: [...first, transition(10, 'CloseWatch', 'InTrade')],
  })
  const { trades, states } = chartedRun(story, slot(null), board)
  expect(trades).toHaveLength(1)
  expect(trades[0]).toMatchObject({ id: 1, entry_time: 10, exit_price: 90, exit_reason: 'stop' })
  expect(states).toEqual([
    [10, 1],
    [10, 2],
  ])
})

it('An open position is a trade up to now, with a number of its own', () => {
  const story = emptyStory()
  hear(story, SLOT, { trades: [closed(1)], transitions: [] })
  const { trades } = chartedRun(story, slot(position), board)
  expect(trades[1]).toMatchObject({
    ...{ id: 2, side: 'short', entry_time: 30, entry_price: 50 },
    ...{ exit_time: 40, exit_price: 52, exit_reason: 'open', pnl: -8, return: -0.04 },
  })
})

it('The drawdown is from the highest equity so far', () => {
  const { drawdown } = chartedRun(emptyStory(), slot(null), board)
  expect(drawdown).toEqual([
    [10, 0],
    [20, 0.1],
    [30, 0],
    [40, 0.1],
  ])
})
