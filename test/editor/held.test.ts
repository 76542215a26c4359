// What the crosshair says of a position, by the evaluations that the page has.
import { describe, expect, it } from 'vitest'
import type { Trace } from '#host/faces/http/shapes/backtests.ts'
import { heldAt, heldOfTrace } from '../../editor/chart/held.ts'

const MINUTE = 60_000
/** Evaluations each five minutes; the first holds nothing. */
const TRACE = heldOfTrace({
  time: [5 * MINUTE, 10 * MINUTE, 15 * MINUTE],
  quantity: [0, 2, -3],
  entry_price: [null, 100, 110],
  stop: [null, 90, null],
  target: [null, null, 105],
} as unknown as Trace)

const atBar = (minute: number) => heldAt(TRACE, minute * MINUTE, MINUTE)

describe('what was held at a bar', () => {
  it('is that of the last evaluation up to its close', () => {
    const first = { quantity: 2, entryPrice: 100, stop: 90, target: null }
    expect([9, 13].map(atBar)).toEqual([first, first])
    expect(atBar(14)).toEqual({ quantity: -3, entryPrice: 110, stop: null, target: 105 })
  })

  it('is nothing where nothing was held, or nothing is known', () => {
    expect([3, 4, 8].map(atBar)).toEqual([null, null, null])
    expect(heldAt(null, 0, MINUTE)).toBeNull()
  })

  it('is not said of bars after those that were looked at', () => {
    expect(atBar(15)).not.toBeNull()
    expect([16, 500].map(atBar)).toEqual([null, null])
  })
})
